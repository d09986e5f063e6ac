import type { Finding } from '../model/finding.js';
import type { Level } from '../model/rule.js';
import type { ScanResult } from '../model/scan-result.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { gravestFirst, shownFindings } from './gravest.js';
import { inCommit, pathOrPlace, placeName } from './place.js';
import { printable, printablePath } from './printable.js';
import { countedFindings, plural, scannedLine, skippedLine } from './summary.js';

/** GitHub shows this many annotations of one level of a step. https://docs.github.com/en/actions/reference/limits */
export const ANNOTATIONS = 10;

type Command = 'error' | 'warning' | 'notice';

const COMMAND: Readonly<Record<Level, Command>> = { error: 'error', warning: 'warning', note: 'notice' };

interface Annotation {
  readonly command: Command;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
  /** How it is said where it is no annotation. */
  readonly line: string;
}

/**
 * `--format github`: workflow commands, one a line, what stopped the scan first. Where there are more of a level than GitHub shows, the last one says so, and the log has the rest.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport(result: ScanResult, options: ReportOptions): string {
  const annotations = [
    ...result.errors.map((error) => errorAnnotation(errorWords(error, options.clean))),
    ...gravestFirst(shownFindings(result.findings, options)).map(findingAnnotation),
  ];
  const lines: string[] = [];
  const unseen: string[] = [];
  for (const command of ['error', 'warning', 'notice'] as const) {
    const all = annotations.filter((one) => one.command === command);
    const fit = all.length > ANNOTATIONS ? ANNOTATIONS - 1 : all.length;
    lines.push(...all.slice(0, fit).map((one) => workflowCommand(one.command, one.properties, one.message)));
    if (fit < all.length) {
      const more = `${plural(all.length - fit, `more ${command}`)}: see the log of this step.`;
      lines.push(workflowCommand(command, { title: 'precommit-guard' }, more));
      unseen.push(...all.slice(fit).map(({ line }) => plain(`${command}: ${line}`)));
    }
  }
  if (!options.quiet || annotations.length > 0) {
    const skipped = skippedLine(result.skipped);
    unseen.push(
      plain(`precommit-guard: ${result.complete ? '' : 'incomplete, '}${countedFindings(result)}`),
      plain(scannedLine(result)),
      ...(skipped === undefined ? [] : [plain(skipped)]),
    );
  }
  return [...lines, ...unseen].map((line) => `${line}\n`).join('');
}

function errorAnnotation(words: string): Annotation {
  return { command: 'error', properties: { title: 'precommit-guard: the scan is incomplete' }, message: words, line: words.replaceAll('\n', ' ') };
}

function findingAnnotation(finding: Finding): Annotation {
  const { start, end, level, message, advice, ruleId, path } = finding;
  // A place in a line is understood only where the line is one.
  const columns = start.line === end.line && end.column > start.column ? { col: start.column, endColumn: end.column } : {};
  const place = path === '' ? {} : { file: path, line: start.line, endLine: end.line, ...columns };
  const where = path === '' ? ` (${placeName(finding)})` : '';
  return {
    command: COMMAND[level],
    properties: { ...place, title: ruleId },
    message: `${message}${where}${inCommit(finding)}\n${advice}`,
    line: `${pathOrPlace(finding)}:${start.line}:${start.column}${inCommit(finding)} ${message} [${ruleId}]`,
  };
}

/** A command as the runner reads it: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
export function workflowCommand(command: Command, properties: Readonly<Record<string, string | number>>, message: string): string {
  const written = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${escapeData(printablePath(String(value)))
        .replaceAll(':', '%3A')
        .replaceAll(',', '%2C')}`,
  );
  return `::${command} ${written.join(',')}::${escapeData(message.split('\n').map(printable).join('\n'))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A line that is no command: the runner also obeys an older form anywhere in a line, `##[command]`. */
function plain(text: string): string {
  return printablePath(text).replaceAll('##[', '##\\u{5b}');
}
