import type { FailOn } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';

const RANK = { error: 3, warning: 2, note: 1, never: 4 } as const;

/** 0 clean, 1 findings at or above `failOn`, 2 the job could not be done. */
export type ExitCode = 0 | 1 | 2;

export function fails(finding: Pick<Finding, 'level'>, failOn: FailOn): boolean {
  return RANK[finding.level] >= RANK[failOn];
}

/** An incomplete scan is never clean, unless the user said that it may be. */
export function verdict({ findings, complete }: ScanResult, failOn: FailOn, allowIncomplete: boolean): ExitCode {
  if (!complete && !allowIncomplete) return 2;
  return findings.some((finding) => fails(finding, failOn)) ? 1 : 0;
}
