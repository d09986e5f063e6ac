import { BlobReader } from './blob-reader.js';
import type { Change } from './change.js';
import type { DiffEntry } from './diff-entry.js';
import { DiffParser } from './diff-parser.js';
import { type GitContext, GitFailure, GitProcess, reasonOf } from './git-process.js';
import { mergeHeads, type Repository } from './repository.js';
import type { PathFilter, SourceItem } from './source-item.js';
import { DIFF_OPTIONS, startStagedDiff } from './staged-diff.js';
import type { StartedGit } from './started-git.js';

export { DIFF_OPTIONS } from './staged-diff.js';

/** The same without any content, for which git reads trees alone. */
const RAW_OPTIONS: readonly string[] = ['--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules=none', '-O/dev/null'];

/** A staged scan under way: git is asked at once, so that it works while the rest of the program loads. */
export class Staged {
  readonly changes: Promise<readonly Change[]>;
  /** Resolves when it is known that something is staged; perhaps never. */
  readonly some: Promise<void>;
  readonly #blobs: BlobReader;

  /**
   * What the next commit would change: the index (the one GIT_INDEX_FILE names, where git made one for this commit) against HEAD. While merging, only what no side of the merge has.
   * The worktree is not looked at.
   *
   * @param diff what `startStagedDiff` started, perhaps long ago.
   */
  constructor(repository: Repository, context: GitContext, diff: StartedGit = startStagedDiff(context)) {
    this.#blobs = new BlobReader(context);
    let begun = (): void => {};
    this.some = new Promise((resolve) => {
      begun = () => {
        this.#blobs.start();
        resolve();
      };
    });
    this.changes = stagedChanges(repository, context, begun, diff);
    this.changes.catch(() => {}); // Awaited by `texts`; a faulty configuration may come first.
  }

  /** The texts of what is staged. */
  async *texts(filter: PathFilter): AsyncGenerator<SourceItem> {
    const { changeTexts } = await import('./change.js');
    try {
      yield* changeTexts(await this.changes, this.#blobs, filter);
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#blobs.close();
  }
}

async function stagedChanges(repository: Repository, context: GitContext, begun: () => void, diff: StartedGit): Promise<Change[]> {
  const entries = await stagedDiff([], context, begun, diff);
  if (entries.length === 0) return [];
  const others = await Promise.all(mergeHeads(repository).map((head) => stagedDiff([head], context)));
  return [...withOtherParents(entries, others)];
}

/**
 * The index against HEAD, or another commit. Where git cannot show the differences because an object is missing or damaged, what has changed is asked without them, and every
 * change is judged by its own contents: the object may belong to a deleted file, or to what the other side of a merge had committed, and be no matter of ours.
 */
async function stagedDiff(against: readonly string[], context: GitContext, begun?: () => void, diff?: StartedGit): Promise<DiffEntry[]> {
  try {
    return await cachedDiff(DIFF_OPTIONS, against, new DiffParser(), context, begun, diff);
  } catch (failure) {
    const reason = await reasonOf(failure, context);
    if (reason !== failure || !(failure instanceof GitFailure) || failure.exitCode === null) throw reason;
    return cachedDiff(RAW_OPTIONS, against, new DiffParser({ patch: false }), context).catch(() => {
      throw failure;
    });
  }
}

async function cachedDiff(
  options: readonly string[],
  against: readonly string[],
  parser: DiffParser,
  context: GitContext,
  begun?: () => void,
  diff?: StartedGit,
): Promise<DiffEntry[]> {
  for await (const chunk of new GitProcess(['diff', '--cached', ...options, ...against, '--'], context, 'ignore', diff).chunks()) {
    begun?.();
    parser.push(chunk);
  }
  return parser.end();
}

/** Joins what a merge changes against each parent. A path that does not differ from some parent is no news. */
export function* withOtherParents(
  entries: readonly DiffEntry[],
  others: readonly (readonly DiffEntry[])[],
  origin: Change['origin'] = (blob) => ({ door: 'staged', blob }),
): Generator<Change> {
  const byPath = others.map((list) => new Map(list.map((entry) => [entry.path, entry])));
  for (const entry of entries) {
    const same = byPath.map((map) => map.get(entry.path)).filter((other) => other !== undefined);
    if (same.length === byPath.length) yield { entry, others: same, origin };
  }
}
