import type { Kind, Rule } from '../model/rule.js';
import { type AnchoredLiteral, packLiterals } from './scanner-core.js';

/** Rules with the tables that find them: what a ruleset is made from. */
export interface RuleTable {
  readonly ids: readonly string[];
  readonly kinds: readonly Kind[];
  /** All literals of all rules, packed for the scanner core. */
  readonly literals: Uint8Array;
  /** For each literal the rules it calls up. */
  readonly rulesOf: readonly (readonly number[])[];
  rule(index: number): Rule;
}

/** Makes the tables of rules that are at hand. */
export function tableOf(rules: readonly Rule[]): RuleTable {
  const literals = new Map<string, { literal: AnchoredLiteral; rules: number[] }>();
  rules.forEach(({ keywords, anchors }, index) => {
    keywords.forEach((text, place) => {
      const known = literals.get(text);
      if (known === undefined) literals.set(text, { literal: { text, anchor: anchors[place] ?? 0 }, rules: [index] });
      else known.rules.push(index);
    });
  });
  const all = [...literals.values()];
  return {
    ids: rules.map(({ id }) => id),
    kinds: rules.map(({ kind }) => kind),
    literals: packLiterals(all.map(({ literal }) => literal)),
    rulesOf: all.map(({ rules: called }) => called),
    rule: (index) => rules[index] as Rule,
  };
}

/** How many digits tell, on the first line of a stored table, the length of the second. */
const LENGTH_DIGITS = 8;

/** The second line of a stored table; each of the others is one rule. */
interface Header<More> {
  readonly more: More;
  readonly ids: readonly string[];
  readonly kinds: readonly Kind[];
  readonly literals: string;
  readonly rulesOf: readonly (readonly number[])[];
  /** Lengths of the lines that follow. */
  readonly lengths: readonly number[];
}

/** Stores rules so that reading them costs little and each is parsed only when it is called up. ASCII, whatever the rules say. */
export function storedTable<More>(rules: readonly Rule[], more: More): string {
  const { ids, kinds, literals, rulesOf } = tableOf(rules);
  const lines = rules.map(ascii);
  const header: Header<More> = { more, ids, kinds, literals: Buffer.from(literals).toString('base64'), rulesOf, lengths: lines.map((line) => line.length) };
  const first = ascii(header);
  return `${[String(first.length).padStart(LENGTH_DIGITS), first, ...lines].join('\n')}\n`;
}

/** @param read gives a stretch of what was stored. */
export function readTable<More>(read: (from: number, length: number) => string): RuleTable & { readonly more: More } {
  const headerLength = Number(read(0, LENGTH_DIGITS));
  const header = JSON.parse(read(LENGTH_DIGITS + 1, headerLength)) as Header<More>; // Written by `storedTable`.
  const parsed: Rule[] = [];
  const starts: number[] = [];
  let at = LENGTH_DIGITS + 1 + headerLength + 1;
  for (const length of header.lengths) {
    starts.push(at);
    at += length + 1;
  }
  const rule = (index: number): Rule => {
    parsed[index] ??= JSON.parse(read(starts[index] ?? 0, header.lengths[index] ?? 0)) as Rule;
    return parsed[index];
  };
  return { ids: header.ids, kinds: header.kinds, literals: Buffer.from(header.literals, 'base64'), rulesOf: header.rulesOf, rule, more: header.more };
}

function ascii(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
