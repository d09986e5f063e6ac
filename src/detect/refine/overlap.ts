import type { Candidate } from '../candidate.js';

const LEVEL = { error: 0, warning: 1, note: 2 } as const;
const RANK = { high: 0, medium: 1, low: 2 } as const;

/**
 * One secret, one finding: of secret candidates that overlap the one whose rule supersedes the others stays, else the one that knows
 * the provider, else the more confident, else the longer. Insecure code that overlaps is one finding for each weakness, the gravest; and a value that was followed from its
 * assignment to its use is told of at its use. Findings of other kinds are dropped only by a rule that supersedes theirs.
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
  return withoutSources(kept).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Drops what is said of an assignment where the use of its value says it too. */
function withoutSources(candidates: readonly Candidate[]): Candidate[] {
  const told = candidates.flatMap(({ sources = [], rule, level }) => sources.map((source) => ({ ...source, cwe: rule.cwe[0], level })));
  if (told.length === 0) return [...candidates];
  const byStart = told.sort((a, b) => a.start - b.start).slice(0, MOST_TOLD);
  return candidates.filter(({ start, rule, level, sources = [] }, at) => {
    if (rule.kind !== 'insecure-code') return true;
    if (sources.length > 0) return !isHandedOn(candidates[at - 1], candidates[at]);
    return !byStart.some((one) => one.start <= start && start < one.end && one.cwe === rule.cwe[0] && LEVEL[one.level] <= LEVEL[level]);
  });
}

/** One value in two calls, of which one is what the other is handed: `new FileInputStream(new File(name))`. */
function isHandedOn(outer: Candidate | undefined, inner: Candidate | undefined): boolean {
  if (outer === undefined || inner === undefined || outer.rule.id !== inner.rule.id || outer.level !== inner.level) return false;
  return inner.start - outer.end <= MOST_BETWEEN && outer.sources?.at(-1)?.start === inner.sources?.at(-1)?.start;
}

/** A call that another is handed begins right behind its bracket. */
const MOST_BETWEEN = 4;

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
/** More followed values than any file written by people has. */
const MOST_TOLD = 200;

function better(a: Candidate, b: Candidate): number {
  if (a.rule.supersedes?.includes(b.rule.id)) return -1;
  if (b.rule.supersedes?.includes(a.rule.id)) return 1;
  const length = (candidate: Candidate): number => candidate.secretEnd - candidate.secretStart;
  const generic = (candidate: Candidate): number => Number(candidate.rule.value !== undefined);
  const code = a.rule.kind === 'insecure-code' && b.rule.kind === 'insecure-code' ? LEVEL[a.level] - LEVEL[b.level] : 0;
  if (code !== 0) return code;
  return Number(b.proven) - Number(a.proven) || generic(a) - generic(b) || RANK[a.confidence] - RANK[b.confidence] || length(b) - length(a);
}

function displaces(winner: Candidate, loser: Candidate): boolean {
  if (winner.secretStart >= loser.secretEnd || loser.secretStart >= winner.secretEnd) return false;
  if (winner.rule.supersedes?.includes(loser.rule.id)) return true;
  if (winner.rule.kind === 'insecure-code' && loser.rule.kind === 'insecure-code') return winner.rule.cwe.some((cwe) => loser.rule.cwe.includes(cwe));
  return winner.rule.kind === 'secret' && loser.rule.kind === 'secret';
}
