import { resolve } from 'node:path';
import { statsOf } from '../app/stats.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { Stats, Tally } from '../model/stats.js';
import { BUILD } from '../model/version.js';
import type { GitContext } from '../sources/git-process.js';
import type { Arguments } from './arguments.js';
import { historyProgress } from './history-progress.js';
import { mayWriteReport, type Terminal, writeReport } from './terminal.js';

const FORMATS: readonly string[] = ['pretty', 'json', 'html'];

/** `stats`: what share of commits, and of findings, comes from assistants, by month. */
export async function statsCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  if (args.positionals.length > 1)
    throw new GuardError('usage', 'stats takes no names: it is about all of the history.', { hint: '--since narrows it: precommit-guard stats --since 2026-01-01' });
  const format = args.has('json') ? 'json' : (args.value('format') ?? 'pretty');
  if (!FORMATS.includes(format)) throw new GuardError('usage', `stats has no format ${format}.`, { hint: `It has ${FORMATS.join(', ')}.` });
  const output = args.value('output') === undefined ? undefined : resolve(context.cwd, args.value('output') ?? '');
  if (output !== undefined) mayWriteReport(output);
  const progress = historyProgress(terminal, args.has('quiet'));
  const stats = await statsOf(
    {
      context,
      config: args.has('no-config') ? false : args.value('config'),
      overrides: {},
      engine: 'auto',
      history: { names: [], since: args.value('since'), unreachable: false },
      cache: !args.has('no-cache'),
      version: BUILD,
      progress: progress.tell,
      count: progress.bar,
    },
    context,
  ).finally(progress.end);
  const report =
    format === 'json' ? `${JSON.stringify({ version: 1, ...stats }, null, 2)}\n` : format === 'html' ? (await import('../report/stats-chart.js')).statsPage(stats) : tableOf(stats);
  if (output === undefined) terminal.out(report);
  else writeReport(output, report);
  return stats.complete ? 0 : 2;
}

const HEAD = ['month', 'commits', 'assisted', 'findings', 'in assisted', 'per 100: people', 'assistants'];

function tableOf({ months, total, assistants, elsewhere, complete }: Stats): string {
  const rows = [HEAD, ...months.map((one) => rowOf(one.month, one)), rowOf('total', total)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '));
  const share = (part: number, whole: number): string => (whole === 0 ? '0' : ((part / whole) * 100).toFixed(1));
  return [
    ...lines,
    '',
    `Assistants made ${share(total.assisted, total.commits)} % of ${total.commits} commits${assistants.length === 0 ? '' : ` (${assistants.map(({ name, commits }) => `${name} ${commits}`).join(', ')})`} and brought ${share(total.inAssisted, total.findings)} % of ${total.findings} findings.`,
    ...(elsewhere === 0 ? [] : [`${elsewhere} more are in no commit of that time.`]),
    ...(complete ? [] : ['Not all of the history could be read: npx precommit-guard history tells why.']),
    '',
  ].join('\n');
}

function rowOf(name: string, { commits, assisted, findings, inAssisted }: Tally): string[] {
  const rate = (part: number, whole: number): string => (whole === 0 ? '–' : ((part / whole) * 100).toFixed(1));
  return [name, String(commits), String(assisted), String(findings), String(inAssisted), rate(findings - inAssisted, commits - assisted), rate(inAssisted, assisted)];
}
