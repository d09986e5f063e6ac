import type { CommitNote } from '../model/history.js';
import { bytesOfId, type LoggedCommit } from '../sources/log-parser.js';

/** One change of a blob that matters, in a commit by its place in the log. */
export interface TracedChange {
  readonly commit: number;
  readonly path: string;
  readonly olds: readonly string[];
  readonly blob: string;
}

/** All commits in the order of the log, children first, with the little that is kept of each. */
export class HistoryGraph {
  /** The place of each id that was named, as itself or as a parent; ids as bytes, since a piece of a string keeps all of it alive. */
  readonly #index = new Map<string, number>();
  /** The place of each commit in the order of the log. */
  readonly #order: number[] = [];
  /** Parents of all commits, one after the other, and where each commit's begin. */
  readonly #parents: number[] = [];
  readonly #firstParent: number[] = [];
  readonly #notes = new Map<number, { readonly seconds: number; readonly author: string }>();
  readonly #rank: number[] = [];

  get size(): number {
    return this.#order.length;
  }

  /** @param remember keeps author and date: for commits that may be told of. Returns the commit's place in the log. */
  add(commit: LoggedCommit, remember: boolean): number {
    const at = this.#order.length;
    const slot = this.#slot(commit.idBytes);
    this.#order.push(slot);
    this.#rank[slot] = at;
    this.#firstParent.push(this.#parents.length);
    for (const parent of commit.parentBytes) this.#parents.push(this.#slot(parent));
    if (remember) this.#notes.set(at, commit.by);
    return at;
  }

  /** The place of a commit in the log. */
  indexOf(id: string): number | undefined {
    const slot = this.#index.get(bytesOfId(id));
    const at = slot === undefined ? -1 : (this.#rank[slot] ?? -1);
    return at < 0 ? undefined : at;
  }

  #slot(bytes: string): number {
    const known = this.#index.get(bytes);
    if (known !== undefined) return known;
    const slot = this.#index.size;
    this.#index.set(bytes, slot);
    this.#rank.push(-1);
    return slot;
  }

  note(at: number, idOf: (at: number) => string): CommitNote {
    const { seconds, author } = this.#notes.get(at) ?? { seconds: 0, author: '' };
    return { id: idOf(at), author, date: isoDate(seconds) };
  }

  /** Ids by place in the log; made once, when there is something to tell. */
  ids(): string[] {
    const bySlot = [...this.#index.keys()];
    return this.#order.map((slot) => Buffer.from(bySlot[slot] ?? '', 'latin1').toString('hex'));
  }

  /**
   * For each tip those of `marked` (places in the log) that lie in its history. Goes from parents to children; where a commit has what its parent has, they share it, so that it costs one
   * pass and little memory however many tips there are.
   */
  marksIn(marked: ReadonlySet<number>, tips: readonly string[]): Map<string, readonly number[]> {
    const NONE: readonly number[] = [];
    const sets: (readonly number[])[] = new Array(this.#index.size).fill(NONE);
    for (let at = this.#order.length - 1; at >= 0; at--) {
      const slot = this.#order[at] ?? 0;
      let marks = NONE;
      const end = this.#firstParent[at + 1] ?? this.#parents.length;
      for (let place = this.#firstParent[at] ?? 0; place < end; place++) marks = union(marks, sets[this.#parents[place] ?? 0] ?? NONE);
      sets[slot] = marked.has(at) ? union(marks, [at]) : marks;
    }
    return new Map(tips.map((tip) => [tip, sets[this.#index.get(bytesOfId(tip)) ?? -1] ?? NONE]));
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
