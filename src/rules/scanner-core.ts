import { type Engine, engineOn } from './engine.js';

/** A literal to look for: lower case, 4 to 64 bytes, and the offset in it of the four adjacent bytes by which it is found. */
export interface AnchoredLiteral {
  readonly text: string;
  readonly anchor: number;
  /** Which sets of languages it is for, a bit for each; all, when it is not said. */
  readonly sets?: bigint;
}

/** All sets of languages. */
export const ALL_SETS = (1n << 64n) - 1n;

/** Bits of an address in the map of four bytes, and in the table of heads (src/engine/scanner.ts). */
const MAP_BITS = 18;
const HEAD_BITS = 15;

// The memory: tables, then entries and literals, then records, then gates, then a stretch of text with room for the longest literal on either side.
const MAP = 0x400;
const HEADS = MAP + (1 << MAP_BITS) / 8;
const MEMBER = HEADS + (1 << HEAD_BITS) * 2;
const COUNTS = MEMBER + 256;
const LOGS = COUNTS + 256 * 4;
const ENTRIES = LOGS + 1040 * 4;
const ENTRY = 24;
const RECORDS_SIZE = 0x40000;
/** Room for the gates of rules whose literals occur. */
const GATES_SIZE = 0x40000;
/** No gate has more positions. */
export const MOST_POSITIONS = 1024;
const MARKS_SIZE = 4 * MOST_POSITIONS;
const LIST_SIZE = 2 * MOST_POSITIONS;
/** And for what gates' automata work with: a mark for each position, a list of them, states that are kept (src/engine/gate.ts). */
const MOST_STATES = 2048;
const ROWS_SIZE = MOST_STATES * 520;
const INFOS_SIZE = MOST_STATES * 16;
const BUCKETS = 4096;
const LISTS_SIZE = 0x20000;
/** No gate looks further from its literal, in bytes. */
export const FARTHEST = 4096;
/** What the gates may do on a text, in followers of automata tried: so much, and so much more a byte. */
const WORK = 200_000;
const WORK_PER_BYTE = 40;
const STRETCH = 0x40000;
const MARGIN = 64;
const PAGE = 0x10000;
const LF = 0x0a;

/** The tables for a set of literals, as they lie in the core's memory. */
export interface ScannerTables {
  readonly image: Uint8Array;
  /** Bytes of the records that one offset can bring. */
  readonly room: number;
}

function scannerOn(memory: WebAssembly.Memory): Engine {
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
  return { image: new Uint8Array(memory.buffer, MAP, end - MAP), room };
}

/**
 * The WebAssembly core with its tables: many literals, in any letter case, and long runs of token characters, in one pass each. Bytes are copied into its memory once,
 * stretch by stretch, so that memory stays flat.
 */
export class ScannerCore {
  readonly #core: Engine;
  readonly #memory: Uint8Array;
  readonly #records: Uint32Array;
  readonly #recordsAt: number;
  readonly #textAt: number;
  readonly #room: number;
  readonly #gateOf: (rule: number) => Uint8Array | undefined;
  readonly #gatesEnd: number;
  /** Where the gate of each rule lies that was asked for. */
  readonly #gates: number[] = [];
  #gatesAt: number;
  /** Of the stretch that is looked through: what to add to an offset in the text, and between which addresses gates may judge. */
  #base = 0;
  #low = 0;
  #high = 0;
  #surest = 0;
  #last = 0;

  /** @param gateOf gives the gate of a rule (src/engine/gate.ts). */
  constructor({ image, room }: ScannerTables, gateOf: (rule: number) => Uint8Array | undefined = () => undefined) {
    this.#gateOf = gateOf;
    this.#recordsAt = align(MAP + image.length + MARGIN);
    const marks = this.#recordsAt + RECORDS_SIZE;
    const list = marks + MARKS_SIZE;
    const rows = list + LIST_SIZE;
    const infos = rows + ROWS_SIZE;
    const buckets = infos + INFOS_SIZE;
    const lists = buckets + 2 * BUCKETS;
    this.#gatesAt = lists + LISTS_SIZE;
    this.#gatesEnd = this.#gatesAt + GATES_SIZE;
    this.#textAt = this.#gatesEnd + MARGIN;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((this.#textAt + STRETCH + 2 * MARGIN) / PAGE) });
    this.#core = scannerOn(memory);
    this.#memory = new Uint8Array(memory.buffer);
    this.#memory.set(image, MAP);
    this.#records = new Uint32Array(memory.buffer, this.#recordsAt, RECORDS_SIZE / 4);
    this.#room = room;
    this.#core.gateRoom(marks, list, rows, infos, MOST_STATES, buckets, BUCKETS, lists, this.#gatesAt);
  }

  /**
   * May a rule match around this offset? Asked while `literals` calls back.
   *
   * @param torn the bytes are lines out of a text: only what keeps to a line can be told.
   */
  admits(rule: number, offset: number, torn: boolean): boolean {
    const gate = this.#gates[rule] ?? this.#takeGate(rule);
    const at = this.#base + offset;
    // Near the edges of a stretch inside a text nobody knows what goes on behind them.
    if (gate === 0 || at < this.#surest || at > this.#last) return true;
    return this.#core.admits(gate, at, this.#low, this.#high, torn ? 1 : 0) !== 0;
  }

  /**
   * Around which of some places a rule may match.
   *
   * @param places sorted by their offsets in the text; `before`: no match begins further before the literal, in bytes.
   * @param admitted is called for each of them that its gate lets in, or cannot judge.
   */
  admitted<T extends { readonly rule: number; readonly offset: number; readonly before: number }>(bytes: Uint8Array, places: readonly T[], admitted: (place: T) => void): void {
    for (let at = 0; at < places.length; ) {
      const from = Math.max(0, (places[at] as T).offset - FARTHEST);
      let to = from;
      let next = at;
      // Places near each other are looked at together: gates read both ways.
      for (let place = places[next]; place !== undefined && (next === at || place.offset - FARTHEST <= to) && place.offset + FARTHEST <= from + STRETCH; place = places[++next])
        to = Math.min(bytes.length, place.offset + FARTHEST + MARGIN);
      this.#copy(bytes.subarray(from, to), 0);
      this.#core.allow(WORK + WORK_PER_BYTE * (to - from));
      this.#base = this.#textAt - from;
      this.#high = this.#base + to;
      this.#surest = this.#textAt;
      this.#last = this.#high;
      for (; at < next; at++) {
        const place = places[at] as T;
        this.#low = Math.max(this.#textAt, this.#base + place.offset - place.before);
        if (this.admits(place.rule, place.offset, false)) admitted(place);
      }
    }
  }

  /** Where the rule's gate lies now; 0, which admits everything, when it has none or there is no room for it. */
  #takeGate(rule: number): number {
    const bytes = this.#gateOf(rule);
    const room = bytes !== undefined && this.#gatesAt + bytes.length <= this.#gatesEnd;
    const at = room ? this.#gatesAt : 0;
    if (room) {
      this.#memory.set(bytes, at);
      this.#gatesAt = align(at + bytes.length);
    }
    this.#gates[rule] = at;
    return at;
  }

  /**
   * Calls `hit` for every occurrence of every literal, nearly in order (off by less than a literal's length). The text counts as preceded by a line break.
   *
   * @param sets of languages: literals for none of them are left out.
   */
  literals(bytes: Uint8Array, hit: (literal: number, offset: number) => void, sets: bigint = ALL_SETS): void {
    this.#core.allow(Math.min(0x7fffffff, WORK + WORK_PER_BYTE * bytes.length));
    for (let from = 0; from < bytes.length; from += STRETCH) {
      const before = Math.min(MARGIN, from);
      const to = Math.min(bytes.length, from + STRETCH);
      const after = Math.min(bytes.length, to + MARGIN);
      this.#copy(bytes.subarray(from - before, after), before);
      // Where the text begins a line does: literals that begin with a line break are seen there too.
      if (from === 0) this.#memory[this.#textAt - 1] = LF;
      const base = this.#textAt - from;
      this.#base = base;
      this.#low = this.#textAt - before;
      this.#high = base + after;
      this.#surest = from === 0 ? 0 : this.#low + FARTHEST;
      this.#last = after === bytes.length ? this.#high : this.#high - FARTHEST;
      for (let at = this.#textAt; at < base + to; ) {
        at = this.#core.literals(at, base + to, this.#textAt - Math.max(before, 1), base + after, sets, this.#recordsAt, this.#recordsAt + RECORDS_SIZE, this.#room);
        const end = this.#core.records() * 2;
        for (let record = 0; record < end; record += 2) hit(this.#records[record] as number, Math.max(0, (this.#records[record + 1] as number) - base));
      }
    }
  }

  /**
   * Runs of at least `least` token characters whose entropy is not below `bits` bits a character, as half-open offsets in order.
   *
   * @param decodable only those that may hold text in base64, hex or percent encoding.
   */
  runs(bytes: Uint8Array, least: number, bits: number, decodable = false): [start: number, end: number][] {
    const found: [number, number][] = [];
    for (let from = 0; from < bytes.length; from += STRETCH) {
      // A run over the border is seen from both sides, or at least from one that reaches back far enough.
      const start = Math.max(0, from - Math.min(MARGIN, least));
      const to = Math.min(bytes.length, from + STRETCH);
      this.#copy(bytes.subarray(start, to), 0);
      this.#core.runs(this.#textAt, this.#textAt + to - start, least, bits, decodable ? 1 : 0, this.#recordsAt);
      const end = this.#core.records() * 2;
      const shift = start - this.#textAt;
      for (let record = 0; record < end; record += 2) join(found, (this.#records[record] as number) + shift, (this.#records[record + 1] as number) + shift);
    }
    return found;
  }

  /** May a text hold literals written in pieces, lists that are joined, or escapes of Unicode? Yes rather than no, as for all texts that are longer than a stretch. */
  mayFold(bytes: Uint8Array): boolean {
    if (bytes.length > STRETCH) return true;
    this.#copy(bytes, 0);
    return this.#core.folds(this.#textAt, this.#textAt + bytes.length) !== 0;
  }

  #copy(bytes: Uint8Array, before: number): void {
    this.#memory.set(bytes, this.#textAt - before);
    this.#memory.fill(0, this.#textAt - before + bytes.length, this.#textAt - before + bytes.length + 16);
  }
}

function eightBytes(number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number);
  return bytes;
}

/** Adds a run, or lengthens the last one that it continues. */
function join(found: [number, number][], start: number, end: number): void {
  const last = found.at(-1);
  if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
  else found.push([start, end]);
}

function align(address: number): number {
  return (address + 15) & ~15;
}
