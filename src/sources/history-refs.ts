import { type GitContext, GitFailure, gitOutput } from './git-process.js';
import { allGitLines, gitLines } from './history-lines.js';
import type { Revisions } from './history-revisions.js';
import { pathText } from './path-text.js';

/** A ref and the commit it leads to. */
export interface Ref {
  readonly name: string;
  /** What it names: a commit, or a tag object. */
  readonly object: string;
  readonly commit: string;
}

/** Names the newest stash entry. */
export const STASH = 'refs/stash';
/** What `show-ref` ends with where there is no ref. */
const NONE = 1;

/**
 * All refs, and HEAD where there is one. `show-ref` knows from the packed refs what a tag leads to, where `for-each-ref` reads every object that is named: 4,000 refs take a tenth of the time.
 * https://git-scm.com/docs/git-show-ref
 */
export async function allRefs(context: GitContext): Promise<Ref[]> {
  const refs = new Map<string, Ref>();
  try {
    for await (const lines of gitLines(['show-ref', '--head', '--dereference'], context)) {
      for (const line of lines) {
        const space = line.indexOf(' ');
        const id = line.slice(0, space);
        const tagged = line.endsWith('^{}');
        const name = pathText(Buffer.from(line.slice(space + 1, tagged ? -3 : undefined), 'latin1'));
        refs.set(name, { name, object: tagged ? (refs.get(name)?.object ?? id) : id, commit: id });
      }
    }
  } catch (error) {
    if (!(error instanceof GitFailure) || error.exitCode !== NONE) throw error;
  }
  return [...refs.values()];
}

/** The files of HEAD, which there is. git runs from the call on; what `visit` is told of each file is its blob and its path. */
export function headFiles(context: GitContext): (visit: (blob: string, path: () => string) => void) => Promise<void> {
  const listing = gitOutput(['ls-tree', '-r', '-z', '--full-tree', 'HEAD'], context);
  listing.catch(() => {}); // Awaited below.
  return async (visit) => {
    for (const entry of (await listing).toString('latin1').split('\0')) {
      const tab = entry.indexOf('\t');
      if (tab > 0) visit(entry.slice(12, tab).trim(), () => pathText(Buffer.from(entry.slice(tab + 1), 'latin1')));
    }
  };
}

/** Does something still lead to all that `tips` led to? After a deleted branch or a rewritten history it does not. */
export async function stillReachable(tips: readonly string[], { options, input }: Revisions, context: GitContext): Promise<boolean> {
  const now = input
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `^${line}\n`);
  const asked = ['rev-list', '--objects', '--no-object-names', '--max-count=1', '--stdin', '--not', ...options];
  try {
    return (await allGitLines(asked, context, tips.map((tip) => `${tip}\n`).join('') + now.join(''))).length === 0;
  } catch {
    return false; // A tip that is gone.
  }
}

/** What no ref, reflog or index leads to any more. */
export async function unreachableObjects(input: string, context: GitContext): Promise<{ readonly commits: string[]; readonly others: string[] }> {
  const known = new Set<string>();
  const walk = ['rev-list', '--objects', '--no-object-names', '--missing=allow-any', '--all', '--reflog', '--indexed-objects', '--stdin'];
  for await (const lines of gitLines(walk, context, input)) for (const id of lines) known.add(id);
  const commits: string[] = [];
  const others: string[] = [];
  for (const line of await allGitLines(['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname) %(objecttype)'], context)) {
    const [id = '', type] = line.split(' ');
    if (type === 'tree' || known.has(id)) continue;
    if (type === 'commit') commits.push(id);
    else others.push(id);
  }
  return { commits, others };
}
