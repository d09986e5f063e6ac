import { FAMILIAR } from './generated/familiar.js';

/** What the module of src/engine/familiar.ts exports. */
interface Exports {
  prepare(
    table: number,
    bits: number,
    random: bigint,
    fresh: number,
    room: number,
    ranges: number,
    copies: number,
    groups: number,
    lines: number,
    chunks: number,
    chunkRoom: number,
  ): void;
  look(from: number, to: number): number;
  rangeCount(): number;
  mayJoin(): number;
  learn(): void;
  stretch(at: number, to: number, origin: number): bigint;
  isKnown(key: bigint): number;
  setMark(key: bigint, mark: number): void;
  touch(from: number, to: number, held: number): void;
}

/** A stretch of a text, half-open byte offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * A stretch that must be looked at again: whenever it comes, or where it only holds a name or a literal, whenever anything has changed around it: from 256 bytes before a name, 4096 before a
 * literal, to 4096 behind.
 */
export interface Remarkable extends Stretch {
  readonly holds?: keyof typeof HELD;
}

/** As in src/engine/familiar.ts. */
const HELD = { name: 2, literal: 4 } as const;

/** What of a text is new. */
export interface News {
  /** The new lines, each stretch of them followed by a line feed. Overwritten by the next look. */
  readonly bytes: Buffer;
  /** May it hold literals that are joined to each other? */
  readonly mayJoin: boolean;
  /** Where an offset in `bytes` lies in the text. */
  origin(offset: number): number;
  /** The same in pieces: whole stretches, as many together as have at most so many bytes. */
  pieces(most: number): Iterable<Stretch>;
}

/** Marks of what has been learned: 16 MB hold the lines of most projects' whole history, 2 MB those of the last few files. What falls out is looked at once more. */
const MARK_BITS = { apart: 22, together: 19 } as const;
const ROOM = 1 << 16;
/** Twice as many chunks of long lines as there can be. */
const CHUNK_ROOM = 1 << 12;
const ENTRY = 16;
/** Longer texts are not looked up: they are few. */
const LONGEST = 4 << 20;

// The memory: the list of what is new in a text, its stretches, groups with powers before them, lines, chunks, the text with room for a word behind it, copies of the stretches, and the marks.
const FRESH = 0x400;
const RANGES = FRESH + ROOM * ENTRY;
const GROUPS = RANGES + ROOM * 8;
const LINES = GROUPS + 128 * 8 + (LONGEST / 256 + 1) * 24;
const CHUNKS = LINES + 256 * 16;
const TEXT = CHUNKS + CHUNK_ROOM * ENTRY;
const COPIES = TEXT + LONGEST + 64;
const MARKS = COPIES + LONGEST + ROOM + 64;
/** Most that memory which threads share may ever have, in pages; the build says so too. */
const MOST_PAGES = 1024;
/** As much behind a text must be free. */
export const BEHIND_TEXT = 64;
const PAGE = 0x10000;

/**
 * The versions of a file repeat each other. This remembers groups of a few lines, each with the group before it, and single lines, by hashes, and gives what in a text is new: the lines that
 * were not seen before, and those that may be joined to them. A line is taken for another one with a chance of one in four thousand millions.
 */
export class FamiliarText {
  /** Memory for who brings texts: one that lies there, with as much behind it as `BEHIND_TEXT`, is not copied. */
  readonly room: Buffer;
  readonly #core: Exports;
  readonly #memory: Buffer;
  readonly #words: Uint32Array;
  /** Where the text lies that is looked at. */
  #text = TEXT;

  /**
   * @param random 64 bits that nobody knows beforehand: nobody shall make up lines that are taken for others.
   * @param versions of a file come one after the other, or as they did in time.
   * @param room bytes for who brings texts.
   */
  constructor(random: bigint, versions: keyof typeof MARK_BITS = 'apart', room = 0) {
    const bits = MARK_BITS[versions];
    const roomAt = MARKS + (4 << bits);
    const memory = new WebAssembly.Memory({ initial: Math.ceil((roomAt + room) / PAGE), maximum: MOST_PAGES, shared: true });
    this.#core = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(FAMILIAR, 'base64')), { env: { memory } }).exports as Exports; // Typed by the source of the module.
    this.#memory = Buffer.from(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.room = this.#memory.subarray(roomAt, roomAt + room);
    this.#core.prepare(MARKS, bits, BigInt.asIntN(64, random), FRESH, ROOM, RANGES, COPIES, GROUPS, LINES, CHUNKS, CHUNK_ROOM);
  }

  /** What of a text is new; undefined when that cannot be told. */
  newIn(bytes: Uint8Array): News | undefined {
    if (bytes.length > LONGEST) return undefined;
    this.#text = bytes.buffer === this.#memory.buffer ? bytes.byteOffset : TEXT;
    if (this.#text === TEXT) this.#memory.set(bytes, TEXT);
    const length = this.#core.look(this.#text, this.#text + bytes.length);
    if (length < 0) return undefined;
    return {
      bytes: this.#memory.subarray(COPIES, COPIES + length),
      mayJoin: this.#core.mayJoin() !== 0,
      origin: (offset) => this.#origin(offset),
      pieces: (most) => this.#pieces(most),
    };
  }

  /** Learns what `newIn` has just called new, but for what is remarkable. */
  learn(remarkable: Remarkable[]): void {
    remarkable.sort((a, b) => a.start - b.start);
    for (const { start, end, holds } of remarkable) this.#core.touch(start + this.#text, Math.max(end, start + 1) + this.#text, holds === undefined ? 0 : HELD[holds]);
    this.#core.learn();
  }

  /**
   * Was this asked before, of the same bytes? Then nothing came of it.
   *
   * @param question a number above all offsets. @returns what says that nothing came of it this time either, or undefined.
   */
  asked({ start, end }: Stretch, question: number): (() => void) | undefined {
    const key = this.#core.stretch(start + this.#text, end + this.#text, start + this.#text + question);
    return this.#core.isKnown(key) !== 0 ? undefined : () => this.#core.setMark(key, Number(key & 0xffffffffn));
  }

  *#pieces(most: number): Generator<Stretch> {
    const first = RANGES / 4;
    const last = first + 2 * this.#core.rangeCount();
    let start = 0;
    let end = 0;
    for (let at = first; at < last; at += 2) {
      const next = end + (this.#words[at + 1] as number) - (this.#words[at] as number) + 1;
      if (next - start > most && end > start) {
        yield { start, end };
        start = end;
      }
      end = next;
    }
    yield { start, end };
  }

  #origin(offset: number): number {
    const first = RANGES / 4;
    const end = first + 2 * this.#core.rangeCount();
    let left = offset;
    for (let at = first; at < end; at += 2) {
      const start = this.#words[at] as number;
      const length = (this.#words[at + 1] as number) - start;
      if (left <= length) return start + left - this.#text;
      left -= length + 1;
    }
    return 0;
  }
}
