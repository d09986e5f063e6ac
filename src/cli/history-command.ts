import { resolve } from 'node:path';
import { type HistoryScan, scanHistory } from '../app/history-scan.js';
import { shardOf } from '../app/history-walk.js';
import { safeText } from '../app/safe-text.js';
import { statsFrom } from '../app/stats.js';
import { type ExitCode, fails, verdict } from '../app/verdict.js';
import { replacementsPlace, wayOutOf, writeReplacements } from '../app/way-out.js';
import type { Finding } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import { BUILD } from '../model/version.js';
import { formatNamed } from '../report/formats.js';
import { historyJson, historyJsonl } from '../report/history-json.js';
import { historyPretty } from '../report/history-pretty.js';
import { wayOutSteps, wayOutText } from '../report/way-out.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import { keepHeapSmall } from '../sources/small-heap.js';
import type { Arguments } from './arguments.js';
import { errorText } from './error-text.js';
import { historyProgress } from './history-progress.js';
import { reportIn, writeBeside } from './machine-report.js';
import { mayWriteReport, type Terminal, writeReport } from './terminal.js';

/** `history`: all that was ever committed. */
export async function historyCommand(args: Arguments, context: GitContext, terminal: Terminal, parts?: HistoryScan['parts'], names = namesOf(args)): Promise<ExitCode> {
  const output = args.value('output') === undefined ? undefined : resolve(context.cwd, args.value('output') ?? '');
  const replacements = args.value('replace-text');
  if (output !== undefined) mayWriteReport(output);
  if (replacements !== undefined) replacementsPlace(replacements, context);
  const shard = args.value('shard');
  const progress = historyProgress(terminal, args.has('quiet'));
  let stopped = false;
  // What was found so far is told, and that it is not all; who asks twice gets what he asks for.
  process.removeAllListeners('SIGINT').once('SIGINT', () => {
    stopped = true;
  });
  const { result, settings, pass, whole, reveal } = await scanHistory({
    context,
    config: args.has('no-config') ? false : args.value('config'),
    overrides: { preset: args.value('preset'), only: args.values('only'), skip: args.values('skip'), failOn: args.value('fail-on') },
    engine: (args.value('engine') ?? 'auto') as EngineChoice, // One of the flag's choices.
    history: { names, since: args.value('since'), maxCommits: numberOf('max-commits', args.value('max-commits')), unreachable: args.has('unreachable') },
    shard: shard === undefined ? undefined : shardOf(shard),
    ...(parts === undefined ? {} : { parts }),
    cache: !args.has('no-cache'),
    baseline: args.value('baseline'),
    threads: numberOf('threads', args.value('threads')),
    version: BUILD,
    begins: keepHeapSmall,
    progress: progress.tell,
    count: progress.bar,
    stopped: () => stopped,
  }).finally(progress.end);
  for (const error of result.errors) terminal.err(errorText(error, terminal.errColour));
  const format = args.value('format') ?? 'pretty';
  const failing = (finding: Finding): boolean => fails(finding, settings.failOn);
  const wholeHistory = names.length === 0 && shard === undefined && !args.has('max-commits') && parts === undefined;
  const stats = format === 'html' && wholeHistory ? await statsFrom(result, settings.assistants, args.value('since'), context) : undefined;
  const told = { fails: failing, quiet: args.has('quiet'), verbose: args.has('verbose'), ...(stats === undefined ? {} : { stats }) };
  const colour = terminal.outColour && output === undefined;
  const width = output === undefined ? terminal.width : Number.POSITIVE_INFINITY;
  const way = await wayOutOf(result.findings.filter(failing), context);
  if (replacements !== undefined) {
    const short = writeReplacements(replacements, await reveal((finding) => failing(finding) && finding.kind === 'secret'), context);
    const left = short === 0 ? '' : ` ${short} too short to be replaced everywhere: edit those by hand.`;
    terminal.err(`precommit-guard: the file for git filter-repo holds secrets: delete it when the history is rewritten.${left}\n`);
  }
  const report =
    format === 'json'
      ? historyJson(
          result,
          safeText,
          shard === undefined ? { ...(way === undefined ? {} : { wayOut: wayOutSteps(way) }) } : { shard: { ...shardOf(shard), whole: `${BUILD}-${whole}`, pass } },
        )
      : format === 'jsonl'
        ? historyJsonl(result, safeText)
        : formatNamed(format) !== undefined
          ? await reportIn(format, result, told)
          : historyPretty(result, { colour, width, ...told }) + (way === undefined || args.has('quiet') ? '' : wayOutText(way, colour, width));
  if (output === undefined) terminal.out(report);
  else writeReport(output, report);
  await writeBeside(format, result, told, context.env);
  return verdict(result, settings.failOn, args.has('allow-incomplete'));
}

export function namesOf(args: Arguments): readonly string[] {
  const names = args.positionals.slice(1);
  if (args.has('all') && names.length > 0) throw new GuardError('usage', '--all and revisions do not go together.', { hint: 'Without revisions, all of the history is scanned.' });
  return names;
}

function numberOf(flag: 'max-commits' | 'threads', text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (flag === 'threads' ? /^[0-9]{1,2}$/.test(text) : /^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new GuardError('usage', `--${flag} wants a number.`, { hint: `For example: --${flag} ${flag === 'threads' ? 2 : 1000}` });
}
