import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitProcess, shortId } from './git-process.js';

const LF = 0x0a;

interface Request {
  readonly id: string;
  resolve(content: Buffer): void;
  reject(error: unknown): void;
}

/**
 * Reads objects by one `git cat-file --batch`, in the order asked for. Several requests may be under way at once.
 * Format: https://git-scm.com/docs/git-cat-file#_batch_output
 */
export class BlobReader {
  readonly #context: GitContext;
  #git: GitProcess | undefined;
  readonly #waiting: Request[] = [];
  #failure: unknown;

  /** What ended git; from then on every request fails with it. Undefined while git answers. */
  get failure(): unknown {
    return this.#failure;
  }

  constructor(context: GitContext) {
    this.#context = context;
  }

  /** The content of an object. Rejects when it is missing or damaged. */
  read(id: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      if (this.#git === undefined) {
        this.#git = new GitProcess(['cat-file', '--batch'], this.#context, 'pipe');
        void this.#pump(this.#git);
      }
      this.#waiting.push({ id, resolve, reject });
      this.#git.stdin?.write(`${id}\n`);
    });
  }

  /** Ends git; it has nothing left to say. */
  close(): void {
    this.#git?.stdin?.end();
  }

  async #pump(git: GitProcess): Promise<void> {
    let request: Request | undefined;
    try {
      const input = new ByteQueue(git.chunks());
      for (;;) {
        const header = await input.line();
        if (header === undefined) break;
        request = this.#waiting.shift();
        if (request === undefined) throw new GuardError('git-output', 'git cat-file said more than it was asked.');
        const size = /^[0-9a-f]+ [a-z]+ ([0-9]+)$/.exec(header)?.[1];
        if (size === undefined) request.reject(missing(request.id));
        else {
          request.resolve(await input.take(Number(size)));
          await input.take(1); // The LF after the content.
        }
        request = undefined;
      }
      this.#fail(new GuardError('git-failed', 'git cat-file ended before it had answered.'));
    } catch (error) {
      request?.reject(error); // It has left the queue, and would wait for ever.
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure = error;
    for (const request of this.#waiting.splice(0)) request.reject(error);
  }
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
