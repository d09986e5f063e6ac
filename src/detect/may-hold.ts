import type { Rule } from '../model/rule.js';
import type { SourceText } from '../model/source-text.js';
import type { Ruleset } from '../rules/ruleset.js';
import { browserHits } from './browser-hits.js';
import { encodedRuns } from './encoded-runs.js';
import { escapedTexts } from './escaped-texts.js';
import { joinedTexts } from './joined-texts.js';
import { SEGMENT } from './segments.js';

/** Where rules may match in a text: the offsets of literals, as `Ruleset.hits` gives them. */
export type Hits = Map<Rule, number[]>;

/**
 * May there be a finding in a text? Asks only for what the engine can tell of literals and gates, so that most commits need nothing else of the detector. Undefined when there is none, never where
 * `scanText` would find something: `test/gates-agree.test.ts`.
 */
export function hitsIn({ bytes, language }: SourceText, ruleset: Ruleset): Hits | undefined {
  if (bytes.length > SEGMENT) return new Map();
  const hits = ruleset.hits(bytes, language);
  return hits.size > 0 || browserHits(bytes, language, ruleset).size > 0 || isEncoded(bytes, ruleset) || isFolded(bytes, ruleset) ? hits : undefined;
}

export function mayHold(source: SourceText, ruleset: Ruleset): boolean {
  return hitsIn(source, ruleset) !== undefined;
}

function isEncoded(bytes: Buffer, ruleset: Ruleset): boolean {
  for (const { decoded } of encodedRuns(bytes, ruleset)) if (ruleset.secretHits(decoded).size > 0) return true;
  return false;
}

function isFolded(bytes: Buffer, ruleset: Ruleset): boolean {
  if (!ruleset.mayFold(bytes)) return false;
  const whole = bytes.toString('latin1');
  for (const texts of [joinedTexts, escapedTexts]) {
    for (const { text } of texts(whole)) if (ruleset.secretHits(Buffer.from(text, 'latin1')).size > 0) return true;
  }
  return false;
}

/** Shorter words are no tokens. */
export const LONG_WORD = /[\w-]{12}/;

/** The same of a file's name. */
export function nameMayHold(path: string, ruleset: Ruleset): boolean {
  return LONG_WORD.test(path) && ruleset.hits(Buffer.from(path)).size > 0;
}
