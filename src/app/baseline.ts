import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BaselineEntry, readBaseline, writeBaseline } from '../config/baseline.js';
import { BASELINE } from '../config/places.js';
import type { Overrides } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import { BUILD } from '../model/version.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import { requireRepository } from '../sources/repository.js';
import { scanHistory } from './history-scan.js';
import { openScan } from './open-scan.js';

export interface BaselineRequest {
  readonly context: GitContext;
  readonly config: string | false | undefined;
  readonly overrides: Overrides;
  readonly engine: EngineChoice;
  /** A file named by the user. */
  readonly file: string | undefined;
  /** Also what only the history has. */
  readonly history: boolean;
  readonly allowIncomplete: boolean;
}

export interface FinishedBaseline {
  readonly file: string;
  readonly entries: number;
  readonly removed: number;
}

/** Writes down all that is found now, so that from now on only what is new is told of. */
export async function createBaseline(request: BaselineRequest): Promise<FinishedBaseline> {
  const file = fileOf(request);
  const before = existsSync(file) ? readBaseline(file) : new Map<string, BaselineEntry>();
  const entries = await found(request);
  writeBaseline(file, entries.values());
  return { file, entries: entries.size, removed: [...before.keys()].filter((fingerprint) => !entries.has(fingerprint)).length };
}

/** Takes out what is not found any more. What only the history had stays, unless the history is looked at. */
export async function pruneBaseline(request: BaselineRequest): Promise<FinishedBaseline> {
  const file = fileOf(request);
  if (!existsSync(file)) throw new GuardError('config', 'There is no baseline.', { hint: 'npx precommit-guard baseline create makes one.' });
  const before = [...readBaseline(file).values()];
  const now = await found(request);
  const kept = before.filter(({ fingerprint, history }) => now.has(fingerprint) || (history && !request.history));
  writeBaseline(file, kept);
  return { file, entries: kept.length, removed: before.length - kept.length };
}

function fileOf({ context, file }: BaselineRequest): string {
  return file === undefined ? join(requireRepository(context).root, BASELINE) : resolve(context.cwd, file);
}

/** What is found in the files, and in the history where it is asked for. */
async function found({ context, config, overrides, engine, history, allowIncomplete }: BaselineRequest): Promise<Map<string, BaselineEntry>> {
  const { root } = requireRepository(context);
  const entries = new Map<string, BaselineEntry>();
  const add = (findings: readonly Finding[], inHistory: boolean): void => {
    for (const { fingerprint, ruleId } of findings) if (!entries.has(fingerprint)) entries.set(fingerprint, { fingerprint, ruleId, history: inHistory });
  };
  const whole = ({ complete, errors, omitted }: { readonly complete: boolean; readonly errors: readonly GuardError[]; readonly omitted: number }): void => {
    if (!complete && !allowIncomplete) throw errors[0] ?? new GuardError('unreadable', 'Not everything was scanned.');
    if (omitted > 0)
      throw new GuardError('usage', 'There are more findings than are listed of one file: they cannot all be written down.', { hint: 'Exclude that file, or mend it.' });
  };
  const files = await openScan({ door: { kind: 'files', paths: [root] }, context, config, overrides, engine, allLines: true, baseline: false });
  whole(files.result);
  add(files.result.findings, false);
  if (history) {
    const all = await scanHistory({ context, config, overrides, engine, history: { names: [], unreachable: false }, version: BUILD, baseline: false });
    whole(all.result);
    add(all.result.findings, true);
  }
  return entries;
}
