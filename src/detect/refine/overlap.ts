import type { Candidate } from '../candidate.js';

const RANK = { high: 0, medium: 1, low: 2 } as const;

/**
 * One secret, one finding: of secret candidates that overlap the one whose rule supersedes the others stays, else the one that knows
 * the provider, else the more confident, else the longer. Findings of other kinds are dropped only by a rule that supersedes theirs.
 */
export function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const byPlace = [...candidates].sort((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd);
  const kept: Candidate[] = [];
  let reach = -1;
  let cluster: Candidate[] = [];
  for (const candidate of byPlace) {
    if (candidate.secretStart >= reach) {
      for (const best of bestOf(cluster)) kept.push(best);
      cluster = [];
    }
    cluster.push(candidate);
    reach = Math.max(reach, candidate.secretEnd);
  }
  for (const best of bestOf(cluster)) kept.push(best);
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Ranks one cluster and keeps whatever nothing better overlaps. Clusters are small, except under attack: then only neighbours are compared. */
function bestOf(cluster: readonly Candidate[]): Candidate[] {
  if (cluster.length < 2) return [...cluster];
  const ranked = [...cluster].sort(better);
  const kept: Candidate[] = [];
  for (const candidate of ranked) {
    if (!kept.slice(-NEIGHBOURS).some((other) => displaces(other, candidate))) kept.push(candidate);
  }
  return kept;
}

const NEIGHBOURS = 64;

function better(a: Candidate, b: Candidate): number {
  if (a.rule.supersedes?.includes(b.rule.id)) return -1;
  if (b.rule.supersedes?.includes(a.rule.id)) return 1;
  const length = (candidate: Candidate): number => candidate.secretEnd - candidate.secretStart;
  const generic = (candidate: Candidate): number => Number(candidate.rule.value !== undefined);
  return Number(b.proven) - Number(a.proven) || generic(a) - generic(b) || RANK[a.confidence] - RANK[b.confidence] || length(b) - length(a);
}

function displaces(winner: Candidate, loser: Candidate): boolean {
  if (winner.secretStart >= loser.secretEnd || loser.secretStart >= winner.secretEnd) return false;
  if (winner.rule.supersedes?.includes(loser.rule.id)) return true;
  return winner.rule.kind === 'secret' && loser.rule.kind === 'secret';
}
