import { attributedTo } from '../detect/attribution.js';
import { commitWords } from '../sources/commit-words.js';
import type { GitContext } from '../sources/git-process.js';
import { type HistoryScan, scanHistory } from './history-scan.js';

/** Commits and what they brought, for one stretch of time. */
export interface Tally {
  commits: number;
  /** Of these, assistants'. */
  assisted: number;
  /** Warnings and errors, each counted where it came in first. */
  findings: number;
  /** Of these, in assistants' commits. */
  inAssisted: number;
}

export interface Stats {
  /** By month, `2026-11`, the oldest first; months without commits are left out. */
  readonly months: readonly (Tally & { readonly month: string })[];
  readonly total: Tally;
  /** How many commits each assistant has, the most first. */
  readonly assistants: readonly { readonly name: string; readonly commits: number }[];
  /** Findings that no commit brought: in tags, notes, or before the time that was asked for. */
  readonly elsewhere: number;
  readonly complete: boolean;
}

/** How much of a history comes from assistants, and how much of what is wrong in it. */
export async function statsOf(scan: HistoryScan, context: GitContext): Promise<Stats> {
  const { result, settings } = await scanHistory(scan);
  const months = new Map<string, Tally>();
  const of = new Map<string, { readonly month: string; readonly assisted: boolean }>();
  const names = new Map<string, number>();
  const total = nothing();
  for await (const { id, month, people, message } of commitWords(scan.history.since, context)) {
    const assistant = attributedTo(message, people, settings.assistants);
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
  for (const { level, introduced } of result.findings) {
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
    complete: result.complete,
  };
}

function nothing(): Tally {
  return { commits: 0, assisted: 0, findings: 0, inAssisted: 0 };
}
