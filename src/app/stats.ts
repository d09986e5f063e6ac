import { attributedTo } from '../detect/attribution.js';
import type { HistoryResult } from '../model/history.js';
import type { Stats, Tally } from '../model/stats.js';
import { commitWords } from '../sources/commit-words.js';
import type { GitContext } from '../sources/git-process.js';
import { type HistoryScan, scanHistory } from './history-scan.js';

/** How much of a history comes from assistants, and how much of what is wrong in it. */
export async function statsOf(scan: HistoryScan, context: GitContext): Promise<Stats> {
  const { result, settings } = await scanHistory(scan);
  return await statsFrom(result, settings.assistants, scan.history.since, context);
}

/**
 * The same of a history that was scanned already, all of it or since a day.
 *
 * @param assistants names or addresses that the configuration counts, too.
 */
export async function statsFrom({ findings, complete }: HistoryResult, assistants: readonly string[], since: string | undefined, context: GitContext): Promise<Stats> {
  const months = new Map<string, Tally>();
  const of = new Map<string, { readonly month: string; readonly assisted: boolean }>();
  const names = new Map<string, number>();
  const total = nothing();
  for await (const { id, month, people, message } of commitWords(since, context)) {
    const assistant = attributedTo(message, people, assistants);
    if (assistant !== undefined) names.set(assistant, (names.get(assistant) ?? 0) + 1);
    of.set(id, { month, assisted: assistant !== undefined });
    const tally = months.get(month) ?? nothing();
    months.set(month, tally);
    for (const one of [tally, total]) {
      one.commits++;
      if (assistant !== undefined) one.assisted++;
    }
  }
  let elsewhere = 0;
  for (const { level, introduced } of findings) {
    if (level === 'note') continue;
    const commit = introduced === undefined ? undefined : of.get(introduced.id);
    const tally = commit === undefined ? undefined : months.get(commit.month);
    if (commit === undefined || tally === undefined) {
      elsewhere++;
      continue;
    }
    for (const one of [tally, total]) {
      one.findings++;
      if (commit.assisted) one.inAssisted++;
    }
  }
  return {
    months: [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, tally]) => ({ month, ...tally })),
    total,
    assistants: [...names].sort(([, a], [, b]) => b - a).map(([name, commits]) => ({ name, commits })),
    elsewhere,
    complete,
  };
}

function nothing(): Tally {
  return { commits: 0, assisted: 0, findings: 0, inAssisted: 0 };
}
