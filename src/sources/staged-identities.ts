import { changeIdentity } from './change-identity.js';
import { changesAgainst, diffEntries, listOf } from './diff.js';
import type { DiffEntry } from './diff-entry.js';
import { type GitContext, GitProcess } from './git-process.js';
import { DIFF_OPTIONS } from './staged-diff.js';

const SHOWS = new Set(['-p', '-U1000000000', '-D', '--full-index']);

/** The options of the scan, but for those that show content: the same paths, renames and ids. */
const LIST_OPTIONS = DIFF_OPTIONS.filter((option) => !SHOWS.has(option));

/**
 * What the next commit would change, as identities: cheap, since no content is shown.
 *
 * @param heads the other parents, while merging.
 */
export async function stagedIdentities(heads: readonly string[], context: GitContext): Promise<string[]> {
  const list = (against: readonly string[]): AsyncGenerator<DiffEntry> => diffEntries(new GitProcess(['diff', '--cached', ...LIST_OPTIONS, ...against, '--'], context), 'paths');
  const others = await Promise.all(heads.map((head) => listOf(list([head]))));
  const identities: string[] = [];
  for await (const { entry, others: same } of changesAgainst(list([]), others, (blob) => ({ door: 'staged', blob }))) {
    if (entry.status !== 'D') identities.push(changeIdentity([entry, ...same]));
  }
  return identities;
}
