import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import { LiteralIndex } from './literal-index.js';
import type { RegexEngine } from './regex-engine.js';

/** Rules made ready to run: one index over all their literals, patterns compiled when first needed. */
export class Ruleset {
  readonly rules: readonly Rule[];
  readonly engine: RegexEngine;
  readonly #index: LiteralIndex;
  /** For each literal the rules it calls up. */
  readonly #rulesOf: readonly (readonly number[])[];

  constructor(rules: readonly Rule[], engine: RegexEngine) {
    this.rules = rules;
    this.engine = engine;
    const rulesOf = new Map<string, number[]>();
    rules.forEach((rule, index) => {
      for (const keyword of rule.keywords) {
        const called = rulesOf.get(keyword);
        if (called === undefined) rulesOf.set(keyword, [index]);
        else called.push(index);
      }
    });
    this.#index = new LiteralIndex([...rulesOf.keys()]);
    this.#rulesOf = [...rulesOf.values()];
  }

  /** Sorted offsets of the literals of each rule, of those only that apply to `language` if it is given. */
  hits(bytes: Buffer, language?: Language): Map<Rule, number[]> {
    const found = new Map<Rule, number[]>();
    this.#index.scan(bytes, (literal, offset) => {
      for (const index of this.#rulesOf[literal] ?? []) {
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
}
