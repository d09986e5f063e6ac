import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import type { RegexEngine } from './regex-engine.js';
import { type AnchoredLiteral, ScannerCore } from './scanner-core.js';

/** Rules made ready to run: one pass over a text finds the literals of all, patterns are compiled when first needed. */
export class Ruleset {
  readonly rules: readonly Rule[];
  readonly engine: RegexEngine;
  #tables: { core: ScannerCore; rulesOf: readonly (readonly number[])[] } | undefined;

  constructor(rules: readonly Rule[], engine: RegexEngine) {
    this.rules = rules;
    this.engine = engine;
  }

  /** Built when the first text comes: a commit without added content needs none. */
  get #ready(): { core: ScannerCore; rulesOf: readonly (readonly number[])[] } {
    if (this.#tables !== undefined) return this.#tables;
    const literals = new Map<string, { literal: AnchoredLiteral; rules: number[] }>();
    this.rules.forEach((rule, index) => {
      rule.keywords.forEach((text, place) => {
        const known = literals.get(text);
        if (known === undefined) literals.set(text, { literal: { text, anchor: rule.anchors[place] ?? 0 }, rules: [index] });
        else known.rules.push(index);
      });
    });
    const all = [...literals.values()];
    this.#tables = { core: new ScannerCore(all.map(({ literal }) => literal)), rulesOf: all.map(({ rules }) => rules) };
    return this.#tables;
  }

  /** Sorted offsets of the literals of each rule, of those only that apply to `language` if it is given. */
  hits(bytes: Buffer, language?: Language): Map<Rule, number[]> {
    const found = new Map<Rule, number[]>();
    const { core, rulesOf } = this.#ready;
    core.literals(bytes, (literal, offset) => {
      for (const index of rulesOf[literal] ?? []) {
        const rule = this.rules[index];
        if (rule === undefined || (language !== undefined && rule.languages?.includes(language) === false)) continue;
        const offsets = found.get(rule);
        if (offsets === undefined) found.set(rule, [offset]);
        else offsets.push(offset);
      }
    });
    for (const offsets of found.values()) offsets.sort((a, b) => a - b);
    return found;
  }

  /** Runs of at least `least` token characters with at least `bits` bits of entropy a character, as half-open offsets in order. */
  runs(bytes: Buffer, least: number, bits: number): readonly (readonly [start: number, end: number])[] {
    return this.#ready.core.runs(bytes, least, bits);
  }
}
