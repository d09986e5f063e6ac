import type { Rule } from '../model/rule.js';
import { type RuleTable, tableOf } from '../rules/rule-table.js';
import { Ruleset } from '../rules/ruleset.js';
import { NO_POLICY, type Policy } from './policy.js';
import { scrub } from './redact.js';
import { refineChain } from './refine/chain.js';
import type { Refinement } from './refine/refinement.js';

/** The rules that run, and what every scan with them shares. */
export class Detector {
  readonly ruleset: Ruleset;
  readonly refine: Refinement;
  /** Of the repository, for fingerprints. */
  readonly salt: string | undefined;
  readonly policy: Policy;
  readonly #all: readonly Rule[] | RuleTable;
  #redaction: Ruleset | undefined;

  /**
   * @param ruleset what runs.
   * @param all every rule there is: what is switched off still must not be printed.
   */
  constructor(ruleset: Ruleset, all: readonly Rule[] | RuleTable, salt?: string, policy = NO_POLICY) {
    this.ruleset = ruleset;
    this.refine = refineChain(ruleset);
    this.salt = salt;
    this.policy = policy;
    this.#all = all;
  }

  /** All secret rules, for redaction; built when there is something to show. */
  get redaction(): Ruleset {
    if (this.#redaction !== undefined) return this.#redaction;
    const table = 'ids' in this.#all ? this.#all : tableOf(this.#all);
    this.#redaction = new Ruleset({ table, choices: table.kinds.map((kind) => (kind === 'secret' ? 'own' : 'off')) }, this.ruleset.engine);
    return this.#redaction;
  }

  /** A text of foreign origin, fit to be printed: whatever in it looks like a secret is masked. */
  scrub(text: string): string {
    return scrub(text, this.redaction);
  }
}
