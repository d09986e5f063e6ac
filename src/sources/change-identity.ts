import type { DiffEntry } from './diff-entry.js';

/** How the identity of a change begins. */
export const CHANGE = 'change ';

/**
 * One changed path as a text that is another when anything that is judged is: what becomes of it, against which contents. Git's ids stand for the contents, so a rebase or a cherry-pick that
 * changes nothing of a file changes nothing here.
 *
 * @param entries against each parent, in their order.
 */
export function changeIdentity(entries: readonly Pick<DiffEntry, 'status' | 'newMode' | 'oldId' | 'newId' | 'path'>[]): string {
  const [first] = entries;
  if (first === undefined) return '';
  return CHANGE + [entries.map(({ status }) => status).join(''), first.newMode, ...entries.map(({ oldId }) => oldId), first.newId, first.path].join(' ');
}
