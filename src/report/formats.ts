import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import type { Stats } from '../model/stats.js';
import type { Pieces } from './pieces.js';

/** What a report may ask about the run beside its result. */
export interface ReportOptions {
  /** Makes foreign words (git's, paths in errors) fit to be shown: secrets masked, control characters escaped. */
  readonly clean: (text: string) => string;
  /** Does this finding fail the scan? */
  readonly fails: (finding: Finding) => boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whose commits a whole history has, for a report with charts. */
  readonly stats?: Stats;
}

export type Report = (result: ScanResult, options: ReportOptions) => Pieces;

/** A report for a program. */
export interface Format {
  readonly name: string;
  readonly help: string;
  /** Loaded when it is asked for: a hook reads none of them. */
  readonly load: () => Promise<Report>;
  /** What goes to the end of the file that an environment variable names, where it is set. */
  readonly beside?: { readonly variable: string; readonly load: () => Promise<Report> };
}

/** All reports for programs: `--format`, `--help` and what is printed come from this table. */
export const FORMATS: readonly Format[] = [
  {
    name: 'json',
    help: 'one object; fields are only ever added',
    load: async () => {
      const { jsonReport } = await import('./json.js');
      return (result, { clean }) => jsonReport(result, clean);
    },
  },
  {
    name: 'jsonl',
    help: 'one object a line, the summary last',
    load: async () => {
      const { jsonlReport } = await import('./json.js');
      return (result, { clean }) => jsonlReport(result, clean);
    },
  },
  { name: 'sarif', help: 'SARIF 2.1.0, for code scanning', load: async () => (await import('./sarif.js')).sarifReport },
  { name: 'junit', help: 'JUnit XML, for test reports', load: async () => (await import('./junit.js')).junitReport },
  {
    name: 'github',
    help: 'annotations of GitHub Actions; a summary where GITHUB_STEP_SUMMARY is set',
    load: async () => (await import('./github.js')).githubReport,
    beside: { variable: 'GITHUB_STEP_SUMMARY', load: async () => (await import('./github-summary.js')).githubSummary },
  },
  { name: 'gitlab', help: 'code quality report of GitLab', load: async () => (await import('./gitlab.js')).gitlabReport },
  { name: 'html', help: 'one page for people, with filters', load: async () => (await import('./html.js')).htmlReport },
  { name: 'checkstyle', help: 'checkstyle XML', load: async () => (await import('./checkstyle.js')).checkstyleReport },
];

/** The format of that name; undefined for `pretty`, which is for people, and for what there is not. */
export function formatNamed(name: string | undefined): Format | undefined {
  return FORMATS.find((format) => format.name === name);
}
