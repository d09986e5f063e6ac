import { GuardError } from '../../model/guard-error.js';
import { FORMATS, formatNamed } from '../../report/formats.js';
import { whole } from '../../report/pieces.js';
import { prettyReport } from '../../report/pretty.js';
import { safeText } from '../safe-text.js';
import { fails } from '../verdict.js';
import type { Scan } from './ruleset.js';

/** Names of reports: `pretty` is for people, the others are for programs. */
export type ReportFormat = 'pretty' | 'json' | 'jsonl' | 'sarif' | 'junit' | 'github' | 'gitlab' | 'checkstyle' | (string & {});

export interface ReportChoices {
  /** ANSI colours, in `pretty`. */
  readonly colour?: boolean;
  /** Only what fails the scan. */
  readonly quiet?: boolean;
  /** Notes and skipped files too. */
  readonly verbose?: boolean;
}

/** A scan as a report, as the command line writes it. It holds no secret in any format. */
export async function formatReport(scan: Scan, format: ReportFormat = 'pretty', choices: ReportChoices = {}): Promise<string> {
  const { colour = false, quiet = false, verbose = false } = choices;
  const told = { fails: (finding: Scan['findings'][number]) => fails(finding, scan.failOn), quiet, verbose };
  if (format === 'pretty') return prettyReport(scan, { colour, ...told });
  const found = formatNamed(format);
  if (found === undefined) throw new GuardError('usage', 'There is no such format of a report.', { hint: `Formats: pretty, ${FORMATS.map(({ name }) => name).join(', ')}.` });
  return whole((await found.load())(scan, { ...told, clean: safeText }));
}
