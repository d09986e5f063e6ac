import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitFailure, GitProcess, shortId } from './git-process.js';

const LF = 0x0a;

interface Request {
  readonly id: string;
  resolve(content: Buffer): void;
  reject(error: unknown): void;
}

/** How many objects may make git end before we stop asking: more than a few mean that it is not their fault. */
const MAX_DEATHS = 20;

/**
 * Reads objects by one `git cat-file --batch`, in the order asked for. Several requests may be under way at once. A damaged object, or one that only the remote of a
 * partial clone has, ends git: its request fails, and another git answers the others.
 * Format: https://git-scm.com/docs/git-cat-file#_batch_output
 */
export class BlobReader {
  readonly #context: GitContext;
  #git: GitProcess | undefined;
  readonly #waiting: Request[] = [];
  #deaths = 0;
  #closed = false;
  #failure: unknown;

  constructor(context: GitContext) {
    this.#context = context;
  }

  /** Why there are no answers any more; every request fails with it. Undefined while git answers. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The content of an object. Rejects when it is missing or damaged. */
  read(id: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#waiting.push({ id, resolve, reject });
      if (this.#git === undefined) this.start();
      else ask(this.#git, id);
    });
  }

  /** Ends git; it has nothing left to say. */
  close(): void {
    this.#closed = true;
    this.#git?.stdin?.end();
  }

  /** Starts git before the first request: it then starts while its requests are worked out. */
  start(): void {
    if (this.#git !== undefined || this.#closed) return;
    const git = new GitProcess(['cat-file', '--batch'], this.#context, 'pipe');
    this.#git = git;
    for (const { id } of this.#waiting) ask(git, id);
    void this.#pump(git);
  }

  /** Hands answers to the requests until git ends. */
  async #pump(git: GitProcess): Promise<void> {
    let request: Request | undefined;
    try {
      const input = new ByteQueue(git.chunks());
      for (;;) {
        const header = await input.line();
        if (header === undefined) break;
        request = this.#waiting.shift();
        if (request === undefined) throw new GuardError('git-output', 'git cat-file said more than it was asked.');
        if (!header.startsWith(request.id)) throw new GuardError('git-output', 'git cat-file answered for another object than it was asked for.');
        const size = /^[0-9a-f]+ [a-z]+ ([0-9]+)$/.exec(header)?.[1];
        if (size === undefined) request.reject(missing(request.id));
        else {
          request.resolve(await input.take(Number(size)));
          await input.take(1); // The LF after the content.
        }
        request = undefined;
        git.idle = this.#waiting.length === 0;
      }
      throw new GuardError('git-failed', 'git cat-file ended before it had answered.');
    } catch (error) {
      this.#git = undefined;
      // A request that has left the queue would wait for ever; git ended at it, or at the first that it had not begun to answer.
      (request ?? this.#waiting.shift())?.reject(error);
      if (error instanceof GitFailure && error.exitCode !== null && ++this.#deaths < MAX_DEATHS) {
        if (this.#waiting.length > 0) this.start();
      } else {
        this.#failure = error;
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      }
    }
  }
}

/** Requests of one moment are written together. */
function ask(git: GitProcess, id: string): void {
  git.idle = false;
  const { stdin } = git;
  if (stdin === null) return;
  if (stdin.writableCorked === 0) {
    stdin.cork();
    process.nextTick(() => stdin.uncork());
  }
  stdin.write(`${id}\n`);
}

function missing(id: string): GuardError {
  return new GuardError('object-missing', `The object ${shortId(id)} is not in this repository.`, {
    hint: 'A partial clone or a damaged repository: fetch the object (git fetch, git fsck) and try again. Nothing is fetched in a hook.',
  });
}

/** A stream of bytes to take lines and counted stretches from. */
class ByteQueue {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its LF, or undefined at the end. */
  async line(): Promise<string | undefined> {
    for (let searched = 0; ; ) {
      const all = this.#flat();
      const lf = all.indexOf(LF, searched);
      if (lf >= 0) {
        const line = all.toString('latin1', 0, lf);
        this.#keep(all.subarray(lf + 1));
        return line;
      }
      searched = all.length;
      if (!(await this.#more())) return undefined;
    }
  }

  async take(size: number): Promise<Buffer> {
    while (this.#length < size) {
      if (!(await this.#more())) throw new GuardError('git-output', 'git cat-file ended within an object.');
    }
    const all = this.#flat();
    this.#keep(all.subarray(size));
    return all.subarray(0, size);
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#held.push(next.value);
    this.#length += next.value.length;
    return true;
  }

  #flat(): Buffer {
    if (this.#held.length === 1) return this.#held[0] ?? Buffer.alloc(0);
    return Buffer.concat(this.#held, this.#length);
  }

  #keep(rest: Buffer): void {
    this.#held = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
  }
}
