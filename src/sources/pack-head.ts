import type { ObjectType } from './history-objects.js';

// https://git-scm.com/docs/gitformat-pack

const TYPES: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFFSET_DELTA = 6;
const ID_DELTA = 7;

/** No head is longer, in bytes. */
export const LONGEST_HEAD = 64;

/** What stands before the deflated bytes of an object in a pack. */
export interface PackedHead {
  /** Undefined: a delta. */
  readonly type: ObjectType | undefined;
  /** Inflated, in bytes. */
  readonly size: number;
  /** Of the head, in bytes. */
  readonly length: number;
  /** How far before this object the one begins that the delta is about; 0: its id stands at the end of the head. */
  readonly distance: number;
}

/** Reads the head at an offset, with as many bytes behind it as the longest has; undefined: it is none. */
export function headIn(bytes: Buffer, start: number, idBytes: number): PackedHead | undefined {
  let at = start;
  let byte = bytes[at++] ?? 0;
  const kind = (byte >> 4) & 7;
  let size = byte & 15;
  for (let weight = 16; byte >= 0x80 && at < start + 10; weight *= 128) {
    byte = bytes[at++] ?? 0;
    size += (byte & 0x7f) * weight;
  }
  const type = TYPES[kind];
  if (type !== undefined) return { type, size, length: at - start, distance: 0 };
  if (kind === ID_DELTA) return { type, size, length: at - start + idBytes, distance: 0 };
  if (kind !== OFFSET_DELTA) return undefined;
  byte = bytes[at++] ?? 0;
  let distance = byte & 0x7f;
  while (byte >= 0x80 && at < start + 24) {
    byte = bytes[at++] ?? 0;
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { type, size, length: at - start, distance };
}
