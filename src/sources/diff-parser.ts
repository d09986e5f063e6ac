import { GuardError } from '../model/guard-error.js';
import type { LineRange } from '../model/source-text.js';
import { type DiffEntry, isNullId } from './diff-entry.js';
import { type HunkState, readHunk } from './hunk-core.js';
import { pathText } from './path-text.js';

const LF = 0x0a;
const NUL = 0x00;

// No regular expressions here: each is compiled anew in every hook, which takes longer than what it reads.

const STATUS = ['A', 'C', 'D', 'M', 'R', 'T', 'U'] as const;
/** Of the plain kind: the one of Buffer goes a long way round. */
const { indexOf } = Uint8Array.prototype;

interface Open {
  status: DiffEntry['status'];
  oldMode: string;
  newMode: string;
  oldId: string;
  newId: string;
  path: string;
  added: { first: number; last: number }[] | undefined;
  content: Buffer | undefined;
  /** Sections of the patch still to come for this entry. */
  sections: number;
}

/** What git was asked to show: all lines of the files that differ, the lines that differ, or paths alone. */
export type Shown = 'files' | 'changes' | 'paths';

/**
 * Reads `git diff --raw -p -z --full-index --no-abbrev` as it streams in. Paths come from the raw part only: with -z the patch still quotes them. The patch gives added lines, by
 * counting, so that no content line can be taken for a header, and contents; sections are joined to entries by order and checked by object ids.
 * Formats: https://git-scm.com/docs/diff-format
 */
export class DiffParser {
  readonly #entries: Open[] = [];
  readonly #shown: Shown;
  /** How many entries were handed on. */
  #given = 0;
  #state: 'raw' | 'header' | 'body' = 'raw';
  #pending: Buffer[] = [];
  #rawMeta: string | undefined;
  #rawPaths = 0;

  /** Index of the entry whose section is being read. */
  #current = -1;
  readonly #hunk: HunkState = { oldLeft: 0, newLeft: 0, midLine: false, kept: false, line: 0 };

  /** The new side of the section, so far. */
  #pieces: Buffer[] = [];
  /** Is that all of it? Not known before there is a hunk. */
  #whole: boolean | undefined;

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  /** Takes what git says next, and gives the entries that are thereby complete. */
  push(chunk: Buffer): DiffEntry[] {
    this.#read(chunk);
    return this.#complete(Math.max(this.#current, 0));
  }

  /** The entries that were not given yet. Throws when the output ended where it must not, or does not fit together. */
  end(): DiffEntry[] {
    const unfinished = this.#pending.length > 0 || this.#rawMeta !== undefined || !this.#hunkEnded;
    if (unfinished || this.#entries.some(({ sections }) => sections > 0)) throw inconsistent('it ends too early');
    this.#endSection();
    return this.#complete(this.#entries.length);
  }

  #complete(before: number): DiffEntry[] {
    const complete = this.#entries.slice(this.#given, before).map(({ sections, ...entry }) => entry);
    for (const entry of this.#entries.slice(this.#given, before)) entry.content = undefined; // Whoever has the entry now lets it go.
    this.#given += complete.length;
    return complete;
  }

  #read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'body') {
        at = this.#body(chunk, at);
        continue;
      }
      const end = indexOf.call(chunk, this.#state === 'raw' ? NUL : LF, at);
      if (end < 0) {
        this.#pending.push(chunk.subarray(at));
        return;
      }
      const token = this.#pending.length === 0 ? chunk.subarray(at, end) : Buffer.concat([...this.#pending, chunk.subarray(at, end)]);
      this.#pending = [];
      at = end + 1;
      if (this.#state === 'raw') this.#raw(token);
      else this.#header(token.toString('latin1'));
    }
  }

  #raw(token: Buffer): void {
    if (this.#rawMeta === undefined) {
      if (token.length === 0) this.#state = 'header';
      else this.#rawMeta = token.toString('latin1');
      return;
    }
    const [oldMode = '', newMode = '', oldId = '', newId = '', letter = ''] = this.#rawMeta.slice(1).split(' ');
    const status = STATUS.find((one) => letter.startsWith(one));
    if (!this.#rawMeta.startsWith(':') || oldMode.length !== 6 || newMode.length !== 6 || newId.length < 40 || newId.length !== oldId.length || status === undefined)
      throw inconsistent('a raw line is of an unknown kind');
    // Renames and copies name the old path first.
    if ((status === 'R' || status === 'C') && this.#rawPaths++ === 0) return;
    const sections = status === 'T' ? 2 : 1;
    const shown = this.#shown === 'paths' ? { added: undefined, sections: 0 } : { added: [], sections };
    this.#entries.push({ status, oldMode, newMode, oldId, newId, path: pathText(token), content: undefined, ...shown });
    this.#rawMeta = undefined;
    this.#rawPaths = 0;
  }

  #header(line: string): void {
    if (line === '') return;
    if (line.startsWith('\\')) {
      this.#unended();
      return;
    }
    if (line.startsWith('diff --git ') || line.startsWith('* Unmerged path ')) {
      this.#nextSection();
      return;
    }
    const entry = this.#entries[this.#current];
    if (entry === undefined) throw inconsistent('the patch begins without a file');
    if (line.startsWith('index ')) this.#checkIds(line, entry);
    else if (line.startsWith('Binary files ') || line === 'GIT binary patch') entry.added = undefined;
    else if (line.startsWith('@@ ')) this.#beginHunk(line);
  }

  #nextSection(): void {
    this.#endSection();
    const current = this.#entries[this.#current];
    if (current === undefined || current.sections === 0) this.#current++;
    const entry = this.#entries[this.#current];
    if (entry === undefined) throw inconsistent('the patch shows more files than were listed');
    entry.sections--;
  }

  /** Hands what was read of the new side to its entry: one hunk from the first line on is all of it. */
  #endSection(): void {
    const entry = this.#entries[this.#current];
    if (this.#shown === 'files' && this.#whole === true && entry !== undefined) {
      entry.content = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    }
    this.#pieces = [];
    this.#whole = undefined;
  }

  #checkIds(line: string, entry: Open): void {
    const [old = '', now = ''] = (line.split(' ')[1] ?? '').split('..');
    // A type change is shown as a deletion and an addition.
    const oldFits = old === entry.oldId || (entry.status === 'T' && isNullId(old));
    const newFits = now === entry.newId || (entry.status === 'T' && isNullId(now));
    if (!oldFits || !newFits) throw inconsistent('the patch shows other objects than were listed');
  }

  #beginHunk(line: string): void {
    const [, before = '', now = '', end] = line.split(' ');
    const [oldLine, oldCount = 1] = before.split(',').map(Number);
    const [newLine = Number.NaN, newCount = 1] = now.split(',').map(Number);
    if (end !== '@@' || !before.startsWith('-') || !now.startsWith('+') || Number.isNaN(Number(oldLine) + oldCount + newLine + newCount))
      throw inconsistent('a hunk header is of an unknown kind');
    Object.assign(this.#hunk, { oldLeft: oldCount, newLeft: newCount, line: newLine, kept: false });
    this.#whole = this.#whole === undefined && newLine <= 1;
    if (!this.#hunkEnded) this.#state = 'body';
  }

  get #hunkEnded(): boolean {
    const { oldLeft, newLeft, midLine } = this.#hunk;
    return oldLeft === 0 && newLeft === 0 && !midLine;
  }

  /** Reads lines of a hunk up to its end or the chunk's; returns where it stopped. */
  #body(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && !this.#hunkEnded) {
      const { read, bytes, added } = readHunk(chunk, at, this.#hunk);
      if (read === 0) throw inconsistent('a hunk holds a line of an unknown kind');
      if (this.#shown === 'files' && bytes.length > 0) this.#pieces.push(bytes);
      for (const range of added) this.#add(range);
      at += read;
    }
    if (this.#hunkEnded) this.#state = 'header';
    return at;
  }

  #add(range: LineRange): void {
    const added = this.#entries[this.#current]?.added;
    const last = added?.at(-1);
    if (last?.last === range.first - 1) last.last = range.last;
    else added?.push({ ...range });
  }

  /** "\\ No newline at end of file": the LF of the line before is git's. */
  #unended(): void {
    const last = this.#hunk.kept ? this.#pieces.pop() : undefined;
    if (last !== undefined) this.#pieces.push(last.subarray(0, -1));
    this.#hunk.kept = false;
  }
}

function inconsistent(what: string): GuardError {
  return new GuardError('git-output', `The output of git diff is not as documented: ${what}.`, { hint: 'Please report this with the version of git (git --version).' });
}
