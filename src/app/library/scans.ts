import type { HistoryResult } from '../../model/history.js';
import { BUILD } from '../../model/version.js';
import { scanHistory as readHistory } from '../history-scan.js';
import { type Door, openScan } from '../open-scan.js';
import { verdict } from '../verdict.js';
import { contextOf, type LoadedRuleset, loadRuleset, type RulesetOptions, type Scan } from './ruleset.js';

export interface ScanOptions extends RulesetOptions {
  /** Made by `loadRuleset`, and kept for the next scan; then the options that choose rules do not count. */
  readonly ruleset?: LoadedRuleset | undefined;
  /** Tell of all lines of what is scanned, not only of those that the change adds. */
  readonly allLines?: boolean | undefined;
}

/** What the next commit would add: the index, never the worktree. Throws a GuardError (`no-repository`) outside of a repository. */
export async function scanStaged(options: ScanOptions = {}): Promise<Scan> {
  return await scanDoor({ kind: 'staged' }, options);
}

/** Files, and folders with all that is in them; in a repository without what git ignores. */
export async function scanFiles(paths: readonly string[], options: ScanOptions = {}): Promise<Scan> {
  return await scanDoor({ kind: 'files', paths }, options);
}

/** @param range what its commits add, such as `origin/main..HEAD`. */
export async function scanRange(range: string, options: ScanOptions = {}): Promise<Scan> {
  return await scanDoor({ kind: 'range', range }, options);
}

async function scanDoor(door: Door, options: ScanOptions): Promise<Scan> {
  const ruleset = options.ruleset ?? (await loadRuleset(options));
  const { result } = await openScan({
    door,
    context: contextOf(options),
    ready: ruleset,
    config: false,
    overrides: {},
    engine: options.engine ?? 'auto',
    allLines: options.allLines ?? false,
  });
  return ruleset.judged(result);
}

export interface HistoryOptions extends Omit<RulesetOptions, 'config'> {
  /** The name of a configuration file, or `false` for none; left out, it is looked for. */
  readonly config?: string | false | undefined;
  /** Branches, tags, commits, ranges and paths; by default everything. */
  readonly names?: readonly string[] | undefined;
  /** Only commits since this date, as git understands it. */
  readonly since?: string | undefined;
  readonly maxCommits?: number | undefined;
  /** Also what only reflogs and the index hold, and what nothing holds any more. */
  readonly unreachable?: boolean | undefined;
  /** `false`: nothing is read from or written to the user's cache folder. */
  readonly cache?: boolean | undefined;
}

/** All that was ever committed: every object once. Secrets only, unless `preset` says otherwise. */
export async function scanHistory(options: HistoryOptions = {}): Promise<HistoryResult & Scan> {
  const { preset, only, skip, failOn, names = [], since, maxCommits, unreachable = false, cache = true } = options;
  const { result, settings } = await readHistory({
    context: contextOf(options),
    config: options.config,
    overrides: { preset, only, skip, failOn },
    engine: options.engine ?? 'auto',
    history: { names, since, maxCommits, unreachable },
    cache,
    version: BUILD,
  });
  return { ...result, failOn: settings.failOn, exitCode: verdict(result, settings.failOn, false) };
}
