import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import { type Style, styleFor } from './style.js';
import { countedFindings, scannedLine, skippedLine } from './summary.js';

export interface SummaryOptions {
  /** Does this finding fail the scan? */
  readonly fails: (finding: Finding) => boolean;
  /** Columns of the terminal; unlimited where there is none. */
  readonly width?: number;
}

/** What became of the scan, and what was looked at: one line where there is room. */
export function summaryLines(result: ScanResult, { fails, width = Number.POSITIVE_INFINITY }: SummaryOptions, style: Style): string[] {
  const failed = result.findings.some(fails);
  // A green mark is for content that was looked at; nothing scanned is nothing proven.
  const mark = failed ? style.red('✖') : !result.complete ? style.yellow('!') : result.stats.files === 0 ? style.dim('○') : style.green('✔');
  const verdict = `precommit-guard: ${countedFindings(result)}`;
  const scanned = scannedLine(result);
  const skipped = skippedLine(result.skipped);
  const first = `${mark} ${style.bold(verdict)}`;
  const fits = verdict.length + scanned.length + 4 <= width;
  const below = scanned.length + 2 <= width ? [scanned] : scanned.split(/ (?=with )/);
  return [
    ...(fits ? [`${first}${style.dim(`; ${scanned}`)}`] : [first, ...below.map((line) => style.dim(`  ${line}`))]),
    ...(skipped === undefined ? [] : [style.dim(`  ${skipped}`)]),
  ];
}

/** The report for people where nothing was found. */
export function cleanReport(result: ScanResult, { colour, quiet, ...options }: SummaryOptions & { readonly colour: boolean; readonly quiet: boolean }): string {
  return quiet ? '' : `${summaryLines(result, options, styleFor(colour)).join('\n')}\n`;
}
