import { FAMILIAR } from './generated/familiar.js';

/** What the module of src/engine/familiar.ts exports. */
interface Exports {
  prepare(table: number, bits: number, random: bigint, fresh: number, room: number, ranges: number): void;
  look(from: number, to: number): number;
  freshGroups(): number;
  learn(): void;
}

/** A stretch of a text, half-open byte offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Keys of groups that have been learned: 16 MB, which hold the lines of most projects' whole history. What falls out is looked at once more. */
const TABLE_BITS = 21;
const ROOM = 1 << 16;
const ENTRY = 16;
const TABLE = 0x400;
const FRESH = TABLE + (8 << TABLE_BITS);
const RANGES = FRESH + ROOM * ENTRY;
const TEXT = RANGES + ROOM * 8;
const PAGE = 0x10000;

/** Longer texts are not looked up: they are few. */
const LONGEST = 2 << 20;

/**
 * The versions of a file repeat each other. This remembers groups of some four lines, each with the group before it, by 64-bit hashes, and tells what in a text is new. A group is known again
 * only at an equal place: behind the same group.
 */
export class FamiliarText {
  readonly #core: Exports;
  readonly #memory: Uint8Array;
  readonly #words: Uint32Array;

  /** @param random 64 bits that nobody knows beforehand: nobody shall make up lines that are taken for others. */
  constructor(random: bigint) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((TEXT + LONGEST + 64) / PAGE) });
    this.#core = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(FAMILIAR, 'base64')), { env: { memory } }).exports as Exports; // Typed by the source of the module.
    this.#memory = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.#core.prepare(TABLE, TABLE_BITS, BigInt.asIntN(64, random), FRESH, ROOM, RANGES);
  }

  /** The stretches of a text that are new, each with some of what lies before it; undefined when that cannot be told. */
  newIn(bytes: Uint8Array): readonly Stretch[] | undefined {
    if (bytes.length > LONGEST) return undefined;
    this.#memory.set(bytes, TEXT);
    const count = this.#core.look(TEXT, TEXT + bytes.length);
    if (count < 0) return undefined;
    const stretches: Stretch[] = [];
    for (let at = RANGES / 4, end = at + 2 * count; at < end; at += 2) {
      stretches.push({ start: (this.#words[at] as number) - TEXT, end: (this.#words[at + 1] as number) - TEXT });
    }
    return stretches;
  }

  /** Learns what `newIn` has just called new, but for the groups that `remarkable` stretches touch: they stay new. */
  learn(remarkable: readonly Stretch[]): void {
    for (const { start, end } of remarkable) this.#forget(start + TEXT, Math.max(end, start + 1) + TEXT);
    this.#core.learn();
  }

  #forget(start: number, end: number): void {
    const first = FRESH / 4;
    const word = (entry: number, place: number): number => this.#words[first + entry * 4 + place] as number;
    let low = 0;
    let high = this.#core.freshGroups();
    const count = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (word(middle, 3) <= start) low = middle + 1;
      else high = middle;
    }
    for (let entry = low; entry < count && word(entry, 2) < end; entry++) this.#words.fill(0, first + entry * 4, first + entry * 4 + 2);
  }
}
