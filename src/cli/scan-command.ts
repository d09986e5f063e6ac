import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Door, openScan, type ScanRequest } from '../app/open-scan.js';
import { type ExitCode, fails, verdict } from '../app/verdict.js';
import type { FailOn } from '../config/settings.js';
import { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import { formatNamed, type ReportOptions } from '../report/formats.js';
import type { Pieces } from '../report/pieces.js';
import { cleanReport } from '../report/summary-lines.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import { findRepository, type Repository, requireRepository } from '../sources/repository.js';
import { leaveStamp } from '../sources/stamp.js';
import type { Arguments } from './arguments.js';
import type { Early } from './early.js';
import { FLAGS, type FlagName } from './flags.js';
import { standardInput, type Terminal, writeReport } from './terminal.js';

/** The result of a scan that could not begin. */
const NOTHING: ScanResult = {
  findings: [],
  suppressed: 0,
  omitted: 0,
  skipped: [],
  errors: [],
  complete: true,
  stats: { files: 0, bytes: 0, addedLines: 0, rules: 0, ms: 0, engine: undefined },
};

/** What is known of a staged scan beforehand: what was begun early, the other parents of a merge. */
export type Beforehand = Partial<Early> & { readonly heads?: readonly string[] };

/** Which findings are told of, and how they are judged. */
type Told = Omit<ReportOptions, 'clean'>;

/** What a report is written on. */
type Surface = Pick<Terminal, 'outColour' | 'outTerminal' | 'width'>;

/** A file: nobody knows how wide it will be looked at. */
const PAPER: Surface = { outColour: false, outTerminal: false, width: Number.POSITIVE_INFINITY };
const USUAL_WIDTH = 80;

/** Flags that leave it to the configuration what is judged, and how. */
const RECEIPT_FLAGS: readonly FlagName[] = ['staged', 'all-lines', 'format', 'json', 'output', 'engine', 'quiet', 'verbose', 'no-color'];

/** Every kind of scan, from arguments to exit code. */
export async function scanCommand(args: Arguments, context: GitContext, terminal: Terminal, beforehand: Beforehand = {}): Promise<ExitCode> {
  const format = args.has('json') ? 'json' : (args.value('format') ?? 'pretty');
  let result: ScanResult;
  let failOn: FailOn = 'error';
  let ran = false;
  const seen: string[] = [];
  try {
    const finished = await openScan(await requestOf(args, context, beforehand, seen));
    result = finished.result;
    failOn = finished.settings.failOn;
    ran = true;
  } catch (error) {
    // A machine that asked for JSON gets JSON, whatever happened.
    if (!(error instanceof GuardError)) throw error;
    result = { ...NOTHING, errors: [error], complete: false };
  }
  if (result.errors.length > 0) {
    const { errorText } = await import('./error-text.js');
    for (const error of result.errors) terminal.err(errorText(error, terminal.errColour));
  }
  const told: Told = { fails: (finding) => fails(finding, failOn), quiet: args.has('quiet'), verbose: args.has('verbose') };
  const output = args.value('output');
  const report = await reportOf(result, format, told, output === undefined ? terminal : PAPER);
  if (output === undefined) terminal.out(report);
  else writeReport(resolve(context.cwd, output), report);
  if (formatNamed(format)?.beside !== undefined) await (await import('./machine-report.js')).writeBeside(format, result, told, context.env);
  // What was never begun is not incomplete: --allow-incomplete does not excuse it.
  const code = ran ? verdict(result, failOn, args.has('allow-incomplete')) : 2;
  if (code === 0 && result.complete) await leaveReceipts(args, context, beforehand, seen);
  return code;
}

/** Where a hook of git's found all clean, the hooks after it and pre-push need not look again. By hand nothing is written. */
async function leaveReceipts(args: Arguments, context: GitContext, { stamp, heads }: Beforehand, seen: readonly string[]): Promise<void> {
  if ((stamp === undefined && heads === undefined && context.env['GIT_INDEX_FILE'] === undefined) || !FLAGS.every(({ name }) => !args.has(name) || RECEIPT_FLAGS.includes(name)))
    return;
  if (stamp !== undefined) leaveStamp(stamp);
  if (seen.length === 0) return;
  const { ReceiptBook } = await import('../app/receipt-book.js');
  new ReceiptBook(requireRepository(context)).prove(seen);
}

/** What a machine reads when there was no scan at all; nothing, when a person asked. */
export async function failureReport(error: GuardError, format: string | undefined): Promise<Pieces> {
  return machineReport({ ...NOTHING, errors: [error], complete: false }, format, { fails: () => true, quiet: false, verbose: false });
}

async function requestOf(args: Arguments, context: GitContext, { diff, heads }: Beforehand, seen: string[]): Promise<ScanRequest> {
  const door = await doorOf(args, context);
  return {
    door: door.kind === 'staged' ? { kind: 'staged', diff, heads, seen } : door,
    context,
    config: args.has('no-config') ? false : args.value('config'),
    overrides: { preset: args.value('preset'), only: args.values('only'), skip: args.values('skip'), failOn: args.value('fail-on') },
    engine: (args.value('engine') ?? 'auto') as EngineChoice, // One of the flag's choices.
    allLines: args.has('all-lines'),
    online: args.has('online'),
    baseline: args.value('baseline'),
  };
}

async function doorOf(args: Arguments, { cwd, env }: GitContext): Promise<Door> {
  const { positionals } = args;
  const range = args.value('range');
  const asked = [args.has('staged') && '--staged', range !== undefined && '--range', positionals.length > 0 && 'paths'].filter((one) => one !== false);
  if (asked.length > 1)
    throw new GuardError('usage', `${asked.join(' and ')} do not go together.`, { hint: 'Ask for one of them. --staged scans the index, paths are read from the disk.' });
  if (range !== undefined) return { kind: 'range', range };
  if (positionals.includes('-')) {
    if (positionals.length > 1) throw new GuardError('usage', 'Standard input (-) and paths do not go together.', { hint: 'Run twice.' });
    return { kind: 'stdin', content: await standardInput(), name: args.value('stdin-filename') ?? 'stdin' };
  }
  if (positionals.length > 0) return { kind: 'files', paths: positionals };
  if (!args.has('staged')) refuseNothing(findRepository({ cwd, env }));
  return { kind: 'staged' };
}

/** Who asks for nothing and is where nothing is staged must not take the answer for "clean". */
function refuseNothing(repository: Repository | undefined): void {
  if (repository === undefined) {
    throw new GuardError('usage', 'There is nothing to scan: this is not inside a git repository, and no paths are named.', { hint: 'For example: precommit-guard src' });
  }
  if (repository.root !== repository.gitDir || existsSync(join(repository.gitDir, 'index'))) return;
  throw new GuardError('usage', 'There is nothing to scan: the repository is bare, and nothing is staged in it.', {
    hint: 'What it holds is scanned by: npx precommit-guard history, new commits by: npx precommit-guard --range A..B',
  });
}

async function reportOf(result: ScanResult, format: string, told: Told, on: Surface): Promise<Pieces> {
  if (formatNamed(format) !== undefined) return machineReport(result, format, told);
  if (result.stats.rules === 0 && !result.complete) return '';
  if (result.findings.length === 0 && !told.verbose) return cleanReport(result, { colour: on.outColour, width: on.outTerminal ? USUAL_WIDTH : Number.POSITIVE_INFINITY, ...told });
  return (await import('../report/pretty.js')).prettyReport(result, { colour: on.outColour, width: on.width, ...told });
}

/** What `format` says for a program; nothing for a format that is for people, or unknown. */
async function machineReport(result: ScanResult, format: string | undefined, told: Told): Promise<Pieces> {
  if (formatNamed(format) === undefined) return '';
  return (await import('./machine-report.js')).reportIn(format, result, told);
}
