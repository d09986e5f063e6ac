import { accessSync, closeSync, constants, fstatSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isatty } from 'node:tty';
import { GuardError } from '../model/guard-error.js';
import { batches, type Pieces } from '../report/pieces.js';
import { nodeBinding, spawnCall } from '../sources/node-bindings.js';

/** Where the program speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  out(text: Pieces): void;
  err(text: string): void;
  readonly outColour: boolean;
  readonly errColour: boolean;
  /** Is standard output a terminal? Costs nothing. */
  readonly outTerminal: boolean;
  /** Columns of the terminal that standard output is; unlimited where it is none. To ask costs a millisecond: not for a commit without findings. */
  readonly width: number;
}

/** The process's own streams. A reader that went away (`| head`) ends the printing quietly, not the program: its exit code is the scan's. */
export function processTerminal(env: NodeJS.ProcessEnv, noColor: boolean): Terminal {
  return {
    out: (text) => writePieces(1, text),
    err: (text) => writeAll(2, text),
    get outColour() {
      return colour(isTerminal(1), env, noColor);
    },
    get errColour() {
      return colour(isTerminal(2), env, noColor);
    },
    get outTerminal() {
      return isTerminal(1);
    },
    get width() {
      return isTerminal(1) ? Math.max(LEAST_WIDTH, process.stdout.columns || 80) : Number.POSITIVE_INFINITY;
    },
  };
}

/** Narrower than this nothing is fit to be read, however it is broken. */
const LEAST_WIDTH = 40;

/** `isatty` of `node:tty`, which loads Node's sockets and streams: two milliseconds of a hook's time. */
function isTerminal(fd: number): boolean {
  return spawnCall(process) === undefined ? isatty(fd) : nodeBinding('tty_wrap').isTTY(fd);
}

/** https://no-color.org and https://force-color.org */
function colour(isTty: boolean, env: NodeJS.ProcessEnv, noColor: boolean): boolean {
  if (noColor || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  return isTty && env['TERM'] !== 'dumb';
}

function writePieces(fd: 1 | 2, pieces: Pieces): void {
  if (typeof pieces === 'string') writeAll(fd, pieces);
  else for (const batch of batches(pieces)) writeAll(fd, batch);
}

/** Writes all of a text, and waits for a reader that is slow: Node's own streams cost a hook a millisecond. */
function writeAll(fd: 1 | 2, text: string): void {
  for (let at = 0; at < text.length; ) {
    let end = at + PIECE;
    // Not between the halves of a character.
    if (HIGH_HALF.test(text.charAt(end - 1))) end--;
    if (!writeBytes(fd, Buffer.from(text.slice(at, end)))) return;
    at = end;
  }
}

/** Encoded at once, in characters: the report of a large tree would lie in memory twice. */
const PIECE = 1 << 20;
const HIGH_HALF = /^[\ud800-\udbff]$/;

/** Whether anybody reads on. */
function writeBytes(fd: 1 | 2, all: Buffer): boolean {
  let bytes = all;
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code; // The file system throws nothing else.
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      else {
        if (code !== 'EPIPE') process.exitCode = 2;
        return false;
      }
    }
  }
  return true;
}

/** Asks on a terminal, and waits for the answer; where nobody sits the answer is no. */
export async function answered(question: string, terminal: Terminal): Promise<boolean> {
  if (!isTerminal(0) || !isTerminal(2)) return false;
  terminal.err(question);
  for await (const chunk of process.stdin) return /^y(?:es)?\s*$/i.test(String(chunk));
  return false;
}

/** Can a report be written there? Asked before a scan that may take an hour, so that it is not made in vain. Nothing is written yet. */
export function mayWriteReport(file: string): void {
  try {
    // Not by opening it: the reader of a pipe would be told that all is over.
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(stats === undefined ? dirname(file) : file, constants.W_OK);
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

/** Writes a report to the file the user named, or to the end of it. */
export function writeReport(file: string, report: Pieces, how: 'w' | 'a' = 'w'): void {
  try {
    const fd = openSync(file, how);
    try {
      for (const batch of batches(report)) writeFileSync(fd, batch);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

function notWritten(file: string, cause: unknown): GuardError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new GuardError('output', `The report cannot be written to ${file} (${code}).`, { hint: 'Name a file in a folder that exists and can be written.', cause });
}

/** Adds a report to a file that others write to as well. */
export function appendReport(file: string, report: Pieces): void {
  writeReport(file, report, 'a');
}

/** All of standard input. Not read in one blocking call: a signal would have to wait for its end, and a pipe that has nothing yet would be an error. */
export async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    if (fstatSync(0).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' }); // For Node.js an empty stream.
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer); // Without an encoding set, by documentation.
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('unreadable', `Standard input cannot be read (${code}).`, { hint: 'Pipe the text of one file into it.', cause });
  }
  return Buffer.concat(chunks);
}
