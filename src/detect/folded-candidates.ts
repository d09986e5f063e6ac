import type { Language } from '../model/language.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Candidate } from './candidate.js';
import { escapedTexts } from './escaped-texts.js';
import { joinedTexts } from './joined-texts.js';
import { matchRules } from './match.js';

/** What is written in pieces or with escapes. Only matches that need the folding: the others are found without. */
export function foldedCandidates(text: string, ruleset: Ruleset, language?: Language): Candidate[] {
  return [...joinedCandidates(text, ruleset), ...escapedCandidates(text, ruleset, language)];
}

/** Values written in pieces: tokens known by their shape, and tokens beside names, that reach over a join. */
function joinedCandidates(text: string, ruleset: Ruleset): Candidate[] {
  const found: Candidate[] = [];
  for (const folded of joinedTexts(text)) {
    for (const candidate of matchRules(ruleset, folded.text, ruleset.secretHits(Buffer.from(folded.text, 'latin1')))) {
      const { rule } = candidate;
      if (rule.value === undefined ? rule.confidence !== 'high' : rule.value !== 'token') continue;
      const [start, end] = [folded.original(candidate.secretStart), folded.original(candidate.secretEnd - 1) + 1];
      if (!folded.gaps.some((join) => start < join.start && end > join.end)) continue;
      found.push({ ...candidate, start, end, secretStart: start, secretEnd: end, notes: ['written in pieces'] });
    }
  }
  return found;
}

/** `"pass\u0077ord": "x"`, `\u0026token\u003dx`: matches that hold an escape of Unicode. */
function escapedCandidates(text: string, ruleset: Ruleset, language: Language | undefined): Candidate[] {
  const found: Candidate[] = [];
  for (const { text: folded, gaps, original } of escapedTexts(text)) {
    for (const candidate of matchRules(ruleset, folded, ruleset.secretHits(Buffer.from(folded, 'latin1')), language)) {
      const [start, last] = [original(candidate.start), original(candidate.secretEnd - 1)];
      const end = original(candidate.end - 1) + 1;
      if (!gaps.some((gap) => start <= gap.start && end >= gap.start)) continue;
      const secretEnd = gaps.find((gap) => gap.start === last)?.end ?? last + 1;
      found.push({ ...candidate, start, end: Math.max(end, secretEnd), secretStart: original(candidate.secretStart), secretEnd, notes: ['written with escapes'] });
    }
  }
  return found;
}
