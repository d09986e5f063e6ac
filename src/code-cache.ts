import { accessSync, closeSync, constants, fstatSync, openSync, readdirSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { makeFolder } from './sources/make-folder.js';

/** Files of other versions and other Nodes that are kept. */
const KEPT = 16;
/** Bytes that are compared at a time. */
const AGAIN = Buffer.allocUnsafeSlow(0x8000);
/** Room for the largest file of the program that a hook runs, and what was compiled of it. What is not used takes no memory. */
const ROOM = Buffer.allocUnsafeSlow(0x80000);

/** Files that belong together. */
export interface Program {
  readonly folder: string;
  /** Changes with their contents: V8 looks at the length of a text alone. */
  readonly id: string;
}

interface Loaded {
  readonly exports: unknown;
  readonly script: Script;
  /** Was there compiled code for it? */
  readonly known: boolean;
}

/**
 * Loads the files of the program with the code that an earlier run compiled: to compile it takes Node longer than to run it, and only Node 22 and later
 * can keep it by themselves. What is kept holds nothing but the program. V8 refuses what another version of it made, and then compiles as ever.
 * https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata
 */
export class CodeCache {
  readonly #program: Program;
  readonly #folder: string | undefined;
  readonly #loaded = new Map<string, Loaded>();

  /** @param folder where compiled code is kept; undefined: nowhere. */
  constructor(program: Program, folder: string | undefined) {
    this.#program = program;
    this.#folder = folder;
  }

  /** What a file of the program exports. It is read and run once. */
  load(name: string): unknown {
    const loaded = this.#loaded.get(name);
    if (loaded !== undefined) return loaded.exports;
    const filename = join(this.#program.folder, name);
    // A function of (exports, require, module, __dirname). All its characters are ASCII; Latin-1 is what Node reads fastest.
    const source = this.#held(filename, (size, file) => this.#filled(file, size).toString('latin1'));
    const cachedData = this.#read(name);
    const script = new Script(source, {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    const module = { exports: {} };
    const known = cachedData !== undefined && script.cachedDataRejected === false;
    this.#loaded.set(name, { exports: module.exports, script, known });
    const own = (id: string): unknown => (id.startsWith('./') ? this.load(id.slice(2)) : require(id));
    script.runInThisContext()(module.exports, own, module, this.#program.folder);
    this.#loaded.set(name, { exports: module.exports, script, known });
    return module.exports;
  }

  /** Is there a file for which no compiled code was kept, though it could be? Makes the folder. */
  get incomplete(): boolean {
    if (this.#folder === undefined || [...this.#loaded.values()].every(({ known }) => known)) return false;
    try {
      makeFolder(this.#folder, 0o700);
      accessSync(this.#folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }

  /** Keeps what was compiled. A full disk or a read-only home is no reason to complain: the next run compiles again. */
  save(): void {
    const folder = this.#folder;
    if (folder === undefined) return;
    try {
      const kept = readdirSync(folder);
      if (kept.length > KEPT) for (const name of kept) rmSync(join(folder, name), { force: true });
      for (const [name, { script }] of this.#loaded) {
        const file = this.#fileOf(name, folder);
        const written = `${file}.${process.pid}`;
        const code = script.createCachedData();
        writeFileSync(written, Buffer.concat([code, code]), { mode: 0o600, flush: true });
        renameSync(written, file); // Another run may read it at this moment.
      }
    } catch {}
  }

  /** Good until something else is read. */
  #read(name: string): Buffer | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      return this.#held(this.#fileOf(name, this.#folder), (size, file) => this.#writtenTwice(file, size / 2));
    } catch {
      return undefined;
    }
  }

  /** The first bytes of a file, or undefined where they do not come again behind themselves: V8 crashes on code that was damaged, and no sum over it is as quick as to compare. The second time they are not held as a whole. */
  #writtenTwice(file: number, length: number): Buffer | undefined {
    const code = this.#filled(file, length);
    let same = code.length > 0;
    for (let at = 0; same && at < code.length; at += AGAIN.length) {
      const piece = code.subarray(at, at + AGAIN.length);
      same = readSync(file, AGAIN) === piece.length && AGAIN.subarray(0, piece.length).equals(piece);
    }
    return same ? code : undefined;
  }

  /** The next bytes of a file, in the room that is there for all: what is read here is done with at once, and nobody else would tidy it up in time. */
  #filled(file: number, length: number): Buffer {
    const bytes = (length <= ROOM.length ? ROOM : Buffer.allocUnsafeSlow(length)).subarray(0, length);
    if (readSync(file, bytes) !== bytes.length) throw new Error('A file of the program is cut off.');
    return bytes;
  }

  #held<T>(path: string, use: (size: number, file: number) => T): T {
    const file = openSync(path, 'r');
    try {
      return use(fstatSync(file).size, file);
    } finally {
      closeSync(file);
    }
  }

  #fileOf(name: string, folder: string): string {
    return join(folder, `${name}-${this.#program.id}-${process.version}-${process.arch}`);
  }
}

/**
 * The user's folder for what may be lost: https://specifications.freedesktop.org/basedir-spec/latest/ and its like. Undefined where there is none, where the user wants no compiled code kept, and
 * for a Node with options of its own, whose code fits no other.
 */
export function cacheFolder({ env, platform, execArgv }: Pick<NodeJS.Process, 'env' | 'platform' | 'execArgv'>): string | undefined {
  if (env['NODE_DISABLE_COMPILE_CACHE'] || env['NODE_OPTIONS'] || execArgv.length > 0) return undefined;
  const home = env['HOME'];
  const usual = platform === 'win32' ? env['LOCALAPPDATA'] : home && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache');
  const folder = env['XDG_CACHE_HOME'] || usual;
  return folder && isAbsolute(folder) ? join(folder, 'precommit-guard/code') : undefined;
}
