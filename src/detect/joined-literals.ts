import type { Ruleset } from '../rules/ruleset.js';
import type { Candidate } from './candidate.js';
import { joinedTexts } from './joined-texts.js';
import { matchRules } from './match.js';

/** Tokens written in pieces. Only rules that know a token by its shape, and only matches that reach over a join: the others are found without. */
export function joinedCandidates(text: string, ruleset: Ruleset): Candidate[] {
  const found: Candidate[] = [];
  for (const folded of joinedTexts(text)) {
    for (const candidate of matchRules(ruleset, folded.text, ruleset.hits(Buffer.from(folded.text, 'latin1')))) {
      const { rule } = candidate;
      if (rule.kind !== 'secret' || rule.value !== undefined || rule.confidence !== 'high') continue;
      const [start, end] = [folded.original(candidate.secretStart), folded.original(candidate.secretEnd - 1) + 1];
      if (!folded.joins.some((join) => start < join.start && end > join.end)) continue;
      found.push({ ...candidate, start, end, secretStart: start, secretEnd: end, notes: ['written in pieces'] });
    }
  }
  return found;
}
