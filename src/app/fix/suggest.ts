import { type FixedText, fixText } from '../../detect/fix/fix-text.js';
import type { Finding } from '../../model/finding.js';
import type { SourceText } from '../../model/source-text.js';
import { fixDiff } from '../../report/fix-diff.js';
import { languageOf } from '../../text/language-of.js';
import type { LoadedRuleset } from '../library/ruleset.js';
import { isWritable, Names } from './env-file.js';
import { maskedFor } from './masked.js';

/** What `fix` would do to a text, told without a secret. */
export interface Suggestion {
  readonly diff: string;
  readonly fixed: readonly Finding[];
  /** What a person must look at. */
  readonly left: readonly Finding[];
  /** Names of the environment variables that the new text reads. */
  readonly variables: readonly string[];
}

/** A text as it is given, for the detector. */
export function givenText(text: string, path: string): SourceText {
  return { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'stdin' } };
}

/** Repairs a text that nobody has written down yet. */
export function fixedText(text: string, path: string, ruleset: LoadedRuleset, envText = '', wanted: (finding: Finding) => boolean = ({ level }) => level !== 'note'): FixedText {
  const names = new Names(envText);
  return fixText(givenText(text, path), ruleset.detector, (wish, value) => (isWritable(value) ? names.nameFor(wish, value) : wish), wanted);
}

export function suggestFix(text: string, path: string, ruleset: LoadedRuleset): Suggestion {
  const { bytes, fixed, left, variables } = fixedText(text, path, ruleset);
  return {
    diff: fixDiff([{ path, before: text, after: bytes.toString('utf8') }], false, maskedFor(variables)),
    fixed,
    left,
    variables: [...new Set(variables.map(({ name }) => name))],
  };
}
