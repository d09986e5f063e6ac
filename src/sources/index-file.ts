import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commonDir, idBytes, type Repository } from './repository.js';
import type { GitContext } from './started-git.js';

/** An index larger than this is left to git: to read it would take a hook longer than to ask. */
const LARGEST = 16 << 20;
/** Bytes before an entry's object id, and of the flags after it. https://git-scm.com/docs/index-format */
const STAT = 40;
const FLAGS = 2;
const HEADER = 12;
const EXTENDED = 0x4000;
const STAGE = 0x3000;
const NAME = 0x0fff;

/**
 * The index as it lies on the disk, for the few questions for which a process would cost a hook more than all the rest: which object does a path have? Versions 2 and 3, whole
 * and not sparse; undefined for all others, which git has to be asked about.
 */
export function indexFile(repository: Repository, { cwd, env }: GitContext): IndexFile | undefined {
  const path = env['GIT_INDEX_FILE'] === undefined || env['GIT_INDEX_FILE'] === '' ? join(repository.gitDir, 'index') : resolve(cwd, env['GIT_INDEX_FILE']);
  if (existsSync(join(repository.gitDir, 'info/sparse-checkout')) || existsSync(join(commonDir(repository), 'info/sparse-checkout'))) return undefined;
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  if (bytes.length < HEADER || bytes.length > LARGEST || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if ((version !== 2 && version !== 3) || isSplit(repository)) return undefined;
  return new IndexFile(bytes, idBytes(repository));
}

/** Does a part of the index lie in a file of its own? https://git-scm.com/docs/index-format (split index) */
function isSplit({ gitDir }: Repository): boolean {
  try {
    return readdirSync(gitDir).some((name) => name.startsWith('sharedindex.'));
  } catch {
    return true;
  }
}

export class IndexFile {
  readonly #bytes: Buffer;
  readonly #idLength: number;

  constructor(bytes: Buffer, idLength: number) {
    this.#bytes = bytes;
    this.#idLength = idLength;
  }

  /** The object of a path, as hexadecimal; undefined where it is not in the index or not merged. */
  idOf(path: string): string | undefined {
    const wanted = Buffer.from(`${path}\0`);
    const bytes = this.#bytes;
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
      for (const extra of [0, FLAGS]) {
        const flags = at - extra - FLAGS;
        const id = flags - this.#idLength;
        const start = id - STAT;
        if (start < HEADER || (start - HEADER) % 8 !== 0) continue;
        const value = bytes.readUInt16BE(flags);
        if ((value & NAME) !== Math.min(wanted.length - 1, NAME) || ((value & EXTENDED) !== 0) !== extra > 0 || (value & STAGE) !== 0) continue;
        return bytes.toString('hex', id, id + this.#idLength);
      }
    }
    return undefined;
  }

  /** All paths with their objects, in the order of the index; undefined when it is not as it should be. */
  entries(): Map<string, string> | undefined {
    const bytes = this.#bytes;
    const found = new Map<string, string>();
    let at = HEADER;
    for (let left = bytes.readUInt32BE(8); left > 0; left--) {
      const flags = at + STAT + this.#idLength;
      if (flags + FLAGS > bytes.length) return undefined;
      const value = bytes.readUInt16BE(flags);
      const name = flags + FLAGS + ((value & EXTENDED) === 0 ? 0 : FLAGS);
      const end = bytes.indexOf(0, name);
      if (end < 0) return undefined;
      found.set(bytes.toString('utf8', name, end), bytes.toString('hex', at + STAT, flags));
      at += (end - at + 8) & ~7; // Padded with one to eight NULs.
    }
    return found;
  }
}
