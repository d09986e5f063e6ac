import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from './dialect.js';

/** Half a kilobyte of followers says no less than all: what a pattern repeats is written out so often, then as often as one likes. */
const FEWER: readonly Copies[] = [
  { character: 2, group: 1, bound: 0 },
  { character: 1, group: 1, bound: 0 },
];

/** How often what is repeated is written out. */
interface Copies {
  readonly character: number;
  readonly group: number;
  /** Up to so many of a character that may be missing. */
  readonly bound: number;
}
/** As many as the engine has room for (src/rules/scanner-core.ts). */
const MOST_POSITIONS = 1000;
const MOST_BYTES = 0x8000;
/** Bytes in which the engine keeps the states in which the automaton begins, and all that comes before its positions. */
const FIRST_STATES = 12;
const HEAD = 36 + FIRST_STATES;

/** A map of 256 bits. */
type Bytes = Uint8Array;

/** Part of a pattern in the construction of Glushkov (The abstract theory of automata, 1961): positions by number. */
interface Part {
  readonly nullable: boolean;
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
}

const NOTHING: Part = { nullable: true, firsts: [], lasts: [] };

/**
 * The automaton of a pattern, as src/engine/gate.ts reads it: it finds all that the pattern finds, and more, since assertions and back-references hold for it wherever they stand, and counts
 * above a few are not kept. Undefined when the pattern matches emptiness or is too large.
 *
 * @param anyCase letters stand for both cases. @param backwards it reads a match from its end to its beginning. @param copies how often a repeated
 * character is written out at most. @param bound a character that may be missing and comes so often at most is counted: whoever reads a long text for a short gap then soon gives up.
 */
export function automatonOf(pattern: string, { anyCase = false, backwards = false, copies: most = 4, bound = 0 } = {}): Uint8Array | undefined {
  const ast = parsePattern(pattern);
  for (const copies of [{ character: most, group: 2, bound }, ...FEWER]) {
    const packed = new Builder(copies, anyCase).build(ast, backwards);
    if (packed !== undefined) return packed;
  }
  return undefined;
}

class Builder {
  readonly #copies: Copies;
  readonly #anyCase: boolean;
  readonly #classes: Bytes[] = [];
  readonly #followers: Set<number>[] = [];

  constructor(copies: Copies, anyCase: boolean) {
    this.#copies = copies;
    this.#anyCase = anyCase;
  }

  build(ast: AST.Pattern, backwards: boolean): Uint8Array | undefined {
    const whole = this.#anyOf(ast.alternatives);
    if (whole.nullable) return undefined;
    const firsts = new Set(whole.firsts);
    const lasts = new Set(whole.lasts);
    const forwards = reduced(this.#classes.map((map, at) => ({ map, first: firsts.has(at), last: lasts.has(at), followers: this.#followers[at] ?? new Set() })));
    const automaton = backwards ? reversed(forwards) : forwards;
    if (automaton.length > MOST_POSITIONS) return undefined;
    const bytes = packed(automaton);
    return bytes.length > MOST_BYTES ? undefined : bytes;
  }

  #anyOf(alternatives: readonly AST.Alternative[]): Part {
    const parts = alternatives.map(({ elements }) => elements.reduce<Part>((before, element) => this.#then(before, this.#element(element)), NOTHING));
    return { nullable: parts.some(({ nullable }) => nullable), firsts: parts.flatMap(({ firsts }) => firsts), lasts: parts.flatMap(({ lasts }) => lasts) };
  }

  #then(before: Part, after: Part): Part {
    this.#link(before.lasts, after.firsts);
    return {
      nullable: before.nullable && after.nullable,
      firsts: before.nullable ? [...before.firsts, ...after.firsts] : before.firsts,
      lasts: after.nullable ? [...before.lasts, ...after.lasts] : after.lasts,
    };
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const position of from) for (const follower of to) this.#followers[position]?.add(follower);
  }

  #element(element: AST.Element): Part {
    switch (element.type) {
      case 'Assertion':
        return NOTHING;
      case 'Backreference':
        return this.#often(() => this.#position(new Uint8Array(32).fill(0xff)), 0, Number.POSITIVE_INFINITY, 0);
      case 'Group':
      case 'CapturingGroup':
        return this.#anyOf(element.alternatives);
      case 'Quantifier': {
        const grouped = element.element.type === 'Group' || element.element.type === 'CapturingGroup';
        const make = (): Part => this.#element(element.element);
        if (!grouped && element.min === 0 && element.max > 1 && element.max <= this.#copies.bound) return this.#upTo(make, element.max);
        return this.#often(make, element.min, element.max, grouped ? this.#copies.group : this.#copies.character);
      }
      default:
        return this.#position(bytesOf(element.raw, this.#anyCase));
    }
  }

  /** So many copies at most; what is asked for beyond them may be there, and as often as one likes. */
  #often(make: () => Part, min: number, max: number, copies: number): Part {
    let all = NOTHING;
    for (let copy = 0; copy < Math.min(min, copies); copy++) all = this.#then(all, make());
    const more = max - Math.min(min, copies);
    if (more <= 0) return all;
    const part = make();
    if (more > 1) this.#link(part.lasts, part.firsts);
    return this.#then(all, { ...part, nullable: true });
  }

  /** None to `max` of them, counted: each goes on to the next alone. */
  #upTo(make: () => Part, max: number): Part {
    const parts = Array.from({ length: max }, make);
    parts.slice(1).forEach((part, at) => {
      this.#link(parts[at]?.lasts ?? [], part.firsts);
    });
    return { nullable: true, firsts: parts[0]?.firsts ?? [], lasts: parts.flatMap(({ lasts }) => lasts) };
  }

  #position(bytes: Bytes): Part {
    const position = this.#classes.push(bytes) - 1;
    this.#followers.push(new Set());
    return { nullable: false, firsts: [position], lasts: [position] };
  }
}

interface Position {
  readonly map: Bytes;
  readonly first: boolean;
  readonly last: boolean;
  /** By number. */
  readonly followers: ReadonlySet<number>;
}

/** Positions of one class that go on alike, or are reached alike, become one, as long as there are any. */
function reduced(positions: readonly Position[]): readonly Position[] {
  let all = positions;
  for (let before = -1; before !== all.length; ) {
    before = all.length;
    all = merged(all);
    all = reversed(merged(reversed(all)));
  }
  return all;
}

/** Merges what goes on alike, cycles included: the coarsest partition that its followers agree with. */
function merged(positions: readonly Position[]): readonly Position[] {
  let blocks = numbered(positions.map(({ map, last }) => `${map.join()} ${last}`));
  for (let count = 0; count !== blocks.count; ) {
    count = blocks.count;
    const { of } = blocks;
    blocks = numbered(positions.map(({ followers }, at) => `${of[at]}: ${[...new Set([...followers].map((follower) => of[follower] ?? 0))].sort((a, b) => a - b)}`));
  }
  const all = Array.from({ length: blocks.count }, () => ({ map: new Uint8Array() as Bytes, first: false, last: false, followers: new Set<number>() }));
  positions.forEach(({ map, first, last, followers }, at) => {
    const one = all[blocks.of[at] ?? 0];
    if (one === undefined) return;
    one.map = map;
    one.first ||= first;
    one.last ||= last;
    for (const follower of followers) one.followers.add(blocks.of[follower] ?? 0);
  });
  return all;
}

/** Equal keys get equal numbers. */
function numbered(keys: readonly string[]): { readonly of: readonly number[]; readonly count: number } {
  const known = new Map<string, number>();
  for (const key of keys) if (!known.has(key)) known.set(key, known.size);
  return { of: keys.map((key) => known.get(key) ?? 0), count: known.size };
}

function reversed(positions: readonly Position[]): readonly Position[] {
  const leaders = leadersOf(positions);
  return positions.map(({ map, first, last }, at) => ({ map, first: last, last: first, followers: leaders[at] ?? new Set() }));
}

/** For each position those that it follows. */
function leadersOf(positions: readonly Position[]): readonly ReadonlySet<number>[] {
  const leaders = positions.map(() => new Set<number>());
  positions.forEach(({ followers }, at) => {
    for (const follower of followers) leaders[follower]?.add(at);
  });
  return leaders;
}

/** As src/engine/automaton.ts reads it. Positions that go on alike share the list of their followers. */
function packed(positions: readonly Position[]): Uint8Array {
  const begins = [...positions.keys()].filter((at) => positions[at]?.first === true);
  const lists = [...new Map(positions.map(({ followers }) => [keyOf(followers), followers])).entries()];
  const starts = new Map<string, number>();
  let end = HEAD + 2 * begins.length + 8 * positions.length;
  for (const [key, { size }] of lists) {
    starts.set(key, end);
    end += 2 * size;
  }
  const places = new Map<string, number>();
  const maps: Bytes[] = [];
  const place = (map: Bytes): number => {
    const key = map.join();
    const known = places.get(key) ?? end + 32 * (maps.push(map) - 1);
    places.set(key, known);
    return known;
  };
  const rows = positions.flatMap(({ map, last, followers }) => [place(map), starts.get(keyOf(followers)) ?? 0, followers.size, Number(last)]);
  const first = union(begins.map((at) => positions[at]?.map ?? new Uint8Array(32)));
  const room = new Uint8Array(FIRST_STATES);
  return Buffer.concat([first, u16([positions.length, begins.length]), room, u16([...begins, ...rows, ...lists.flatMap(([, followers]) => [...followers])]), ...maps]);
}

const keyOf = (followers: ReadonlySet<number>): string => [...followers].sort((a, b) => a - b).join();

function union(maps: readonly Bytes[]): Bytes {
  return Uint8Array.from({ length: 32 }, (_, at) => maps.reduce((all, map) => all | (map[at] ?? 0), 0));
}

/** Numbers of two bytes, lowest first. */
export function u16(numbers: readonly number[]): Buffer {
  const packed = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, index) => {
    packed.writeUInt16LE(Math.min(number, 0xffff), 2 * index);
  });
  return packed;
}

const KNOWN = new Map<string, Bytes>();

/** The bytes that a character, an escape or a class of a pattern stands for. */
function bytesOf(raw: string, anyCase: boolean): Bytes {
  const key = `${anyCase}${raw}`;
  let bytes = KNOWN.get(key);
  if (bytes === undefined) {
    bytes = new Uint8Array(32);
    const one = new RegExp(`^${raw}$`, anyCase ? 'is' : 's');
    for (let byte = 0; byte < 256; byte++) if (one.test(String.fromCharCode(byte))) bytes[byte >> 3] = (bytes[byte >> 3] ?? 0) | (1 << (byte & 7));
    KNOWN.set(key, bytes);
  }
  return bytes;
}
