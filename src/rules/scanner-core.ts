import type { Engine } from './engine.js';
import { ALL_SETS, type Calls, MAP, MARGIN, NO_CALLS, PAGE, type ScannerTables, scannerOn } from './scanner-tables.js';

// The memory: tables, then entries and literals, then calls, then records of literals and of calls, then gates, then a stretch of text with room for the longest literal on either side.
const RECORDS_SIZE = 0x40000;
/** Room for what the engine finds on its way to the literals (src/engine/scanner.ts). */
const SCRATCH_SIZE = 5 * 4096;
/** Room for the gates of rules whose literals occur: for all of ours more than twice over, since a rule without its gate is let in everywhere. What is not used takes no memory. */
const GATES_SIZE = 0x800000;
/** No gate has more positions. */
export const MOST_POSITIONS = 1024;
const MARKS_SIZE = 4 * MOST_POSITIONS;
const LIST_SIZE = 2 * MOST_POSITIONS;
/** And for what gates' automata work with: a mark for each position, a list of them, states that are kept (src/engine/gate.ts). */
const MOST_STATES = 8192;
const ROWS_SIZE = MOST_STATES * 520;
const INFOS_SIZE = MOST_STATES * 16;
const BUCKETS = 4096;
const LISTS_SIZE = 0x80000;
/** No gate looks further from its literal, in bytes. */
export const FARTHEST = 4096;
/** What the gates may do, in followers of automata tried: so much a byte, and so much more that they did not use before. */
const WORK = 200_000;
const WORK_PER_BYTE = 10;
const STRETCH = 0x40000;
const LF = 0x0a;

/** What the engine says of calls when it is done, and when there is no more room for them; else it wants a gate. */
const DONE = 0;
const FULL = 0xffffffff;
/** In the place of the gate of a rule that has none. */
const NO_GATE = 1;

/** What is looked through at a time: what to take from an address for an offset in the text, and between which addresses gates may judge, of literals in which part. */
interface Stretch {
  readonly base: number;
  readonly low: number;
  readonly high: number;
  readonly surest: number;
  readonly last: number;
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
  readonly #scratchAt: number;
  readonly #textAt: number;
  readonly #room: number;
  readonly #calledAt: number;
  readonly #called: Uint32Array;
  readonly #gateOf: (rule: number) => Uint8Array | undefined;
  readonly #gatesEnd: number;
  /** Where the gate of each rule lies; 0: nobody has asked for it yet. */
  readonly #gates: Uint32Array;
  #gatesAt: number;
  /** Which rules run, in the memory, and of whom that was said last. */
  readonly #runningAt: number;
  #running: Uint8Array | undefined;
  /** What the gates may do besides. */
  #spare = WORK;

  /** @param gateOf gives the gate of a rule (src/engine/gate.ts). */
  constructor({ size, copy, room }: ScannerTables, { starts, rules, sets }: Calls = NO_CALLS, gateOf: (rule: number) => Uint8Array | undefined = () => undefined) {
    this.#gateOf = gateOf;
    const startsAt = align(MAP + size + MARGIN);
    const rulesAt = startsAt + starts.byteLength;
    const setsAt = rulesAt + rules.byteLength;
    const gateTable = setsAt + sets.byteLength;
    this.#runningAt = gateTable + sets.byteLength;
    this.#recordsAt = align(this.#runningAt + sets.length);
    this.#calledAt = this.#recordsAt + RECORDS_SIZE;
    const marks = this.#calledAt + RECORDS_SIZE;
    const list = marks + MARKS_SIZE;
    const rows = list + LIST_SIZE;
    const infos = rows + ROWS_SIZE;
    const buckets = infos + INFOS_SIZE;
    const lists = buckets + 2 * BUCKETS;
    this.#gatesAt = lists + LISTS_SIZE;
    this.#gatesEnd = this.#gatesAt + GATES_SIZE;
    this.#scratchAt = align(this.#gatesEnd);
    this.#textAt = this.#scratchAt + SCRATCH_SIZE + MARGIN;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((this.#textAt + STRETCH + 2 * MARGIN) / PAGE) });
    this.#core = scannerOn(memory);
    this.#memory = new Uint8Array(memory.buffer);
    copy(this.#memory.subarray(MAP, MAP + size));
    this.#records = new Uint32Array(memory.buffer, this.#recordsAt, RECORDS_SIZE / 4);
    this.#called = new Uint32Array(memory.buffer, this.#calledAt, RECORDS_SIZE / 4);
    this.#gates = new Uint32Array(memory.buffer, gateTable, sets.length);
    this.#room = room;
    const numbers = new Uint32Array(memory.buffer);
    numbers.set(starts, startsAt / 4);
    numbers.set(rules, rulesAt / 4);
    numbers.set(sets, setsAt / 4);
    this.#core.callTables(startsAt, rulesAt, setsAt, this.#runningAt, gateTable);
    this.#core.gateRoom(marks, list, rows, infos, MOST_STATES, buckets, BUCKETS, lists, this.#gatesAt);
  }

  /**
   * Calls `hit` for every occurrence of a literal that calls up a rule which may match there for all that its gate can tell, nearly in order.
   *
   * @param running for each rule whether it runs, as 1 or 0. @param sets of languages: rules for none of them are left out.
   * @param torn the bytes are lines out of a text: only what keeps to a line can be told.
   */
  called(bytes: Uint8Array, running: Uint8Array, hit: (rule: number, offset: number) => void, sets: bigint = ALL_SETS, torn = false): void {
    if (this.#running !== running) {
      this.#memory.set(running, this.#runningAt);
      this.#running = running;
    }
    const core = this.#core;
    this.#stretches(bytes, sets, (records, { base, low, high, surest, last }) => {
      core.callsOf(this.#recordsAt, this.#recordsAt + records * 8);
      for (let needed = FULL; needed !== DONE; ) {
        needed = core.called(sets, low, high, surest, last, torn ? 1 : 0, this.#calledAt, this.#calledAt + RECORDS_SIZE) >>> 0;
        const end = core.calls() * 2;
        for (let call = 0; call < end; call += 2) hit(this.#called[call] as number, Math.max(0, (this.#called[call + 1] as number) - base));
        if (needed !== DONE && needed !== FULL) this.#takeGate(needed - 1);
      }
    });
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
      this.#allow(to - from);
      const base = this.#textAt - from;
      for (; at < next; at++) {
        const place = places[at] as T;
        const gate = this.#gates[place.rule] || this.#takeGate(place.rule);
        const low = Math.max(this.#textAt, base + place.offset - place.before);
        if (gate === NO_GATE || this.#core.admits(gate, base + place.offset, low, base + to, 0) !== 0) admitted(place);
      }
      this.#allowed();
    }
  }

  /** Brings the rule's gate where the engine finds it, if it has one and there is room. */
  #takeGate(rule: number): number {
    const bytes = this.#gateOf(rule);
    const room = bytes !== undefined && this.#gatesAt + bytes.length <= this.#gatesEnd;
    const at = room ? this.#gatesAt : NO_GATE;
    this.#gates[rule] = at;
    if (!room) return at;
    this.#memory.set(bytes, at);
    this.#gatesAt = align(at + bytes.length);
    return at;
  }

  /**
   * Calls `hit` for every occurrence of every literal, nearly in order (off by less than a literal's length). The text counts as preceded by a line break.
   *
   * @param sets of languages: literals for none of them are left out.
   */
  literals(bytes: Uint8Array, hit: (literal: number, offset: number) => void, sets: bigint = ALL_SETS): void {
    this.#stretches(bytes, sets, (records, { base }) => {
      for (let record = 0; record < records * 2; record += 2) hit(this.#records[record] as number, Math.max(0, (this.#records[record + 1] as number) - base));
    });
  }

  /** Looks for literals stretch by stretch, and hands on how many records were made of them, again and again. */
  #stretches(bytes: Uint8Array, sets: bigint, found: (records: number, stretch: Stretch) => void): void {
    this.#allow(bytes.length);
    for (let from = 0; from < bytes.length; from += STRETCH) {
      const before = Math.min(MARGIN, from);
      const to = Math.min(bytes.length, from + STRETCH);
      const after = Math.min(bytes.length, to + MARGIN);
      this.#copy(bytes.subarray(from - before, after), before);
      // Where the text begins a line does: literals that begin with a line break are seen there too, and gates see it.
      if (from === 0) this.#memory[this.#textAt - 1] = LF;
      const base = this.#textAt - from;
      const [low, high] = [this.#textAt - Math.max(before, 1), base + after];
      const stretch = { base, low, high, surest: from === 0 ? 0 : low + FARTHEST, last: after === bytes.length ? high : high - FARTHEST };
      for (let at = this.#textAt - Number(from === 0); at < base + to; ) {
        at = this.#core.literals(at, base + to, low, high, sets, this.#scratchAt, this.#recordsAt, this.#recordsAt + RECORDS_SIZE, this.#room);
        const records = this.#core.records();
        if (records > 0) found(records, stretch);
      }
    }
    this.#allowed();
  }

  /** Lets the gates work on so many bytes. */
  #allow(bytes: number): void {
    this.#core.allow(Math.min(0x7fffffff, this.#spare + WORK_PER_BYTE * bytes));
  }

  /** What they did not use serves the next text; pieces of a text by the ten thousand cost what the text would. */
  #allowed(): void {
    this.#spare = Math.max(0, Math.min(WORK, this.#core.allowed()));
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

  /**
   * Calls `hit` where a script may name a package (src/engine/imports.ts), in order: with where the word begins and where what follows it does. Undefined for texts longer than a stretch.
   */
  imports(bytes: Uint8Array, hit: (word: number, name: number) => boolean): boolean | undefined {
    if (bytes.length > STRETCH) return undefined;
    this.#copy(bytes, 0);
    const to = this.#textAt + bytes.length;
    for (let at = this.#textAt; at < to; ) {
      at = this.#core.imports(this.#textAt, to, at, this.#recordsAt, this.#recordsAt + RECORDS_SIZE);
      const end = this.#core.importsFound() * 2;
      for (let record = 0; record < end; record += 2) if (hit((this.#records[record] as number) - this.#textAt, (this.#records[record + 1] as number) - this.#textAt)) return true;
    }
    return false;
  }

  #copy(bytes: Uint8Array, before: number): void {
    this.#memory.set(bytes, this.#textAt - before);
    this.#memory.fill(0, this.#textAt - before + bytes.length, this.#textAt - before + bytes.length + 16);
  }
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
