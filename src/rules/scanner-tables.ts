import { type Engine, engineOn } from './engine.js';

/** A literal to look for: lower case, 4 to 64 bytes, and the offset in it of the four adjacent bytes by which it is found. */
export interface AnchoredLiteral {
  readonly text: string;
  readonly anchor: number;
  /** Which sets of languages it is for, a bit for each; all, when it is not said. */
  readonly sets?: bigint;
}

/** Which rules literals call up, as numbers of four bytes. */
export interface Calls {
  /** Where the calls of each literal begin, and where the last ones end. */
  readonly starts: Uint32Array;
  readonly rules: Uint32Array;
  /** For each rule its set of languages. */
  readonly sets: Uint32Array;
}

export const NO_CALLS: Calls = { starts: new Uint32Array(1), rules: new Uint32Array(), sets: new Uint32Array() };

/** All sets of languages. */
export const ALL_SETS = (1n << 64n) - 1n;

/** Bits of an address in the map of four bytes, and in the table of heads (src/engine/scanner.ts). */
const MAP_BITS = 18;
const HEAD_BITS = 15;

// The memory of the tables, which all else comes after: src/rules/scanner-core.ts.
export const MAP = 0x400;
const HEADS = MAP + (1 << MAP_BITS) / 8;
const MEMBER = HEADS + (1 << HEAD_BITS) * 4;
const COUNTS = MEMBER + 256;
const LOGS = COUNTS + 256 * 4;
const ENTRIES = LOGS + 1040 * 4;
const ENTRY = 24;
/** Room behind a text, for the longest literal. */
export const MARGIN = 64;
export const PAGE = 0x10000;

/** The tables for a set of literals, as they lie in the core's memory. */
export interface ScannerTables {
  /** In bytes. */
  readonly size: number;
  /** Puts them there. */
  copy(to: Uint8Array): void;
  /** Bytes of the records that one offset can bring. */
  readonly room: number;
}

export function scannerOn(memory: WebAssembly.Memory): Engine {
  const engine = engineOn(memory);
  engine.place(MAP, HEADS, ENTRIES, MEMBER, LOGS, COUNTS);
  return engine;
}

/** Builds the tables. Done when the program is built, for the rules that ship with it: it takes a millisecond of every hook. */
export function scannerTables(literals: readonly AnchoredLiteral[]): ScannerTables {
  const packed = Buffer.concat(literals.flatMap(({ text, anchor, sets = ALL_SETS }) => [Buffer.from([text.length, anchor]), eightBytes(sets), Buffer.from(text, 'latin1')]));
  const packedAt = ENTRIES + (literals.length + 1) * ENTRY;
  const end = packedAt + packed.length;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((end + MARGIN) / PAGE) });
  new Uint8Array(memory.buffer).set(packed, packedAt);
  // Not by the module itself: a logarithm brings it a table of its own, which would lie among ours.
  const logs = new Float32Array(memory.buffer, LOGS, 1025);
  for (let count = 1; count < logs.length; count++) logs[count] = count * Math.log2(count);
  const room = 8 * scannerOn(memory).index(packedAt, literals.length);
  const image = new Uint8Array(memory.buffer, MAP, end - MAP);
  return { size: image.length, copy: (to) => to.set(image), room };
}

function eightBytes(number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number);
  return bytes;
}
