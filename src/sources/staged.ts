import { aside } from './aside.js';
import { BlobReader } from './blob-reader.js';
import type { Change } from './change.js';
import { changeIdentity } from './change-identity.js';
import { changesAgainst, diffEntries, listOf } from './diff.js';
import type { DiffEntry } from './diff-entry.js';
import type { Shown } from './diff-parser.js';
import { type GitContext, GitFailure, GitProcess, reasonOf } from './git-process.js';
import { mergeHeads, type Repository } from './repository.js';
import type { PathFilter, SourceItem } from './source-item.js';
import { DIFF_OPTIONS, startStagedDiff } from './staged-diff.js';
import type { StartedGit } from './started-git.js';

/** Options of `git diff` without any content, for which git reads trees alone. */
const PATHS: readonly string[] = ['--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules=none', '-O/dev/null'];
const CHANGES: readonly string[] = [...DIFF_OPTIONS, '-U0'];

export interface StagedRequest {
  /** What `startStagedDiff` started, perhaps long ago. */
  readonly diff?: StartedGit | undefined;
  /** The other parents of a merge that git has not written down yet. */
  readonly heads?: readonly string[] | undefined;
  /** Is told every change that is scanned, by its identity. */
  readonly seen?: string[] | undefined;
}

/**
 * What the next commit would change: the index (the one GIT_INDEX_FILE names, where git made one for this commit) against HEAD. While merging, only what no side of the merge has.
 * The worktree is not looked at.
 */
export async function* stagedTexts(repository: Repository, context: GitContext, filter: PathFilter, request: StagedRequest = {}): AsyncGenerator<SourceItem> {
  const { diff = startStagedDiff(context), heads = mergeHeads(repository), seen } = request;
  const changes = stagedChanges(heads, context, diff, seen);
  const blobs = new BlobReader(context);
  try {
    const first = await changes.next();
    if (first.done) return;
    const { changeTexts } = await import('./change.js'); // Not for an empty commit.
    yield* changeTexts(resumed(first.value, changes), blobs, filter);
  } finally {
    blobs.close();
    await changes.return(undefined);
  }
}

async function* resumed(first: Change, rest: AsyncIterable<Change>): AsyncGenerator<Change> {
  yield first;
  yield* rest;
}

async function* stagedChanges(heads: readonly string[], context: GitContext, diff: StartedGit, seen?: string[]): AsyncGenerator<Change> {
  const others = await Promise.all(heads.map((head) => listOf(stagedDiff(CHANGES, [head], context))));
  for await (const change of changesAgainst(stagedDiff(DIFF_OPTIONS, [], context, diff), others, (blob) => ({ door: 'staged', blob }))) {
    if (change.entry.status !== 'D') seen?.push(changeIdentity([change.entry, ...change.others]));
    yield change;
  }
}

/**
 * The index against HEAD, or another commit. Where git cannot show the differences because an object is missing or damaged, what else has changed is asked without them, and every
 * change is judged by its own contents: the object may belong to a deleted file, or to what the other side of a merge had committed, and be no matter of ours.
 */
async function* stagedDiff(options: readonly string[], against: readonly string[], context: GitContext, diff?: StartedGit): AsyncGenerator<DiffEntry> {
  const shown = new Set<string>();
  try {
    for await (const entry of cachedDiff(options, against, options === DIFF_OPTIONS ? 'files' : 'changes', context, diff)) {
      shown.add(entry.path);
      yield entry;
    }
  } catch (failure) {
    const reason = await reasonOf(failure, context);
    if (reason !== failure || !(failure instanceof GitFailure) || failure.exitCode === null) throw reason;
    const all = await listOf(cachedDiff(PATHS, against, 'paths', context)).catch(() => {
      throw failure;
    });
    for (const entry of all) if (!shown.has(entry.path)) yield entry;
  }
}

function cachedDiff(options: readonly string[], against: readonly string[], shown: Shown, context: GitContext, diff?: StartedGit): AsyncGenerator<DiffEntry> {
  return diffEntries(new GitProcess(['diff', '--cached', ...options, ...against, '--'], diff === undefined ? aside(context) : context, 'ignore', diff), shown);
}
