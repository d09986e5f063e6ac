import type { Change } from './change.js';
import type { DiffEntry } from './diff-entry.js';
import { DiffParser, type Shown } from './diff-parser.js';
import type { GitProcess } from './git-process.js';

/** What a diff command says, entry by entry while it runs. */
export async function* diffEntries(git: GitProcess, shown: Shown): AsyncGenerator<DiffEntry> {
  const parser = new DiffParser(shown);
  for await (const chunk of git.chunks()) yield* parser.push(chunk);
  yield* parser.end();
}

/** Joins what a merge changes against each parent. A path that does not differ from some parent is no news. */
export async function* changesAgainst(entries: AsyncIterable<DiffEntry>, others: readonly (readonly DiffEntry[])[], origin: Change['origin']): AsyncGenerator<Change> {
  const byPath = others.map((list) => new Map(list.map((entry) => [entry.path, entry])));
  for await (const entry of entries) {
    const same = byPath.map((map) => map.get(entry.path)).filter((other) => other !== undefined);
    if (same.length === byPath.length) yield { entry, others: same, origin };
  }
}

export async function listOf<T>(things: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const thing of things) list.push(thing);
  return list;
}
