import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What to start, and where. */
export interface Command {
  /** Looked for on the PATH. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Is told what a program says, and how it ends. Each end is told once; what comes after `close` is not told. */
export interface Listener {
  out(chunk: Buffer): void;
  outEnd(): void;
  err(chunk: Buffer): void;
  errEnd(): void;
  exit(code: number | null, signal: NodeJS.Signals | null): void;
  notStarted(error: Error): void;
}

/** A program that runs. */
export interface Program {
  readonly stdin: Writable | null;
  kill(): void;
  /** Reads no more of its output until `resume`. */
  pause(): void;
  resume(): void;
  /** Reads no more at all: both outputs are at an end. */
  close(): void;
}

/** Where a program's standard input comes from and its standard output goes to: a stream, an open file; `undefined`: to the listener. */
export interface Ends {
  readonly stdin: 'pipe' | 'ignore';
  readonly stdout?: Writable | number | undefined;
}

/** Starts a program by Node's own means. */
export function startProgram({ file, args, cwd, env }: Command, { stdin, stdout }: Ends, listener: Listener): Program {
  const child = spawn(file, args, { cwd, env, stdio: [stdin, stdout ?? 'pipe', 'pipe'], windowsHide: true });
  hear(child.stdout, listener.out, listener.outEnd);
  hear(child.stderr, listener.err, listener.errEnd);
  child.on('error', listener.notStarted);
  child.on('exit', listener.exit);
  return {
    stdin: child.stdin,
    kill: () => void child.kill(),
    pause: () => void child.stdout?.pause(),
    resume: () => void child.stdout?.resume(),
    close: () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}

/** By events, which cost less than a stream's own iterator. */
function hear(stream: Readable | null | undefined, chunk: (bytes: Buffer) => void, end: () => void): void {
  if (!stream) return; // Where the program could not be started there may be none, whatever its type says.
  // Else Node closes its side too, which takes a hook a millisecond: whoever is done ends the program, or closes it in peace.
  if ('allowHalfOpen' in stream) stream.allowHalfOpen = true;
  stream.on('data', chunk);
  atEnd(stream, end);
}

/** Tells once that a stream is at its end, or closed before. */
export function atEnd(stream: Readable, told: () => void): void {
  const ended = (): void => {
    stream.off('end', ended).off('close', ended);
    told();
  };
  stream.on('end', ended).on('close', ended);
}
