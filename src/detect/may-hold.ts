import type { SourceText } from '../model/source-text.js';
import type { Ruleset } from '../rules/ruleset.js';
import { browserHits } from './browser-hits.js';
import { encodedRuns } from './encoded-runs.js';
import { escapedTexts } from './escaped-texts.js';
import { joinedTexts } from './joined-texts.js';
import { SEGMENT } from './segments.js';

/**
 * May there be a finding in a text? Asks only for what the engine can tell of literals and gates, so that most commits need nothing else of the detector. Never says no where `scanText` would find
 * something: `test/gates-agree.test.ts`.
 */
export function mayHold({ bytes, language }: SourceText, ruleset: Ruleset): boolean {
  if (bytes.length > SEGMENT || ruleset.hits(bytes, language).size > 0) return true;
  if (browserHits(bytes, language, ruleset).size > 0) return true;
  for (const { decoded } of encodedRuns(bytes, ruleset)) if (ruleset.hits(decoded).size > 0) return true;
  if (!ruleset.mayFold(bytes)) return false;
  const whole = bytes.toString('latin1');
  for (const texts of [joinedTexts, escapedTexts]) {
    for (const { text } of texts(whole)) if (ruleset.hits(Buffer.from(text, 'latin1')).size > 0) return true;
  }
  return false;
}

/** Shorter words are no tokens. */
const LONG_WORD = /[\w-]{12}/;

/** The same of a file's name. */
export function nameMayHold(path: string, ruleset: Ruleset): boolean {
  return LONG_WORD.test(path) && ruleset.hits(Buffer.from(path)).size > 0;
}
