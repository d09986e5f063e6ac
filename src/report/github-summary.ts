import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { gravestFirst, shownFindings } from './gravest.js';
import { inCommit, pathOrPlace } from './place.js';
import { printablePath } from './printable.js';
import { countedFindings, plural, scannedLine, skippedLine } from './summary.js';

/** GitHub takes 1 MiB of a step, and drops all of a summary that is larger; other commands of the step may write too. */
const MOST_BYTES = 500_000;
/** Git can list thousands of objects that it cannot read. */
const MOST_ERRORS = 20;

/** The summary of a step, in GitHub's Markdown. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary */
export function githubSummary(result: ScanResult, options: ReportOptions): string {
  const shown = gravestFirst(shownFindings(result.findings, options));
  const skipped = skippedLine(result.skipped);
  const errors = result.errors.slice(0, MOST_ERRORS).map((error) => `- **Incomplete:** ${markdown(errorWords(error, options.clean).replaceAll('\n', ' ').slice(0, 2000))}\n`);
  const head = [
    `### precommit-guard: ${markdown(`${result.complete ? '' : 'incomplete, '}${countedFindings(result)}`)}\n\n`,
    ...errors,
    ...(result.errors.length > MOST_ERRORS ? [`- ${plural(result.errors.length - MOST_ERRORS, 'more reason')}\n`] : []),
    ...(errors.length > 0 ? ['\n'] : []),
  ].join('');
  const foot = `\n${markdown(scannedLine(result))}\n${skipped === undefined ? '' : `\n${markdown(skipped)}\n`}`;
  let room = MOST_BYTES - Buffer.byteLength(head + foot);
  const rows: string[] = [];
  for (const finding of shown) {
    const row = rowOf(finding);
    room -= Buffer.byteLength(row);
    if (room < 0) break;
    rows.push(row);
  }
  const table = rows.length === 0 ? '' : `| level | place | finding | what to do |\n|---|---|---|---|\n${rows.join('')}`;
  const more = rows.length === shown.length ? '' : `\n${plural(shown.length - rows.length, 'more finding')}: see the log.\n`;
  return `${head}${table}${more}${foot}\n`;
}

function rowOf(finding: Finding): string {
  const { level, start, message, advice, ruleId } = finding;
  const place = `${markdown(`${pathOrPlace(finding)}:${start.line}:${start.column}`)}${inCommit(finding)}`;
  return `| ${level} | ${place} | ${markdown(message)} (${markdown(ruleId)}) | ${markdown(advice)} |\n`;
}

/** Text that is nothing but text in Markdown and HTML: every character that could mean something is written as a reference. */
function markdown(text: string): string {
  return printablePath(text).replace(/[!-/:-@[-`{-~]/g, (char) => ('-/.,()'.includes(char) ? char : `&#${char.charCodeAt(0)};`));
}
