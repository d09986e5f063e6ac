import type { Kind, Rule } from '../model/rule.js';
import { type AnchoredLiteral, type ScannerTables, scannerTables } from './scanner-core.js';

/** Rules with the tables that find them: what a ruleset is made from. */
export interface RuleTable {
  readonly ids: readonly string[];
  readonly kinds: readonly Kind[];
  /** What finds the literals of all rules. */
  scanner(): ScannerTables;
  /** The rules that a literal calls up. */
  rulesOf(literal: number): readonly number[];
  rule(index: number): Rule;
}

/** Makes the tables of rules that are at hand. */
export function tableOf(rules: readonly Rule[]): RuleTable {
  const { literals, called } = literalsOf(rules);
  let scanner: ScannerTables | undefined;
  return {
    ids: rules.map(({ id }) => id),
    kinds: rules.map(({ kind }) => kind),
    scanner() {
      scanner ??= scannerTables(literals);
      return scanner;
    },
    rulesOf: (literal) => called[literal] ?? [],
    rule: (index) => rules[index] as Rule,
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
 * The second line of a stored table: all that an empty commit needs. After it come numbers of four bytes, lowest first (where each rule begins and the last one ends; where each literal's
 * calls begin and the last one's end; the calls), the image of the scanner's tables, and the rules, each as a line of JSON, which is parsed only when a literal calls the rule up.
 */
interface Header<More> {
  readonly more: More;
  readonly ids: string;
  readonly kindNames: readonly Kind[];
  /** For each rule the digit of its kind. */
  readonly kinds: string;
  readonly literals: number;
  readonly calls: number;
  /** Bytes of the image. */
  readonly image: number;
  readonly room: number;
}

/** Stores rules so that reading them costs little. */
export function storedTable<More>(rules: readonly Rule[], more: More): Buffer {
  const { literals, called } = literalsOf(rules);
  const { image, room } = scannerTables(literals);
  const lines = rules.map((rule) => Buffer.from(`${ascii(rule)}\n`));
  const kindNames = [...new Set(rules.map(({ kind }) => kind))];
  const starts = sums(lines);
  const calls = called.flat();
  const header: Header<More> = {
    more,
    ids: rules.map(({ id }) => id).join(' '),
    kindNames,
    kinds: rules.map(({ kind }) => kindNames.indexOf(kind)).join(''),
    literals: literals.length,
    calls: calls.length,
    image: image.length,
    room,
  };
  const line = Buffer.from(`${ascii(header)}\n`);
  const first = Buffer.from(`${String(line.length).padStart(LENGTH_DIGITS)}\n`);
  return Buffer.concat([first, line, Buffer.from(Uint32Array.from([...starts, ...sums(called), ...calls]).buffer), image, ...lines]);
}

/** Where things begin that lie one after the other, and where the last one ends. */
function sums(things: readonly { readonly length: number }[]): number[] {
  const starts = [0];
  for (const { length } of things) starts.push((starts.at(-1) ?? 0) + length);
  return starts;
}

/** @param read gives a stretch of what was stored. */
export function readTable<More>(read: (from: number, length: number) => Buffer): RuleTable & { readonly more: More } {
  const lineLength = Number(read(0, LENGTH_DIGITS).toString('latin1'));
  const header = JSON.parse(read(LENGTH_DIGITS + 1, lineLength).toString('latin1')) as Header<More>; // Written by `storedTable`.
  const ids = header.ids.split(' ');
  let stored: Stored | undefined;
  const rest = (): Stored => {
    stored ??= storedIn((from, length) => read(LENGTH_DIGITS + 1 + lineLength + from, length), ids.length, header);
    return stored;
  };
  const parsed: Rule[] = [];
  const called: (readonly number[])[] = [];
  return {
    ids,
    kinds: Array.from(header.kinds, (digit) => header.kindNames[Number(digit)] as Kind),
    scanner: () => ({ image: rest().image, room: header.room }),
    rulesOf(literal) {
      const { calls, callStarts } = rest();
      called[literal] ??= [...calls.subarray(callStarts[literal], callStarts[literal + 1])];
      return called[literal];
    },
    rule(index) {
      parsed[index] ??= JSON.parse(rest().line(index).toString('latin1')) as Rule;
      return parsed[index];
    },
    more: header.more,
  };
}

/** What a stored table holds after its header. */
interface Stored {
  readonly callStarts: Uint32Array;
  readonly calls: Uint32Array;
  readonly image: Uint8Array;
  /** A rule as it is stored. */
  line(index: number): Buffer;
}

/** @param read gives a stretch of what comes after the header. */
function storedIn(read: (from: number, length: number) => Buffer, count: number, { literals, calls, image }: Header<unknown>): Stored {
  const size = 4 * (count + 1 + literals + 1 + calls);
  const bytes = read(0, size + image);
  const numbers = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + size)); // A copy: numbers must lie at multiples of four.
  const starts = numbers.subarray(0, count + 1);
  return {
    callStarts: numbers.subarray(count + 1, count + 1 + literals + 1),
    calls: numbers.subarray(count + 1 + literals + 1),
    image: bytes.subarray(size, size + image),
    line(index) {
      const start = starts[index] as number;
      return read(size + image + start, (starts[index + 1] as number) - start);
    },
  };
}

function ascii(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
