import type { Language } from '../model/language.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Candidate } from './candidate.js';
import { escapedTexts } from './escaped-texts.js';
import { type Folded, stepOf } from './folded.js';
import { joinedTexts } from './joined-texts.js';
import { matchRules } from './match.js';

/** What is written in pieces or with escapes. Only matches that need the folding: the others are found without. */
export function foldedCandidates(text: string, ruleset: Ruleset, language?: Language): Candidate[] {
  return [...joinedCandidates(text, ruleset), ...escapedCandidates(text, ruleset, language)];
}

/** Texts are looked through together, so many bytes at a time: a file may join strings ten thousand times, and each alone costs more than it holds. */
const TOGETHER = 32 * 1024;
/** Keeps a name from a value in the next text. */
const BETWEEN = '\n\n';

/** Those of the texts that hold a literal which its gate lets in. */
function* calledUp(texts: Iterable<Folded>, ruleset: Ruleset): Generator<Folded> {
  let some: Folded[] = [];
  let length = 0;
  for (const one of texts) {
    some.push(one);
    length += one.text.length + BETWEEN.length;
    if (length < TOGETHER) continue;
    yield* calledUpOf(some, ruleset);
    some = [];
    length = 0;
  }
  yield* calledUpOf(some, ruleset);
}

function* calledUpOf(some: readonly Folded[], ruleset: Ruleset): Generator<Folded> {
  if (some.length === 0) return;
  const hits = ruleset.secretHits(Buffer.from(some.map(({ text }) => text).join(BETWEEN), 'latin1'));
  const offsets = [...hits.values()].flat().sort((a, b) => a - b);
  let next = 0;
  let end = 0;
  for (const one of some) {
    // A literal that begins with a line break may lie between two texts, and belongs to the one behind it.
    const start = Math.max(0, end - BETWEEN.length);
    end += one.text.length + BETWEEN.length;
    while (next < offsets.length && (offsets[next] ?? 0) < start) next++;
    if ((offsets[next] ?? Number.POSITIVE_INFINITY) < end) yield one;
  }
}

/** Values written in pieces: tokens known by their shape, and tokens beside names, that reach over a join. */
function joinedCandidates(text: string, ruleset: Ruleset): Candidate[] {
  const found: Candidate[] = [];
  for (const folded of calledUp(joinedTexts(text), ruleset)) {
    for (const candidate of matchRules(ruleset, folded.text, ruleset.secretHits(Buffer.from(folded.text, 'latin1')))) {
      const { rule } = candidate;
      if (rule.value !== undefined && rule.value !== 'token') continue;
      const [start, end] = [folded.original(candidate.secretStart), folded.original(candidate.secretEnd - 1) + 1];
      if (!folded.gaps.some((join, at) => at >= folded.firstOwn && start < join.start && end > join.end)) continue;
      found.push({ ...candidate, start, end, secretStart: start, secretEnd: end, notes: ['written in pieces'] });
    }
  }
  return found;
}

/** `"pass\u0077ord": "x"`, `\u0026token\u003dx`: matches that hold an escape. */
function escapedCandidates(text: string, ruleset: Ruleset, language: Language | undefined): Candidate[] {
  const found: Candidate[] = [];
  for (const { text: folded, gaps, firstOwn, original } of calledUp(escapedTexts(text), ruleset)) {
    for (const candidate of matchRules(ruleset, folded, ruleset.secretHits(Buffer.from(folded, 'latin1')), language)) {
      const [start, last] = [original(candidate.start), original(candidate.secretEnd - 1)];
      const end = original(candidate.end - 1) + 1;
      if (!gaps.some((gap, at) => at >= firstOwn && start < gap.end && end >= gap.start)) continue;
      const escaped = gaps.find((gap) => gap.start <= last && last < gap.end);
      const secretEnd = last + (escaped === undefined ? 1 : stepOf(escaped));
      found.push({ ...candidate, start, end: Math.max(end, secretEnd), secretStart: original(candidate.secretStart), secretEnd, notes: ['written with escapes'] });
    }
  }
  return found;
}
