import { readSync } from 'node:fs';
import { PACKED } from './generated/packed.js';
import type { ObjectType } from './history-objects.js';
import type { PackFile } from './pack-file.js';
import { headIn, LONGEST_HEAD } from './pack-head.js';

/** What the module of src/engine/inflate.ts and patch.ts exports. */
interface Exports {
  prepareInflate(room: number): void;
  inflate(from: number, fromEnd: number, to: number, toEnd: number): number;
  patchedSize(delta: number, deltaEnd: number): number;
  patch(base: number, baseEnd: number, delta: number, deltaEnd: number, to: number, toEnd: number): number;
}

const PAGE = 1 << 16;
const CODES = 0x1000;
/** Texts that others are made of lie from here on, one behind the other; what is being made lies behind them. */
const TEXTS = PAGE;
/** As much is read behind what is asked for at most, and 16 bytes are written. */
const SLACK = LONGEST_HEAD;

/** A text in the memory of the unpacker. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Unpacked extends Place {
  /** Undefined: what its base is. */
  readonly type: ObjectType | undefined;
}

/** Makes texts of what a pack holds, in memory of its own. */
export class Unpacker {
  readonly #most: number;
  readonly #memory = new WebAssembly.Memory({ initial: 2 });
  readonly #core: Exports;
  #bytes: Buffer;

  /** @param most bytes of a text; longer ones are not made. */
  constructor(most: number) {
    this.#most = most;
    this.#core = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(PACKED, 'base64')), { env: { memory: this.#memory } }).exports as unknown as Exports; // Typed by the source of the module.
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#core.prepareInflate(CODES);
  }

  /** Where the first text lies. */
  get beginning(): number {
    return TEXTS;
  }

  /** Overwritten by what is made next behind the same text. */
  bytes({ start, end }: Place): Buffer {
    return this.#bytes.subarray(start, end);
  }

  /** Makes the text of the object [start, end) of a pack, of `base` where it is a delta, somewhere behind `top`; undefined where it is damaged or too long. */
  unpack({ file, idBytes }: Pick<PackFile, 'file' | 'idBytes'>, start: number, end: number, base: Place | undefined, top: number): Unpacked | undefined {
    const length = end - start;
    if (!(length > 0 && length <= 2 * this.#most)) return undefined;
    const packedEnd = top + length;
    this.#reserve(packedEnd);
    const head = this.#read(file, top, length, start) ? headIn(this.#bytes, top, idBytes) : undefined;
    if (head === undefined || head.length > length || head.size > this.#most) return undefined;
    const { type, size } = head;
    const inflated = packedEnd + SLACK;
    const inflatedEnd = inflated + size;
    this.#reserve(inflatedEnd);
    if (this.#core.inflate(top + head.length, packedEnd, inflated, inflatedEnd) === 0) return undefined;
    if (base === undefined) return type === undefined ? undefined : { type, start: inflated, end: inflatedEnd };
    const patched = inflatedEnd + SLACK;
    const patchedEnd = patched + this.#core.patchedSize(inflated, inflatedEnd);
    if (!(patchedEnd >= patched && patchedEnd - patched <= this.#most)) return undefined;
    this.#reserve(patchedEnd);
    return this.#core.patch(base.start, base.end, inflated, inflatedEnd, patched, patchedEnd) === 0 ? undefined : { type: undefined, start: patched, end: patchedEnd };
  }

  /** Moves a text to where it can stay. */
  keep({ start, end }: Place, at: number): Place {
    this.#bytes.copyWithin(at, start, end);
    return { start: at, end: at + end - start };
  }

  #read(file: number, to: number, length: number, from: number): boolean {
    for (let read = 0; read < length; ) {
      const more = readSync(file, this.#bytes, to + read, length - read, from + read);
      if (more === 0) return false;
      read += more;
    }
    return true;
  }

  #reserve(end: number): void {
    const missing = end + SLACK - this.#bytes.length;
    if (missing <= 0) return;
    this.#memory.grow(Math.ceil(missing / PAGE));
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}
