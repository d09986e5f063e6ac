import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind, Rule } from '../model/rule.js';

/** A file of rules, as a person wrote it. */
export interface RuleFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

/** A rule that is ready to run. */
export interface OwnRule {
  readonly file: string;
  readonly rule: Rule;
  readonly gate: Uint8Array | undefined;
  /** How many examples it has; none where it was imported. */
  readonly examples: number;
}

export interface OwnRules {
  readonly rules: readonly OwnRule[];
  /** Sentences for their authors, with file and rule. */
  readonly problems: readonly string[];
}

/** An example of a rule, filled, and whether the rule finds it. */
export interface TriedExample {
  readonly text: string;
  readonly wanted: boolean;
  readonly found: boolean;
}

/** What came of an import. */
export interface ImportedRules {
  /** A file of rules. */
  readonly yaml: string;
  readonly ids: readonly string[];
  /** What the new rules say otherwise than the old ones, one line each. */
  readonly changed: readonly string[];
  /** What cannot be said here, with the reason, one line each. */
  readonly left: readonly string[];
  /** Globs for `exclude`. */
  readonly exclude: readonly string[];
}

/** What users' own rules need: the build's own gates, with the parsers that they take. A file of its own, `dist/authoring.cjs`, loaded only where there are such rules. */
export interface Authoring {
  compile(files: readonly RuleFile[], taken: readonly string[]): OwnRules;
  /** All gates: examples, keywords, other rules, hostile input. */
  check(files: readonly RuleFile[], builtIn: readonly Rule[]): OwnRules;
  examples(file: RuleFile): ReadonlyMap<string, readonly TriedExample[]>;
  /** The text of a file with one new rule, which passes the gates once its pattern is filled in. */
  starter(id: string, kind: Extract<Kind, 'secret' | 'insecure-code'>): string;
  gitleaks(toml: string, taken: readonly string[]): ImportedRules;
}

/** Where the bundle lies; the build defines it. */
declare const RULES_FILE: string;

export function authoring(): Authoring {
  const rules = typeof RULES_FILE === 'string' ? RULES_FILE : fileURLToPath(new URL('../../rules.dat', import.meta.url));
  return createRequire(import.meta.url)(join(dirname(rules), 'authoring.cjs')) as Authoring; // Built from index.ts beside this file.
}
