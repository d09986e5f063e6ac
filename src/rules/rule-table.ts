import type { Language } from '../model/language.js';
import type { Kind, Rule } from '../model/rule.js';
import { ALL_SETS, type AnchoredLiteral, type Calls, type ScannerTables, scannerTables } from './scanner-tables.js';

/** Rules with the tables that find them: what a ruleset is made from. */
export interface RuleTable {
  /** How many rules there are. */
  readonly count: number;
  readonly ids: readonly string[];
  readonly kinds: readonly Kind[];
  /** Which kinds there are. */
  readonly kindNames: readonly Kind[];
  /** What finds the literals of all rules. */
  scanner(): ScannerTables;
  /** Which rules literals call up. */
  calls(): Calls;
  rule(index: number): Rule;
  /** Is the rule for texts in this language? */
  applies(index: number, language: Language): boolean;
  /** The sets of languages that hold this one, but not another, as the scanner's tables know them. */
  setsOf(language: Language, not?: Language): bigint;
  /** What tells that the rule cannot match around a literal (src/engine/gate.ts); rules that are not built in have none. */
  gate(index: number): Uint8Array | undefined;
}

/** Makes the tables of rules that are at hand. */
export function tableOf(rules: readonly Rule[]): RuleTable {
  const { literals, called } = literalsOf(rules);
  let scanner: ScannerTables | undefined;
  return {
    count: rules.length,
    ids: rules.map(({ id }) => id),
    kinds: rules.map(({ kind }) => kind),
    kindNames: [...new Set(rules.map(({ kind }) => kind))],
    scanner() {
      scanner ??= scannerTables(literals);
      return scanner;
    },
    calls: () => ({ starts: Uint32Array.from(sums(called)), rules: Uint32Array.from(called.flat()), sets: new Uint32Array(rules.length) }),
    rule: (index) => rules[index] as Rule,
    applies: (index, language) => rules[index]?.languages?.includes(language) !== false,
    setsOf: () => ALL_SETS,
    gate: () => undefined,
  };
}

function literalsOf(rules: readonly Rule[]): { literals: AnchoredLiteral[]; called: number[][] } {
  const all = new Map<string, { literal: AnchoredLiteral; rules: number[] }>();
  rules.forEach(({ keywords, anchors }, index) => {
    keywords.forEach((text, place) => {
      const known = all.get(text);
      if (known === undefined) all.set(text, { literal: { text, anchor: anchors[place] ?? 0 }, rules: [index] });
      else known.rules.push(index);
    });
  });
  const list = [...all.values()];
  return { literals: list.map(({ literal }) => literal), called: list.map(({ rules: called }) => called) };
}

/** How many digits tell, on the first line of a stored table, the length of the second. */
const LENGTH_DIGITS = 8;

/**
 * The second line of a stored table: all that an empty commit needs. After it come numbers of four bytes, lowest first (where each rule begins and the last one ends; likewise the gates; likewise
 * what each literal calls; the calls; for each rule its languages), the image of the scanner's tables, the rules, each as a line of JSON, and the gates. A rule and its gate are read only when
 * a literal calls the rule up.
 */
interface Header<More> {
  readonly more: More;
  readonly ids: string;
  readonly kindNames: readonly Kind[];
  /** For each rule the digit of its kind. */
  readonly kinds: string;
  /** Sets of languages that rules are for; an empty one stands for all. */
  readonly languages: readonly (readonly Language[])[];
  readonly literals: number;
  readonly calls: number;
  /** Bytes of the image. */
  readonly image: number;
  readonly room: number;
}

/** Stores rules so that reading them costs little. */
export function storedTable<More>(rules: readonly Rule[], gates: readonly (Uint8Array | undefined)[], more: More): Buffer {
  const { literals, called } = literalsOf(rules);
  const languageNames = [...new Set(rules.map(({ languages = [] }) => languages.join(' ')))];
  const languages = rules.map((rule) => languageNames.indexOf((rule.languages ?? []).join(' ')));
  const setsOf = (literal: number): bigint => (called[literal] ?? []).reduce((sets, rule) => sets | setBit(languages[rule] ?? 0), 0n);
  const { size, copy, room } = scannerTables(literals.map((literal, index) => ({ ...literal, sets: setsOf(index) })));
  const image = new Uint8Array(size);
  copy(image);
  const lines = rules.map((rule) => Buffer.from(`${ascii(rule)}\n`));
  const kept = rules.map((_, index) => gates[index] ?? new Uint8Array());
  const kindNames = [...new Set(rules.map(({ kind }) => kind))];
  const calls = called.flat();
  const header: Header<More> = {
    more,
    ids: rules.map(({ id }) => id).join(' '),
    kindNames,
    kinds: rules.map(({ kind }) => kindNames.indexOf(kind)).join(''),
    languages: languageNames.map((names) => names.split(' ').filter((name) => name !== '') as Language[]), // Joined above.
    literals: literals.length,
    calls: calls.length,
    image: size,
    room,
  };
  const line = Buffer.from(`${ascii(header)}\n`);
  const first = Buffer.from(`${String(line.length).padStart(LENGTH_DIGITS)}\n`);
  const numbers = Uint32Array.from([...sums(lines), ...sums(kept), ...sums(called), ...calls, ...languages]);
  return Buffer.concat([first, line, Buffer.from(numbers.buffer), image, ...lines, ...kept]);
}

/** The bit of a set of languages: there are few. Those beyond 63 share one. */
function setBit(set: number): bigint {
  return 1n << BigInt(Math.min(set, 63));
}

/** Where things begin that lie one after the other, and where the last one ends. */
function sums(things: readonly { readonly length: number }[]): number[] {
  const starts = [0];
  for (const { length } of things) starts.push((starts.at(-1) ?? 0) + length);
  return starts;
}

/**
 * A stored table, and what was stored with it. Nothing is worked out before it is asked for.
 *
 * @param fill puts there what was stored, from this byte on.
 */
export function readTable<More extends object>(fill: (to: Uint8Array, from: number) => void): RuleTable & { readonly rules: readonly Rule[] } & More {
  const read = (from: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(length);
    fill(bytes, from);
    return bytes;
  };
  const lineLength = Number(read(0, LENGTH_DIGITS).toString('latin1'));
  const header = JSON.parse(read(LENGTH_DIGITS + 1, lineLength).toString('latin1')) as Header<More>; // Written by `storedTable`.
  const restAt = LENGTH_DIGITS + 1 + lineLength;
  const count = header.kinds.length;
  let ids: readonly string[] | undefined;
  let kinds: readonly Kind[] | undefined;
  let stored: Stored | undefined;
  const rest = (): Stored => {
    stored ??= storedIn((from, length) => read(restAt + from, length), count, header);
    return stored;
  };
  const parsed: Rule[] = [];
  const sets = new Map<string, bigint>();
  const table = {
    count,
    get ids() {
      ids ??= header.ids.split(' ');
      return ids;
    },
    get kinds() {
      kinds ??= Array.from(header.kinds, (digit) => header.kindNames[Number(digit)] as Kind);
      return kinds;
    },
    /** All of them, parsed; a scan does without. */
    get rules(): readonly Rule[] {
      return Array.from({ length: count }, (_, index) => table.rule(index));
    },
    kindNames: header.kindNames,
    scanner: (): ScannerTables => ({ size: header.image, copy: (to) => fill(to, restAt + rest().imageAt), room: header.room }),
    calls(): Calls {
      const { callStarts, calls, languages } = rest();
      return { starts: callStarts, rules: calls, sets: languages };
    },
    rule(index: number): Rule {
      parsed[index] ??= JSON.parse(rest().line(index).toString('latin1')) as Rule;
      return parsed[index];
    },
    applies(index: number, language: Language): boolean {
      const languages = header.languages[rest().languages[index] as number] as readonly Language[];
      return languages.length === 0 || languages.includes(language);
    },
    setsOf(language: Language, not?: Language): bigint {
      const holds = (names: readonly Language[], one: Language): boolean => names.length === 0 || names.includes(one);
      const key = not === undefined ? language : `${language} ${not}`;
      const known =
        sets.get(key) ?? header.languages.reduce((bits, names, set) => (holds(names, language) && (not === undefined || !holds(names, not)) ? bits | setBit(set) : bits), 0n);
      sets.set(key, known);
      return known;
    },
    gate(index: number): Uint8Array | undefined {
      const gate = rest().gate(index);
      return gate.length === 0 ? undefined : gate;
    },
  };
  return Object.assign(table, header.more);
}

/** What a stored table holds after its header. */
interface Stored {
  readonly callStarts: Uint32Array;
  readonly calls: Uint32Array;
  /** For each rule the number of its set. */
  readonly languages: Uint32Array;
  /** Where the image of the scanner's tables begins. */
  readonly imageAt: number;
  /** A rule as it is stored. */
  line(index: number): Buffer;
  gate(index: number): Buffer;
}

/** @param read gives a stretch of what comes after the header. */
function storedIn(read: (from: number, length: number) => Buffer, count: number, { literals, calls, image }: Header<unknown>): Stored {
  const size = 4 * (2 * (count + 1) + literals + 1 + calls + count);
  const bytes = read(0, size);
  const numbers = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + size)); // A copy: numbers must lie at multiples of four.
  let taken = 0;
  const take = (length: number): Uint32Array => {
    taken += length;
    return numbers.subarray(taken - length, taken);
  };
  const lineStarts = take(count + 1);
  const gateStarts = take(count + 1);
  const callStarts = take(literals + 1);
  const linesAt = size + image;
  const gatesAt = linesAt + (lineStarts[count] as number);
  const piece = (at: number, starts: Uint32Array, index: number): Buffer => {
    const start = starts[index] as number;
    return read(at + start, (starts[index + 1] as number) - start);
  };
  return {
    callStarts,
    calls: take(calls),
    languages: take(count),
    imageAt: size,
    line: (index) => piece(linesAt, lineStarts, index),
    gate: (index) => piece(gatesAt, gateStarts, index),
  };
}

function ascii(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
