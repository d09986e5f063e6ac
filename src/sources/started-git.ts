import type { Writable } from 'node:stream';
import { startBare } from './bare-program.js';
import { gitEnvironment } from './git-environment.js';
import type { OwnPipe } from './own-pipe.js';
import { atEnd, type Listener, type Program, startProgram } from './program.js';

/** Where git runs. */
export interface GitContext {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How a git ended. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null } | { readonly notStarted: Error };

/** How much of git's own words is kept for an error. */
const MAX_WORDS = 2000;

/** How many bytes of output are held for whoever reads it; then git waits. */
const MAX_HELD = 1 << 20;

/** Options that keep configuration from running programs of the user's or changing what is read, and files from being taken for each other (see `aside`). */
const FIXED = ['--no-pager', '--no-replace-objects', '-c', 'core.fsmonitor=false', '-c', 'core.useReplaceRefs=false', '-c', 'core.checkStat=default'];

/** A git that runs, perhaps since before anybody listened: nothing it says is lost, and its end is not missed. */
export class StartedGit {
  readonly pipe: OwnPipe | undefined;
  readonly ended: Promise<Ending>;
  /** Are its words waited for when it ends well too? To be said at once, before it can end. */
  warns = false;
  readonly #program: Program;
  readonly #words: Buffer[] = [];
  readonly #held: Buffer[] = [];
  readonly #maxHeld: number;
  #said = 0;
  #size = 0;
  #paused = false;
  #over = false;
  #wake = (): void => {};

  /** @param maxHeld how many bytes it may say before anybody listens. @param to takes its output instead: a pipe for who listens at once, or an open file. */
  constructor(args: readonly string[], { cwd, env }: GitContext, stdin: 'pipe' | 'ignore' = 'ignore', maxHeld: number = MAX_HELD, to?: OwnPipe | number) {
    const pipe = typeof to === 'object' ? to : undefined;
    this.#maxHeld = maxHeld;
    this.pipe = pipe;
    const read = promised();
    const heard = promised();
    const { promise: ended, resolve: end } = promised<Ending>();
    const listener: Listener = {
      out: (chunk) => this.#hold(chunk),
      outEnd: () => {
        this.#end();
        read.resolve();
      },
      err: (chunk) => {
        if (this.#said < MAX_WORDS) this.#words.push(chunk);
        this.#said += chunk.length;
      },
      errEnd: heard.resolve,
      // What it says is over when its outputs are, which other programs may hold, and its words matter only when it failed.
      exit: (code, signal) => void (code === 0 && !this.warns ? read.promise : Promise.all([read.promise, heard.promise])).then(() => end({ code, signal })),
      notStarted: (notStarted) => end({ notStarted }),
    };
    const command = { file: 'git', args: [...FIXED, ...args], cwd, env: gitEnvironment(env) };
    this.#program =
      (stdin === 'ignore' && to === undefined ? startBare(command, listener) : undefined) ??
      startProgram(command, { stdin, stdout: typeof to === 'object' ? to.theirs : to }, listener);
    this.ended = ended;
    if (typeof to === 'number') listener.outEnd();
    if (pipe !== undefined) {
      pipe.theirs.destroy();
      atEnd(pipe.ours, listener.outEnd);
    }
    void ended.then(() => {
      this.#end();
      setImmediate(() => this.close()).unref();
    });
  }

  get stdin(): Writable | null {
    return this.#program.stdin;
  }

  /** What it says on standard error. */
  get words(): string {
    return Buffer.concat(this.#words).toString('utf8');
  }

  kill(): void {
    this.#program.kill();
  }

  /** Reads no more of what it says; a program that it started may live on and hold its outputs. */
  close(): void {
    this.pipe?.ours.destroy();
    this.#program.close();
  }

  /** The next piece of its output, or undefined at the end. One caller at a time. */
  async next(): Promise<Buffer | undefined> {
    while (this.#held.length === 0 && !this.#over) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const chunk = this.#held.shift();
    this.#size -= chunk?.length ?? 0;
    if (this.#paused && this.#size <= this.#maxHeld) {
      this.#paused = false;
      this.#program.resume();
    }
    return chunk;
  }

  #hold(chunk: Buffer): void {
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#maxHeld && !this.#paused) {
      this.#paused = true;
      this.#program.pause();
    }
    this.#wake();
  }

  #end(): void {
    this.#over = true;
    this.#wake();
  }
}

function promised<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
