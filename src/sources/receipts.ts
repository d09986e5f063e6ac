import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';
import { commonDir, OWN_FOLDER, type Repository } from './repository.js';

/** From this size on the file becomes the old one, and the one before is dropped: about 15,000 receipts. */
const MOST_BYTES = 2_000_000;

/** Ends a line; one without it was cut off. */
const END = '\t';

/**
 * What was scanned and found clean, one key a line, in the git directory that all worktrees share. Lines are only ever appended, each batch by one write that begins with a newline, so that
 * commits at the same time do not disturb each other and a line that was cut off spoils no other. What cannot be read counts as never written: then it is scanned again.
 * No boundary against whoever may write to the git directory.
 */
export class Receipts {
  readonly #folder: string;
  #known: Set<string> | undefined;

  constructor(repository: Repository) {
    this.#folder = join(commonDir(repository), OWN_FOLDER);
  }

  has(key: string): boolean {
    this.#known ??= this.#read();
    return this.#known.has(lineOf(key));
  }

  /** Remembers keys; returns false where that is impossible: a full disk, a git directory that cannot be written to. */
  add(keys: Iterable<string>): boolean {
    const fresh = [...new Set([...keys].map(lineOf))].filter((line) => this.#known?.has(line) !== true);
    if (fresh.length === 0) return true;
    const lines = `\n${fresh.join('\n')}\n`;
    try {
      appendFileSync(this.#file, lines, { mode: 0o600 });
    } catch {
      try {
        makeFolder(this.#folder, 0o700);
        appendFileSync(this.#file, lines, { mode: 0o600 });
      } catch {
        return false;
      }
    }
    for (const line of fresh) this.#known?.add(line);
    return true;
  }

  #read(): Set<string> {
    const now = readText(this.#file);
    const before = readText(this.#oldFile);
    if (now.length > MOST_BYTES) {
      try {
        renameSync(this.#file, this.#oldFile); // Whoever appends at this moment still has the same file open.
      } catch {
        // Another process was first, or may and we may not.
      }
    }
    return new Set(`${before}\n${now}`.split('\n').filter((line) => line.endsWith(END)));
  }

  get #file(): string {
    return join(this.#folder, 'receipts');
  }

  get #oldFile(): string {
    return join(this.#folder, 'receipts.old');
  }
}

function lineOf(key: string): string {
  return `${/[%\n\t]/.test(key) ? key.replace(/[%\n\t]/g, (char) => `%${char.charCodeAt(0)}`) : key}${END}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
