import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import { codeFrame } from './code-frame.js';
import { shownFindings } from './gravest.js';
import { inCommit, placeName } from './place.js';
import { printablePath } from './printable.js';
import { type Style, styleFor } from './style.js';
import { countedFindings, scannedLine, skippedLine } from './summary.js';

export interface PrettyOptions {
  readonly colour: boolean;
  /** Only what fails the scan, and no summary when nothing does. */
  readonly quiet: boolean;
  /** Notes, and every skipped path by name. */
  readonly verbose: boolean;
  /** Does this finding fail the scan? */
  readonly fails: (finding: Finding) => boolean;
}

/** The report for people. */
export function prettyReport(result: ScanResult, options: PrettyOptions): string {
  const style = styleFor(options.colour);
  const shown = shownFindings(result.findings, options);
  const lines = shown.flatMap((finding) => [...findingLines(finding, style), '']);
  if (options.verbose) lines.push(...result.skipped.map(({ path, why }) => style.dim(`skipped ${printablePath(path)}: ${why}`)));
  if (!options.quiet || shown.length > 0) lines.push(...summaryLines(result, options, style));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, style: Style): string[] {
  const { level } = finding;
  const coloured = level === 'error' ? style.red(level) : level === 'warning' ? style.yellow(level) : style.cyan(level);
  const place = `${printablePath(placeName(finding))}:${finding.start.line}:${finding.start.column}`;
  const cwe = finding.cwe.length === 0 ? '' : style.dim(` [${finding.cwe.join(', ')}]`);
  const field = (name: string, text: string): string => `${style.dim(`${name.padStart(9)}: `)}${text.replaceAll('\n', `\n${' '.repeat(11)}`)}`;
  return [
    `${style.bold(place)}${inCommit(finding)} ${coloured} ${finding.message}${cwe}`,
    ...(finding.where === 'file-name' ? [field('where', 'in the name of the file itself')] : finding.where === 'ref-name' ? [] : codeFrame(finding, style)),
    ...(finding.why === undefined ? [] : [field('why', finding.why)]),
    field('do', finding.advice),
    ...(finding.instead === undefined ? [] : [field('instead', finding.instead)]),
    ...(finding.revoke === undefined ? [] : [field('revoke', finding.revoke)]),
    field('rule', `${finding.ruleId} ${style.dim(`(a false alarm? precommit-guard-ignore-next-line ${finding.ruleId} -- why)`)}`),
  ];
}

function summaryLines(result: ScanResult, { fails }: PrettyOptions, style: Style): string[] {
  const failed = result.findings.some(fails);
  // A green mark is for content that was looked at; nothing scanned is nothing proven.
  const mark = failed ? style.red('✖') : !result.complete ? style.yellow('!') : result.stats.files === 0 ? style.dim('○') : style.green('✔');
  const verdict = `${mark} ${style.bold(`precommit-guard: ${countedFindings(result)}`)}`;
  const skipped = skippedLine(result.skipped);
  return [verdict, style.dim(`  ${scannedLine(result)}`), ...(skipped === undefined ? [] : [style.dim(`  ${skipped}`)])];
}
