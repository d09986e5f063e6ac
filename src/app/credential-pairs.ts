import type { Finding } from '../model/finding.js';

/** Lines between the parts of one credential: a comment, a region, a session token. */
const NEAR = 6;
/** Lines between two halves that one rule finds. */
const HALVES = 2;
const RANK = { error: 0, warning: 1, note: 2 } as const;

/**
 * Parts of one credential that stand near each other, a key id with its secret, as one finding: that of the secret, over all its parts. Each part keeps its own fingerprint in `parts`;
 * a part without the other is told of as it is. Done last, when suppressions and the baseline have had their say about every part.
 */
export function withPairsJoined(findings: readonly Finding[]): readonly Finding[] {
  const mains = findings.filter(({ joins }) => joins !== undefined);
  if (mains.length === 0 || findings.length < 2) return findings;
  const taken = new Set<Finding>();
  const joined = new Map<Finding, Finding>();
  for (const main of mains) {
    if (taken.has(main)) continue; // The other half of one above.
    const parts = partsOf(main, findings, taken);
    if (parts.length === 0) continue;
    for (const part of parts) taken.add(part);
    joined.set(main, told(main, parts));
  }
  return findings.filter((finding) => !taken.has(finding)).map((finding) => joined.get(finding) ?? finding);
}

/**
 * Of each rule that it joins the nearest finding that no other credential has, unless another one of the same rule as `main` stands between them or is nearer. A rule that joins itself
 * knows both halves by the service's name: a key and its secret, one after the other.
 */
function partsOf(main: Finding, findings: readonly Finding[], taken: ReadonlySet<Finding>): Finding[] {
  const same = (other: Finding): boolean => other.path === main.path && other.where === main.where && isSameVersion(other, main);
  return (main.joins ?? []).flatMap((id) => {
    if (id === main.ruleId) {
      const next = findings.find((other) => other !== main && other.ruleId === id && !taken.has(other) && same(other) && isBefore(main, other));
      return next !== undefined && distance(next, main) <= HALVES ? [next] : [];
    }
    const near = findings
      .filter((other) => other.ruleId === id && !taken.has(other) && same(other) && distance(other, main) <= NEAR)
      .filter((other) => !findings.some((rival) => rival !== main && rival.ruleId === main.ruleId && same(rival) && belongsRather(other, rival, main)))
      .sort((a, b) => distance(a, main) - distance(b, main))[0];
    return near === undefined ? [] : [near];
  });
}

function isSameVersion(a: Finding, b: Finding): boolean {
  const of = ({ origin }: Finding): string => ('commit' in origin ? (origin.commit ?? '') : '');
  return of(a) === of(b);
}

function distance(a: Finding, b: Finding): number {
  return Math.abs(a.start.line - b.start.line);
}

/** In a list of credentials an id goes with the nearest secret; of two that are as near, with the one below it, as people write them. */
function belongsRather(part: Finding, rival: Finding, main: Finding): boolean {
  const [there, here] = [distance(part, rival), distance(part, main)];
  return there < here || (there === here && isBefore(main, part) && isBefore(part, rival));
}

function isBefore(a: Finding, b: Finding): boolean {
  return a.start.line - b.start.line < 0 || (a.start.line === b.start.line && a.start.column < b.start.column);
}

function told(main: Finding, others: readonly Finding[]): Finding {
  const parts = [main, ...others].sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
  const [first, last] = [parts[0] ?? main, parts.at(-1) ?? main];
  const gravest = [...parts].sort((a, b) => RANK[a.level] - RANK[b.level])[0] ?? main;
  const beside = others.map(({ message, start }) => `${message} on line ${start.line}`).join(', ');
  return { ...main, level: gravest.level, confidence: gravest.confidence, start: first.start, end: last.end, message: `${main.message}; with it ${beside}`, parts };
}
