import type { Finding } from '../model/finding.js';
import type { Level } from '../model/rule.js';

const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** The gravest findings first; those of one level stay in their order. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANK[a.level] - RANK[b.level]);
}

export interface Shown {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly fails: (finding: Finding) => boolean;
}

/** What a person is told: with `quiet` only what fails the scan, notes only with `verbose`, but for those about what people tell the program: a reviewer should see them. */
export function shownFindings(findings: readonly Finding[], { quiet, verbose, fails }: Shown): Finding[] {
  return findings.filter((finding) => fails(finding) || (!quiet && (verbose || finding.level !== 'note' || finding.kind === 'policy')));
}
