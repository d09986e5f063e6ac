import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitFailure, GitProcess, shortId } from './git-process.js';

const LF = 0x0a;
/** Of an object beyond the limit only its beginning is kept, which tells what kind of binary it is. */
const HEAD = 8192;
/** How many objects may make git end before we stop asking: more than a few mean that it is not their fault. */
const MAX_DEATHS = 20;

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

/** What became of one object that was asked for. */
export type HistoryObject =
  /** `content` is the whole of it, or its beginning where it is longer than the limit. It must be looked at before the next batch is asked for. */
  | { readonly kind: 'object'; readonly id: string; readonly type: ObjectType; readonly size: number; readonly content: Buffer }
  | { readonly kind: 'failed'; readonly id: string; readonly error: GuardError };

/**
 * Reads many objects by one `git cat-file --batch --buffer`, in the order of their ids, as fast as git gives them and with a few hundred kilobytes at a time. A damaged object ends git: it is
 * said to have failed, and another git goes on behind it.
 * Format: https://git-scm.com/docs/git-cat-file#_batch_output
 *
 * @param limit in bytes; longer objects are not kept.
 */
export async function* historyObjects(ids: AsyncIterable<readonly string[]>, context: GitContext, limit: number): AsyncGenerator<readonly HistoryObject[]> {
  const asked = new Asked(ids);
  for (let deaths = 0; ; ) {
    const git = new GitProcess(['cat-file', '--batch', '--buffer'], context, 'pipe');
    const answers = new Answers(asked, limit);
    const asking = asked.to(git);
    asking.catch(() => {}); // Awaited below.
    try {
      for await (const chunk of git.chunks()) {
        const batch = answers.in(chunk);
        if (batch.length > 0) yield batch;
      }
      await asking;
      const left = asked.next();
      if (left !== undefined) throw new GuardError('git-failed', 'git cat-file ended before it had answered.');
      return;
    } catch (error) {
      // What keeps the ids from coming says more than what git makes of it.
      if (asked.failure !== undefined) throw asked.failure;
      if (!(error instanceof GitFailure) || error.exitCode === null || ++deaths > MAX_DEATHS) throw error;
      const id = asked.next();
      if (id === undefined) throw error;
      yield [{ kind: 'failed', id, error: new GuardError('unreadable', `The object ${shortId(id)} cannot be read.\n${error.message}`, { hint: 'git fsck says more. Fetch the repository anew.' }) }];
    }
  }
}

/** The ids that git has been asked for and has not answered, in order. */
class Asked {
  readonly #source: AsyncIterator<readonly string[]>;
  #waiting: string[] = [];
  #head = 0;
  #over = false;
  failure: unknown;

  constructor(source: AsyncIterable<readonly string[]>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Takes the first id. */
  next(): string | undefined {
    const id = this.#waiting[this.#head++];
    if (this.#head > 4096) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return id;
  }

  /** Asks a git, first for what another one has left; waits while it is busy. */
  async to(git: GitProcess): Promise<void> {
    const { stdin } = git;
    if (stdin === null) return;
    const ended = new Promise<void>((resolve) => stdin.once('close', resolve));
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
    let batch: readonly string[] | undefined = this.#waiting;
    for (;;) {
      if (batch.length > 0 && !stdin.write(`${batch.join('\n')}\n`)) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), ended]);
      if (stdin.destroyed) return;
      batch = this.#over ? undefined : await this.#more();
      if (batch === undefined) break;
      for (const id of batch) this.#waiting.push(id);
    }
    stdin.end();
  }

  async #more(): Promise<readonly string[] | undefined> {
    try {
      const { done, value } = await this.#source.next();
      if (done !== true) return value;
    } catch (error) {
      this.failure = error;
    }
    this.#over = true;
    return undefined;
  }
}

/** Cuts the output of `cat-file --batch` into objects. */
class Answers {
  readonly #asked: Asked;
  readonly #limit: number;
  #held: Buffer[] = [];
  #length = 0;
  /** The object whose content is coming. */
  #open: { readonly id: string; readonly type: ObjectType; readonly size: number } | undefined;
  /** Bytes of an object beyond the limit that are still to come. */
  #toSkip = 0;

  constructor(asked: Asked, limit: number) {
    this.#asked = asked;
    this.#limit = limit;
  }

  in(chunk: Buffer): HistoryObject[] {
    const found: HistoryObject[] = [];
    let bytes = chunk;
    if (this.#toSkip > 0) {
      const skipped = Math.min(this.#toSkip, bytes.length);
      this.#toSkip -= skipped;
      bytes = bytes.subarray(skipped);
    }
    if (bytes.length > 0) {
      this.#held.push(bytes);
      this.#length += bytes.length;
    }
    if (this.#open !== undefined && this.#length < this.#wanted(this.#open)) return found;
    const all = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held, this.#length);
    let at = 0;
    for (;;) {
      if (this.#open === undefined) {
        const lf = all.indexOf(LF, at);
        if (lf < 0) break;
        this.#header(all.toString('latin1', at, lf), found);
        at = lf + 1;
        continue;
      }
      const open = this.#open;
      const wanted = this.#wanted(open);
      if (all.length - at < wanted) break;
      const kept = Math.min(open.size, wanted);
      found.push({ kind: 'object', ...open, content: all.subarray(at, at + kept) });
      const end = at + open.size + 1;
      this.#open = undefined;
      at = Math.min(end, all.length);
      if (end > all.length) {
        this.#toSkip = end - all.length;
        break;
      }
    }
    this.#held = at < all.length ? [all.subarray(at)] : [];
    this.#length = all.length - at;
    return found;
  }

  /** How much must have come before an object can be handed on: all of it and the line feed behind it, or the beginning. */
  #wanted({ size }: { readonly size: number }): number {
    return size > this.#limit ? HEAD : size + 1;
  }

  #header(header: string, found: HistoryObject[]): void {
    const id = this.#asked.next();
    const [, named, type, size] = /^([0-9a-f]{40,64}) (?:(blob|commit|tag|tree) ([0-9]+)|missing)$/.exec(header) ?? [];
    if (id === undefined || named !== id) throw new GuardError('git-output', 'git cat-file answered for another object than it was asked for.');
    if (type === undefined) found.push({ kind: 'failed', id, error: missingObject(id) });
    else this.#open = { id, type: type as ObjectType, size: Number(size) }; // By the pattern above.
  }
}

export function missingObject(id: string): GuardError {
  return new GuardError('object-missing', `The object ${shortId(id)} is not in this repository.`, {
    hint: 'A partial clone or a damaged repository: fetch what is missing (git fetch --refetch, git fsck) and scan again. Nothing is fetched by the scan.',
  });
}
