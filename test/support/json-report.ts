import type { Ran } from './temp-repo.js';

/** What `--format json` prints, as far as tests ask. */
export interface JsonReport {
  readonly version: number;
  readonly complete: boolean;
  readonly findings: readonly JsonFinding[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  readonly stats: { readonly files: number; readonly bytes: number; readonly addedLines: number; readonly rules: number; readonly ms: number; readonly engine: string };
  readonly errors?: readonly { readonly code: string; readonly message: string; readonly hint?: string }[];
}

export interface JsonFinding {
  readonly ruleId: string;
  readonly level: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly preview: string;
  readonly fingerprint: string;
  readonly where?: string;
}

/** The report a run printed; throws with all it said when that is no JSON. */
export function jsonReport(ran: Ran): JsonReport {
  try {
    return JSON.parse(ran.stdout) as JsonReport;
  } catch {
    throw new Error(`no JSON on standard output, exit code ${ran.code}:\n${ran.all}`);
  }
}

/** "path:line level" of each finding, in order: what most tests compare. */
export function places(report: JsonReport): string[] {
  return report.findings.map(({ path, line, level }) => `${path}:${line} ${level}`);
}

/** Its figures, without those that change with how long things take: a pattern goes to the other engine when it is slow. */
export function timeless({ stats }: JsonReport): JsonReport['stats'] {
  return { ...stats, ms: 0, engine: '' };
}
