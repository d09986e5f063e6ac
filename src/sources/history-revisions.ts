import { GuardError } from '../model/guard-error.js';
import { type GitContext, gitOutput, reasonOf } from './git-process.js';
import { allGitLines } from './history-lines.js';
import { literal } from './history-log.js';

/** What part of a history is asked for. */
export interface HistoryRequest {
  /** Branches, tags, commits or ranges, and paths; empty: all refs, notes and stash entries. */
  readonly names: readonly string[];
  readonly since?: string | undefined;
  readonly maxCommits?: number | undefined;
  /** Also what only reflogs and the index hold, and what nothing holds any more. */
  readonly unreachable: boolean;
}

/** A part of the history as git commands take it: options, then revisions one a line on their standard input. */
export interface Revisions {
  readonly options: readonly string[];
  readonly input: string;
  /** Literal paths that the scan is limited to. */
  readonly paths: readonly string[];
  /** All stash entries, the newest first. */
  readonly stash: readonly string[];
}

/** Asked for nothing, git takes HEAD. No ref can have such a name: https://git-scm.com/docs/git-check-ref-format */
const NO_REF = '--glob=refs/@{*';

/** Turns a request into revisions. Throws a GuardError of the code `usage` for a name that git does not know. @param stashed there is a stash. */
export async function historyRevisions(request: HistoryRequest, stashed: boolean, context: GitContext): Promise<Revisions> {
  const stash = stashed ? await stashEntries(context) : [];
  const { revisions, paths } = await namesOf(request.names, context);
  const everything = revisions.length === 0;
  const options = everything ? ['--all', ...(request.unreachable ? ['--reflog'] : [])] : [];
  const lines = everything ? stash : revisions;
  for (const path of paths) await mustBePath(path, options, joined(lines), context);
  if (request.since !== undefined) await mustBeDate(request.since, context);
  const limits = [...(request.since === undefined ? [] : [`--since=${request.since}`]), ...(request.maxCommits === undefined ? [] : [`--max-count=${request.maxCommits}`])];
  if (limits.length === 0) return { options, input: joined(lines), paths, stash };
  // Limits end the walk, and leave what lies before it looking new: it is taken out.
  const listed = await allGitLines(['rev-list', '--boundary', ...limits, ...options, '--stdin'], context, joined(lines));
  const kept = listed.filter((line) => !line.startsWith('-'));
  const before = listed.filter((line) => line.startsWith('-')).map((line) => `^${line.slice(1)}`);
  return { options: kept.length === 0 ? [NO_REF] : [], input: joined([...kept, ...before]), paths, stash };
}

/** What is no revision may be a mistyped one: as a path that no commit has it would leave nothing to scan, and all clean. */
async function mustBePath(path: string, options: readonly string[], input: string, context: GitContext): Promise<void> {
  const commits = await allGitLines(['rev-list', '--max-count=1', '--full-history', ...options, '--stdin', '--', ...literal([path])], context, input);
  if (commits.length === 0)
    throw new GuardError('usage', `${path} is no revision here, and no commit that is asked for has such a path.`, {
      hint: 'Check the name with git branch --all and git log; in CI fetch what is missing. Paths begin at the top of the repository.',
    });
}

/** git takes words that it does not understand for this very moment, and no commit is younger. https://git-scm.com/docs/git-rev-parse (--since) */
async function mustBeDate(since: string, context: GitContext): Promise<void> {
  const asked = Math.floor(Date.now() / 1000);
  const said = (await gitOutput(['rev-parse', `--since=${since}`], context)).toString('latin1');
  const age = Number(/^--max-age=([0-9]+)/.exec(said)?.[1] ?? 0);
  if (age < asked || age > Math.ceil(Date.now() / 1000)) return;
  throw new GuardError('usage', '--since: git understands no date in that, but this very moment.', { hint: 'For example: --since 2026-01-31, or --since "3 months ago"' });
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The reflog of the stash is the list of its entries; the ref names the newest alone. */
function stashEntries(context: GitContext): Promise<string[]> {
  return allGitLines(['rev-list', '--walk-reflogs', 'refs/stash', '--'], context);
}

async function namesOf(names: readonly string[], context: GitContext): Promise<{ revisions: string[]; paths: string[] }> {
  const revisions: string[] = [];
  const paths: string[] = [];
  for (const name of names) {
    if (name.startsWith('-')) throw new GuardError('usage', 'A revision cannot begin with a dash.', { hint: 'For example: npx precommit-guard history main' });
    const ids = await resolved(name, context);
    if (ids !== undefined) revisions.push(...ids);
    else if (name.includes('..')) {
      const unknown = new GuardError('usage', 'A revision of the range is not in this repository.', {
        hint: 'Check the names with git log; in CI fetch enough history (fetch-depth: 0).',
      });
      throw await reasonOf(unknown, context);
    } else paths.push(name);
  }
  return { revisions, paths };
}

/** `rev-parse` turns ranges into ids with and without `^`. */
async function resolved(name: string, context: GitContext): Promise<string[] | undefined> {
  try {
    return await allGitLines(['rev-parse', '--revs-only', '--quiet', '--end-of-options', name, '--'], context).then((lines) => {
      const ids = lines.filter((line) => /^\^?[0-9a-f]{40,64}$/.test(line));
      return ids.length === 0 ? undefined : ids;
    });
  } catch {
    return undefined;
  }
}
