import type { CommitNote } from '../model/history.js';
import type { LoggedCommit } from '../sources/history-log.js';

/** One change of a blob that matters, in a commit by its place in the log. */
export interface TracedChange {
  readonly commit: number;
  readonly path: string;
  readonly olds: readonly string[];
  readonly blob: string;
}

/** All commits in the order of the log, children first, with the little that is kept of each. */
export class HistoryGraph {
  readonly #index = new Map<string, number>();
  readonly #parents: (readonly string[])[] = [];
  readonly #notes = new Map<number, { readonly seconds: number; readonly author: string }>();
  readonly changes: TracedChange[] = [];

  get size(): number {
    return this.#parents.length;
  }

  /** @param remember keeps author and date: for commits that may be told of. */
  add(commit: LoggedCommit, remember: boolean): number {
    const at = this.#parents.length;
    this.#index.set(commit.id, at);
    this.#parents.push(commit.parents);
    if (remember) this.#notes.set(at, { seconds: commit.seconds, author: commit.author });
    return at;
  }

  indexOf(id: string): number | undefined {
    return this.#index.get(id);
  }

  note(at: number, idOf: (at: number) => string): CommitNote {
    const { seconds, author } = this.#notes.get(at) ?? { seconds: 0, author: '' };
    return { id: idOf(at), author, date: isoDate(seconds) };
  }

  /** Ids by place; made once, when there is something to tell. */
  ids(): string[] {
    return [...this.#index.keys()];
  }

  /**
   * For each tip those of `marked` that lie in its history. Goes from parents to children; where a commit has what its parent has, they share it, so that it costs one pass and little
   * memory however many tips there are.
   */
  marksIn(marked: ReadonlySet<number>, tips: readonly string[]): Map<string, readonly number[]> {
    const NONE: readonly number[] = [];
    const sets: (readonly number[])[] = new Array(this.#parents.length).fill(NONE);
    for (let at = this.#parents.length - 1; at >= 0; at--) {
      let marks = NONE;
      for (const parent of this.#parents[at] ?? []) {
        const place = this.#index.get(parent);
        if (place !== undefined) marks = union(marks, sets[place] ?? NONE);
      }
      sets[at] = marked.has(at) ? union(marks, [at]) : marks;
    }
    return new Map(tips.map((tip) => [tip, sets[this.#index.get(tip) ?? -1] ?? NONE]));
  }
}

/** Of two sorted lists; one of them itself where it holds the other. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const all = [...new Set([...a, ...b])].sort((x, y) => x - y);
  return all.length === a.length ? a : all.length === b.length ? b : all;
}

function isoDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 19)}Z`;
}
