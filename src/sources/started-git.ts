import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { gitEnvironment } from './git-environment.js';
import type { OwnPipe } from './own-pipe.js';

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
  readonly child: ChildProcess;
  readonly stdout: Readable | null;
  readonly pipe: OwnPipe | undefined;
  readonly ended: Promise<Ending>;
  /** What it says on standard error. */
  words = '';
  readonly #held: Buffer[] = [];
  readonly #maxHeld: number;
  #size = 0;
  #over = false;
  #wake = (): void => {};

  /** @param maxHeld how many bytes it may say before anybody listens. @param pipe takes its output instead, for who listens at once. */
  constructor(args: readonly string[], { cwd, env }: GitContext, stdin: 'pipe' | 'ignore' = 'ignore', maxHeld: number = MAX_HELD, pipe?: OwnPipe) {
    this.#maxHeld = maxHeld;
    const child = spawn('git', [...FIXED, ...args], { cwd, env: gitEnvironment(env), stdio: [stdin, pipe?.theirs ?? 'pipe', 'pipe'], windowsHide: true });
    pipe?.theirs.destroy();
    const stdout = pipe?.ours ?? child.stdout;
    this.child = child;
    this.pipe = pipe;
    this.stdout = stdout;
    // By events, which cost a hook a millisecond less than the stream's own iterator.
    child.stdout?.on('data', (chunk: Buffer) => {
      this.#held.push(chunk);
      this.#size += chunk.length;
      if (this.#size > maxHeld) child.stdout?.pause();
      this.#wake();
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (this.words.length < MAX_WORDS) this.words += chunk;
    });
    // What it says is over when its outputs are, which other programs may hold, and its words matter only when it failed.
    const read = over(stdout).then(() => this.#end());
    const heard = over(child.stderr);
    this.ended = new Promise((resolve) => {
      child.on('error', (notStarted) => resolve({ notStarted }));
      child.on('exit', (code, signal) => void (code === 0 ? read : Promise.all([read, heard])).then(() => resolve({ code, signal })));
    });
    void this.ended.then(() => {
      this.#end();
      setImmediate(() => {
        stdout?.destroy();
        child.stderr?.destroy();
      }).unref();
    });
  }

  #end(): void {
    this.#over = true;
    this.#wake();
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
    if (this.#size <= this.#maxHeld && this.child.stdout?.isPaused() === true) this.child.stdout.resume();
    return chunk;
  }
}

/** Resolves at the end of a stream. It is not closed then, which would take a hook a millisecond: whoever is done with it ends the program, or closes it in peace. */
function over(stream: Readable | null): Promise<void> {
  return new Promise((resolve) => {
    if (stream instanceof Socket) stream.allowHalfOpen = true;
    // Once: to resolve a promise twice costs half a millisecond.
    const end = (): void => {
      stream?.off('end', end).off('close', end);
      resolve();
    };
    stream?.on('end', end).on('close', end);
  });
}
