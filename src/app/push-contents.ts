import type { LoggedChange, LoggedCommit } from '../sources/commit-log.js';
import { GITLINK, isEmptyBlob } from '../sources/diff-entry.js';
import type { GitContext } from '../sources/git-process.js';
import { readObjects } from '../sources/history-objects.js';
import type { PathFilter } from '../sources/source-item.js';

/** What looks at names and at whole contents: may there be anything at all in them? */
export interface PushEye {
  name(path: string): boolean;
  content(raw: Buffer, path: string): boolean | Promise<boolean>;
}

interface Waiting {
  readonly key: string;
  readonly found: Promise<boolean>;
}

/** The new contents of commits, each looked at whole and once, however many of them bring it: what has nothing in all of its lines has nothing in those that a commit adds. */
export class PushContents {
  /** In the order in which they came. */
  readonly commits: LoggedCommit[] = [];
  readonly #eye: PushEye;
  readonly #filter: PathFilter;
  readonly #seen = new Set<string>();
  readonly #suspicious = new Set<string>();
  /** The paths of the contents that git has been asked for, by their ids. */
  readonly #asked = new Map<string, string[]>();

  constructor(eye: PushEye, filter: PathFilter) {
    this.#eye = eye;
    this.#filter = filter;
  }

  /** Reads what the commits bring while they come. */
  async read(commits: AsyncIterable<LoggedCommit>, context: GitContext): Promise<void> {
    await readObjects(this.#ids(commits), context, Number.POSITIVE_INFINITY, (objects) => {
      const waiting: Waiting[] = [];
      for (const object of objects) {
        const paths = this.#asked.get(object.id) ?? [];
        this.#asked.delete(object.id);
        for (const path of paths) {
          const key = keyOf(object.id, path);
          // What cannot be read is told of when its commit is judged.
          const found = object.kind === 'failed' || this.#eye.content(object.content, path);
          if (typeof found !== 'boolean') waiting.push({ key, found });
          else if (found) this.#suspicious.add(key);
        }
      }
      return waiting.length === 0 || this.#answers(waiting);
    });
  }

  async #answers(waiting: readonly Waiting[]): Promise<true> {
    const answers = await Promise.all(waiting.map(({ found }) => found)); // Together: else one that fails leaves the failures behind it to nobody.
    for (const [at, { key }] of waiting.entries()) if (answers[at] === true) this.#suspicious.add(key);
    return true;
  }

  /** May there be anything in what this change brings? */
  isSuspicious({ entry: { newId, path } }: LoggedChange): boolean {
    return this.#suspicious.has(keyOf(newId, path));
  }

  async *#ids(commits: AsyncIterable<LoggedCommit>): AsyncGenerator<readonly string[]> {
    for await (const commit of commits) {
      this.commits.push(commit);
      const ids = commit.changes.flatMap((change) => this.#idOf(change));
      if (ids.length > 0) yield ids;
    }
  }

  /** The id of a content that is to be read, and was not asked for yet. */
  #idOf({ entry: { newId, newMode, path } }: LoggedChange): readonly string[] {
    const key = keyOf(newId, path);
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    if (this.#eye.name(path)) this.#suspicious.add(key);
    if (newMode === GITLINK || !this.#filter(path) || isEmptyBlob(newId)) return [];
    const paths = this.#asked.get(newId);
    paths?.push(path);
    if (paths === undefined) this.#asked.set(newId, [path]);
    return paths === undefined ? [newId] : [];
  }
}

function keyOf(id: string, path: string): string {
  return `${id} ${path}`;
}
