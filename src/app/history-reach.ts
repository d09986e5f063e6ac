import type { Reach } from '../model/history.js';
import type { GitContext } from '../sources/git-process.js';
import { allGitLines } from '../sources/history-lines.js';
import { type Ref, STASH } from '../sources/history-refs.js';
import type { Revisions } from '../sources/history-revisions.js';
import type { HistoryGraph } from './history-graph.js';

/** Refs named with one finding. */
export const MOST_REFS = 20;

/** What leads to a commit. */
export interface Holders {
  readonly reach: readonly Exclude<Reach, 'HEAD' | 'dangling'>[];
  /** The first of them, branches before tags before others. */
  readonly refs: readonly string[];
  readonly count: number;
  /** Nothing but notes leads to it. */
  readonly onlyNotes: boolean;
}

interface Held {
  readonly reach: Set<Exclude<Reach, 'HEAD' | 'dangling'>>;
  readonly refs: string[];
  count: number;
  notes: number;
}

const ORDER = ['refs/heads/', 'refs/remotes/', 'refs/tags/'];

/** For each of `commits` (places in the log) which refs, stash entries and reflogs lead to it. */
export async function holdersOf(
  commits: ReadonlySet<number>,
  graph: HistoryGraph,
  allRefs: readonly Ref[],
  revisions: Revisions,
  reflogs: boolean,
  context: GitContext,
): Promise<Map<number, Holders>> {
  const refs = allRefs.filter(({ name }) => name !== STASH);
  const tips = refs.map(({ name, commit }) => ({ name, commit, reach: name.startsWith('refs/remotes/') ? ('remote' as const) : ('local' as const) }));
  tips.sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  const stash = revisions.stash.map((commit, at) => ({ name: `stash@{${at}}`, commit, reach: 'stash' as const }));
  const logs = reflogs ? (await allGitLines(['rev-list', '--walk-reflogs', '--all', '--'], context)).map((commit) => ({ name: '', commit, reach: 'reflog' as const })) : [];
  const all = [...tips, ...stash, ...logs];
  const marks = graph.marksIn(commits, [...new Set(all.map(({ commit }) => commit))]);
  const found = new Map<number, Held>();
  for (const { name, commit, reach } of all) {
    for (const mark of marks.get(commit) ?? []) {
      let held = found.get(mark);
      if (held === undefined) {
        held = { reach: new Set(), refs: [], count: 0, notes: 0 };
        found.set(mark, held);
      }
      held.reach.add(reach);
      if (name === '') continue;
      held.count++;
      if (name.startsWith('refs/notes/')) held.notes++;
      if (held.refs.length < MOST_REFS) held.refs.push(name);
    }
  }
  return new Map([...found].map(([mark, held]) => [mark, { reach: [...held.reach], refs: held.refs, count: held.count, onlyNotes: held.count > 0 && held.notes === held.count }]));
}

/** Branches first, then remote-tracking ones, tags, and the rest. */
function rank(name: string): number {
  const at = ORDER.findIndex((prefix) => name.startsWith(prefix));
  return at < 0 ? ORDER.length : at;
}
