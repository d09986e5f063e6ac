import { GuardError } from '../model/guard-error.js';
import type { LineRange } from '../model/source-text.js';
import type { DiffEntry } from './diff-entry.js';
import { pathText } from './path-text.js';

const LF = 0x0a;
const NUL = 0x00;

interface Open {
  status: DiffEntry['status'];
  oldMode: string;
  newMode: string;
  oldId: string;
  newId: string;
  path: string;
  added: LineRange[] | undefined;
  /** Sections of the patch still to come for this entry. */
  sections: number;
}

/**
 * Reads `git diff --raw -p -z --full-index --no-abbrev` as it streams in. Paths come from the raw part only: with -z the patch still quotes them. The patch gives added lines, by
 * counting, so that no content line can be taken for a header; sections are joined to entries by order and checked by object ids. No content is kept.
 * Formats: https://git-scm.com/docs/diff-format
 */
export class DiffParser {
  readonly #entries: Open[] = [];
  readonly #patch: boolean;
  #state: 'raw' | 'header' | 'body' = 'raw';
  #pending: Buffer[] = [];
  #rawMeta: string | undefined;
  #rawPaths = 0;

  /** Index of the entry whose section is being read. */
  #current = -1;
  #oldLeft = 0;
  #newLeft = 0;
  #line = 0;
  #midLine = false;

  /** @param patch false where git was asked for `--raw` alone: then no entry has lines. */
  constructor({ patch = true }: { readonly patch?: boolean } = {}) {
    this.#patch = patch;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'body') {
        at = this.#body(chunk, at);
        continue;
      }
      const end = chunk.indexOf(this.#state === 'raw' ? NUL : LF, at);
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

  /** All entries. Throws when the output ended where it must not, or does not fit together. */
  end(): DiffEntry[] {
    const unfinished = this.#pending.length > 0 || this.#rawMeta !== undefined || this.#oldLeft > 0 || this.#newLeft > 0 || this.#midLine;
    if (unfinished || this.#entries.some(({ sections }) => sections > 0)) throw inconsistent('it ends too early');
    return this.#entries;
  }

  #raw(token: Buffer): void {
    if (this.#rawMeta === undefined) {
      if (token.length === 0) this.#state = 'header';
      else this.#rawMeta = token.toString('latin1');
      return;
    }
    const meta = /^:([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) ([ACDMRTU])[0-9]*$/.exec(this.#rawMeta);
    if (meta === null) throw inconsistent('a raw line is of an unknown kind');
    const [, oldMode = '', newMode = '', oldId = '', newId = '', letter = ''] = meta;
    const status = letter as DiffEntry['status']; // By the pattern above.
    // Renames and copies name the old path first.
    if ((status === 'R' || status === 'C') && this.#rawPaths++ === 0) return;
    const sections = status === 'T' ? 2 : 1;
    const shown = this.#patch ? { added: [], sections } : { added: undefined, sections: 0 };
    this.#entries.push({ status, oldMode, newMode, oldId, newId, path: pathText(token), ...shown });
    this.#rawMeta = undefined;
    this.#rawPaths = 0;
  }

  #header(line: string): void {
    if (line === '' || line.startsWith('\\')) return;
    if (line.startsWith('diff --git ') || line.startsWith('* Unmerged path ')) {
      this.#nextSection();
      return;
    }
    const entry = this.#entries[this.#current];
    if (entry === undefined) throw inconsistent('the patch begins without a file');
    if (line.startsWith('index ')) this.#checkIds(line, entry);
    else if (line.startsWith('Binary files ') || line === 'GIT binary patch') entry.added = undefined;
    else if (line.startsWith('@@ ')) this.#hunk(line);
  }

  #nextSection(): void {
    const current = this.#entries[this.#current];
    if (current === undefined || current.sections === 0) this.#current++;
    const entry = this.#entries[this.#current];
    if (entry === undefined) throw inconsistent('the patch shows more files than were listed');
    entry.sections--;
  }

  #checkIds(line: string, entry: Open): void {
    const [, old = '', now = ''] = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/.exec(line) ?? [];
    // A type change is shown as a deletion and an addition.
    const oldFits = old === entry.oldId || (entry.status === 'T' && /^0+$/.test(old));
    const newFits = now === entry.newId || (entry.status === 'T' && /^0+$/.test(now));
    if (!oldFits || !newFits) throw inconsistent('the patch shows other objects than were listed');
  }

  #hunk(line: string): void {
    const counts = /^@@ -[0-9]+(?:,([0-9]+))? \+([0-9]+)(?:,([0-9]+))? @@/.exec(line);
    if (counts === null) throw inconsistent('a hunk header is of an unknown kind');
    this.#oldLeft = Number(counts[1] ?? 1);
    this.#line = Number(counts[2]);
    this.#newLeft = Number(counts[3] ?? 1);
    if (this.#oldLeft > 0 || this.#newLeft > 0) this.#state = 'body';
  }

  /** Reads lines of a hunk up to its end or the chunk's; returns where it stopped. */
  #body(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (!this.#midLine) {
        if (this.#oldLeft === 0 && this.#newLeft === 0) {
          this.#state = 'header';
          return at;
        }
        this.#bodyLine(chunk[at] as number);
      }
      const lf = chunk.indexOf(LF, at);
      this.#midLine = lf < 0;
      if (lf < 0) return chunk.length;
      at = lf + 1;
    }
    if (!this.#midLine && this.#oldLeft === 0 && this.#newLeft === 0) this.#state = 'header';
    return at;
  }

  #bodyLine(kind: number): void {
    if (kind === 0x2b) {
      this.#newLeft--;
      this.#addLine(this.#line++);
    } else if (kind === 0x2d) this.#oldLeft--;
    else if (kind === 0x20 || kind === LF) {
      this.#oldLeft--;
      this.#newLeft--;
      this.#line++;
    } else if (kind !== 0x5c) throw inconsistent('a hunk holds a line of an unknown kind');
  }

  #addLine(line: number): void {
    const added = this.#entries[this.#current]?.added;
    const last = added?.at(-1);
    if (last !== undefined && last.last === line - 1) added?.splice(-1, 1, { first: last.first, last: line });
    else added?.push({ first: line, last: line });
  }
}

function inconsistent(what: string): GuardError {
  return new GuardError('git-output', `The output of git diff is not as documented: ${what}.`, { hint: 'Please report this with the version of git (git --version).' });
}
