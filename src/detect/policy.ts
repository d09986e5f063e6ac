import type { Level, Rule } from '../model/rule.js';
import type { Directive } from './directives.js';
import type { TextView } from './text-view.js';

/** What a configuration lets pass: findings for which all that it names is true. */
export interface Allowance {
  readonly path: ((path: string) => boolean) | undefined;
  readonly rules: readonly string[] | undefined;
  readonly fingerprints: readonly string[] | undefined;
  /** The last day on which it counts. */
  readonly until: string | undefined;
}

/** How the rules are at one path. */
export interface PathRules {
  /** The rule as it runs there, or undefined where it does not. */
  rule(rule: Rule): Rule | undefined;
  /** The level that a finding of this level has there. */
  level(level: Level): Level;
}

/** What people decided about findings, beside the choice of rules. */
export interface Policy {
  /** The day, as `2026-11-21`. Asked for only where something has an end: the detector has no clock. */
  readonly today: () => string;
  /** The comments of other tools that count too. */
  readonly foreign: ((view: TextView) => readonly Directive[]) | undefined;
  readonly allowances: readonly Allowance[];
  /** Undefined where rules are the same everywhere. */
  readonly rulesAt: ((path: string) => PathRules) | undefined;
}

/** Nothing was decided. Without a day whatever has an end is over. */
export const NO_POLICY: Policy = { today: () => '9999-12-31', foreign: undefined, allowances: [], rulesAt: undefined };
