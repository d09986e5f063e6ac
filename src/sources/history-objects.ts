import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitFailure, GitProcess, shortId } from './git-process.js';
import { ownPipe } from './own-pipe.js';
import { StartedGit } from './started-git.js';

const LF = 0x0a;
/** Of an object beyond the limit only its beginning is kept, which tells what kind of binary it is. */
const HEAD = 8192;
/** So many bytes at a time are looked at, and whole objects: then what has come meanwhile is read, so that git need not wait. */
const ENOUGH = 1 << 16;
/** What is put together gets a multiple of so many bytes. */
const ROUND = 1 << 18;
/** How many objects may make git end before we stop asking: more than a few mean that it is not their fault. */
const MAX_DEATHS = 20;

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

/** What became of one object that was asked for. */
export type HistoryObject =
  /** `content` is the whole of it, or its beginning where it is longer than the limit. It must be looked at at once. */
  | { readonly kind: 'object'; readonly id: string; readonly type: ObjectType; readonly size: number; readonly content: Buffer }
  | { readonly kind: 'failed'; readonly id: string; readonly error: GuardError };

/**
 * Reads many objects by one `git cat-file --batch --buffer`, in the order of their ids, as fast as git gives them and with a few hundred kilobytes at a time. A damaged object ends git: it is
 * said to have failed, and another git goes on behind it.
 * Format: https://git-scm.com/docs/git-cat-file#_batch_output
 *
 * @param limit in bytes; longer objects are not kept.
 * @param take is handed some objects at a time, whose contents are overwritten when it returns; `false` ends the reading, a promise halts it.
 * @param held how many bytes wait for it, where that matters.
 */
export async function readObjects(
  ids: AsyncIterable<readonly string[]>,
  context: GitContext,
  limit: number,
  take: (objects: readonly HistoryObject[]) => boolean | Promise<boolean>,
  held?: number,
): Promise<void> {
  const asked = new Asked(ids);
  for (let deaths = 0; ; ) {
    const command = ['cat-file', '--batch', '--buffer'];
    const git = new GitProcess(command, context, 'pipe', new StartedGit(command, context, 'pipe', undefined, await ownPipe(held)));
    const answers = new Answers(asked, limit);
    const asking = asked.to(git);
    asking.catch(() => {}); // Awaited below.
    let left = false;
    const heard = (more: boolean | Promise<boolean>): boolean | Promise<boolean> => {
      if (typeof more !== 'boolean') return more.then(heard);
      left = !more;
      return more;
    };
    try {
      await git.each((bytes, grows) => {
        const { objects, used } = answers.in(bytes, grows);
        return { used, goesOn: objects.length === 0 || heard(take(objects)) };
      });
      if (left) return;
      await asking;
      if (asked.failure !== undefined) throw asked.failure;
      if (asked.next() !== undefined) throw new GuardError('git-failed', 'git cat-file ended before it had answered.');
      return;
    } catch (error) {
      // What keeps the ids from coming says more than what git makes of it.
      if (asked.failure !== undefined) throw asked.failure;
      if (!(error instanceof GitFailure) || error.exitCode === null || ++deaths > MAX_DEATHS) throw error;
      // The one it had begun to give, or the first that it had not.
      const id = answers.unfinished ?? asked.next();
      if (id === undefined) throw error;
      const failure = new GuardError('unreadable', `The object ${shortId(id)} cannot be read.\n${error.message}`, { hint: 'git fsck says more. Fetch the repository anew.' });
      if (!(await take([{ kind: 'failed', id, error: failure }]))) return;
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

/** An object whose content is coming. */
interface Open {
  readonly id: string;
  readonly type: ObjectType;
  readonly size: number;
}

/** Cuts the output of `cat-file --batch` into objects. What lies whole in a chunk is not copied; what goes over its end is put together in a buffer that serves again and again. */
class Answers {
  readonly #asked: Asked;
  readonly #limit: number;
  #scratch = Buffer.allocUnsafe(1 << 18);
  /** How much of the scratch buffer is the beginning of a header or an object. */
  #kept = 0;
  #open: Open | undefined;
  /** Bytes of an object beyond the limit, and of the line feed behind it, that are still to come. */
  #toSkip = 0;

  constructor(asked: Asked, limit: number) {
    this.#asked = asked;
    this.#limit = limit;
  }

  /** The object whose content did not come to its end. */
  get unfinished(): string | undefined {
    return this.#open?.id;
  }

  /**
   * Some of the objects in a chunk. `used` says how much of it is done with; the rest is to come again.
   *
   * @param grows it can come with more behind it: then an object whose end is missing is left for that.
   */
  in(chunk: Buffer, grows: boolean): { readonly objects: HistoryObject[]; readonly used: number } {
    const found: HistoryObject[] = [];
    let at = Math.min(this.#toSkip, chunk.length);
    this.#toSkip -= at;
    if (this.#kept > 0 && this.#open === undefined) at = this.#restOfHeader(chunk, at, found);
    if (this.#kept > 0 && this.#open !== undefined) {
      at = this.#restOfObject(this.#open, chunk, at, found);
      // What was handed on lies where the next would be put together.
      if (found.length > 0) return { objects: found, used: at };
    }
    while (at < chunk.length) {
      if (at >= ENOUGH) return { objects: found, used: at };
      if (this.#open === undefined) {
        const lf = chunk.indexOf(LF, at);
        if (lf < 0) break;
        this.#header(chunk.toString('latin1', at, lf), found);
        at = lf + 1;
        continue;
      }
      const wanted = this.#wanted(this.#open);
      if (chunk.length - at < wanted) break;
      at = this.#whole(this.#open, chunk.subarray(at, at + Math.min(this.#open.size, wanted)), at, chunk.length, found);
    }
    if (grows) return { objects: found, used: at };
    if (at < chunk.length) this.#keep(chunk.subarray(at), this.#open === undefined ? 0 : this.#wanted(this.#open));
    return { objects: found, used: chunk.length };
  }

  #restOfHeader(chunk: Buffer, at: number, found: HistoryObject[]): number {
    const lf = chunk.indexOf(LF, at);
    if (lf < 0) return at;
    this.#header(this.#scratch.toString('latin1', 0, this.#kept) + chunk.toString('latin1', at, lf), found);
    this.#kept = 0;
    return lf + 1;
  }

  #restOfObject(open: Open, chunk: Buffer, at: number, found: HistoryObject[]): number {
    const wanted = this.#wanted(open);
    const more = Math.min(wanted - this.#kept, chunk.length - at);
    this.#keep(chunk.subarray(at, at + more), wanted);
    if (this.#kept < wanted) return at + more;
    this.#kept = 0;
    const content = this.#scratch.subarray(0, Math.min(open.size, wanted));
    return this.#whole(open, content, at + more - wanted, chunk.length, found);
  }

  /** Hands on an object that begins at `at`, or would, and steps behind it. */
  #whole(open: Open, content: Buffer, at: number, length: number, found: HistoryObject[]): number {
    found.push({ kind: 'object', id: open.id, type: open.type, size: open.size, content });
    this.#open = undefined;
    const end = at + open.size + 1;
    this.#toSkip = Math.max(0, end - length);
    return Math.min(end, length);
  }

  #keep(bytes: Buffer, expected: number): void {
    const size = Math.max(expected, this.#kept + bytes.length);
    if (size > this.#scratch.length) {
      // Rarely: it is as long as the longest object that came in two pieces.
      const larger = Buffer.allocUnsafeSlow(Math.ceil(size / ROUND) * ROUND);
      this.#scratch.copy(larger, 0, 0, this.#kept);
      this.#scratch = larger;
    }
    this.#kept += bytes.copy(this.#scratch, this.#kept);
  }

  /** How much must have come before an object can be handed on: all of it and the line feed behind it, or the beginning. */
  #wanted({ size }: { readonly size: number }): number {
    return size > this.#limit ? HEAD : size + 1;
  }

  #header(header: string, found: HistoryObject[]): void {
    const id = this.#asked.next();
    if (id === undefined || !header.startsWith(id)) throw new GuardError('git-output', 'git cat-file answered for another object than it was asked for.');
    const type = TYPES.find((one) => header.startsWith(one, id.length + 1));
    const size = type === undefined ? Number.NaN : sizeAt(header, id.length + type.length + 2);
    if (type !== undefined && size >= 0) this.#open = { id, type, size };
    else if (header.endsWith(' missing') && header.length === id.length + ' missing'.length) found.push({ kind: 'failed', id, error: missingObject(id) });
    else throw new GuardError('git-output', 'git cat-file gave an answer of an unknown kind.');
  }
}

const TYPES: readonly ObjectType[] = ['blob', 'commit', 'tag', 'tree'];

/** The number in decimal digits from `at` to the end; NaN where there is none. A history has as many as it has objects: a pattern makes a handful of texts for each. */
function sizeAt(header: string, at: number): number {
  let size = at < header.length ? 0 : Number.NaN;
  for (let digit = at; digit < header.length; digit++) {
    const value = header.charCodeAt(digit) - 0x30;
    if (value < 0 || value > 9) return Number.NaN;
    size = 10 * size + value;
  }
  return size;
}

export function missingObject(id: string): GuardError {
  return new GuardError('object-missing', `The object ${shortId(id)} is not in this repository.`, {
    hint: 'A partial clone or a damaged repository: fetch what is missing (git fetch --refetch, git fsck) and scan again. Nothing is fetched by the scan.',
  });
}
