import { GuardError } from '../model/guard-error.js';
import { aside } from './aside.js';
import { BlobReader } from './blob-reader.js';
import { changeTexts } from './change.js';
import { changesAgainst, diffEntries, listOf } from './diff.js';
import type { DiffEntry } from './diff-entry.js';
import { gitCommands } from './git-commands.js';
import { type GitContext, GitProcess, gitOutput, reasonOf } from './git-process.js';
import { requireRepository, shallowCommits } from './repository.js';
import type { PathFilter, SourceItem } from './source-item.js';
import { DIFF_OPTIONS } from './staged-diff.js';

/** A commit of the range and its parents. */
interface RangeCommit {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * What the commits of `A..B` add, each against its own parents: a key that one commit adds and the next removes leaks all the same. `A...B` means the commits of B
 * since it left A. All zeros for A, as CI systems name the state before a first push, mean all commits of B.
 */
export async function* rangeTexts(range: string, context: GitContext, filter: PathFilter): AsyncGenerator<SourceItem> {
  const commits = await commitsOf(range, context);
  const blobs = new BlobReader(context);
  try {
    for (const commit of commits) yield* commitTexts(commit, blobs, context, filter);
  } finally {
    blobs.close();
  }
}

/** What one commit adds to all of its parents. */
async function* commitTexts({ id, parents }: RangeCommit, blobs: BlobReader, context: GitContext, filter: PathFilter): AsyncGenerator<SourceItem> {
  const [first, ...rest] = parents;
  const others = await Promise.all(rest.map((parent) => listOf(commitDiff(id, parent, 'changes', context))));
  const changes = changesAgainst(commitDiff(id, first, 'files', context), others, (blob) => ({ door: 'commit', commit: id, blob }));
  yield* changeTexts(changes, blobs, filter);
}

/** The commits of a range, the oldest first. */
export async function commitsOf(range: string, context: GitContext): Promise<RangeCommit[]> {
  const [, from, dots, to] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? [];
  if (from === undefined || to === undefined || range.startsWith('-')) {
    throw new GuardError('usage', 'A range is two revisions joined by two dots.', { hint: 'For example: npx precommit-guard --range origin/main..HEAD' });
  }
  const git = await gitCommands(context);
  // simple-git takes a failure without words for a success without an answer.
  const ask = async (...args: readonly string[]): Promise<string> => (await git.raw([...args]).catch(() => '')).trim();
  const resolve = async (name: string): Promise<string> => {
    const id = await ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${name === '' ? 'HEAD' : name}^{commit}`);
    if (id !== '') return id;
    const unknown = new GuardError('usage', 'A revision of the range is not in this repository.', {
      hint: 'Check the names with git log; in CI fetch enough history (fetch-depth: 0).',
    });
    throw await reasonOf(unknown, context);
  };
  const left = /^0{40,64}$/.test(from) ? '' : await resolve(from);
  const right = await resolve(to);
  // Two histories that have nothing in common have no merge base: then all commits of B are new.
  const base = left !== '' && dots === '...' ? await ask('merge-base', left, right) : left;
  const listed = await gitOutput(['rev-list', '--reverse', '--topo-order', '--parents', right, ...(base === '' ? [] : [`^${base}`])], context);
  const commits = listed
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', ...parents] = line.split(' ');
      return { id, parents };
    });
  // Where a shallow clone ends, a commit looks as if it had brought all that its tree holds.
  const ends = shallowCommits(requireRepository(context));
  if (commits.some(({ id }) => ends.has(id))) {
    throw new GuardError('object-missing', 'The range goes beyond what this shallow clone has of the history.', {
      hint: 'Fetch more of it: git fetch --unshallow, or fetch-depth: 0 where CI checks out.',
    });
  }
  return commits;
}

/** `diff-tree` takes the commit's parents from its input line; a root commit has none and is compared with nothing. */
function commitDiff(commit: string, parent: string | undefined, shown: 'files' | 'changes', context: GitContext): AsyncGenerator<DiffEntry> {
  const against = parent === undefined ? ['--root', commit] : [parent, commit];
  const options = shown === 'files' ? DIFF_OPTIONS : [...DIFF_OPTIONS, '-U0'];
  return diffEntries(new GitProcess(['diff-tree', '-r', '--no-commit-id', ...options, ...against, '--'], aside(context)), shown);
}
