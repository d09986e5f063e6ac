import { GuardError } from '../model/guard-error.js';
import { type KeptChanges, LoggedChanges, type Wanted } from './logged-changes.js';
import { pathText } from './path-text.js';

/** One commit as `git log` tells it, and what it changed. */
export interface LoggedCommit {
  /** Its id and its parents', as `bytesOfId` gives them. */
  readonly idBytes: string;
  readonly parentBytes: readonly string[];
  /** Its author, and seconds since 1970 by the author's clock. */
  readonly by: { readonly seconds: number; readonly author: string };
  readonly changes: readonly LoggedChange[];
}

/** One path that differs from every parent. Renames are not looked for: they are a path that goes and a path that comes. */
export interface LoggedChange {
  readonly path: string;
  /** The blob in each parent; all zeros for none. */
  readonly oldIds: readonly string[];
  /** All of them cut short where they were not wanted. */
  readonly newId: string;
  readonly newMode: number;
}

/** `%H %P`, the author's time and the author, with bytes 1 before and between. */
export const COMMIT_FORMAT = '%x01%H %P%x01%at%x01%an';
/** A submodule's commit, which is none of this repository. */
export const GITLINK = 0o160000;

/** Digits of an id. */
const SHA1 = 40;
const SHA256 = 64;
const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;
/** With which the format has a commit begin. */
const HEAD = 0x01;
/** Digits of a mode. */
const MODE = 6;
const NOTHING = Buffer.alloc(0);

/**
 * Reads what `git log --raw -z` says of commits.
 * Format: https://git-scm.com/docs/diff-format (raw output, combined diff)
 */
export class LogParser {
  readonly #changes: LoggedChanges;
  /** What has come of a token whose end has not. */
  #rest: Buffer = NOTHING;
  /** What was said of a change whose path comes next. */
  #meta: Buffer | undefined;
  #commit: ToldCommit | undefined;
  #wantedChanges: LoggedChange[] = [];
  #ids: string[] = [];

  /** @param kept what another one has read, or where to keep what is read. */
  constructor(kept?: KeptChanges) {
    this.#changes = new LoggedChanges(kept);
  }

  /**
   * @param chunk may be overwritten afterwards.
   * @returns the ids of the commits in it, and of the blobs that they brought. All blobs are among them that a commit has: it brought them, or a parent has them.
   */
  push(chunk: Buffer): readonly string[] {
    this.#ids = [];
    let at = 0;
    for (let nul = chunk.indexOf(0); nul >= 0; nul = chunk.indexOf(0, at)) {
      if (this.#rest.length === 0) this.#token(chunk, at, nul);
      else {
        const whole = Buffer.concat([this.#rest, chunk.subarray(at, nul)]);
        this.#rest = NOTHING;
        this.#token(whole, 0, whole.length);
      }
      at = nul + 1;
    }
    this.#rest = Buffer.concat([this.#rest, chunk.subarray(at)]);
    if (this.#meta !== undefined) this.#meta = Buffer.from(this.#meta);
    return this.#ids;
  }

  want(ids: Iterable<string>): void {
    this.#changes.want(ids);
  }

  /** What has come, for another one; undefined where it could not be kept. To be asked for at the end. */
  get kept(): KeptChanges | undefined {
    this.#mustBeOver();
    return this.#changes.kept;
  }

  /** The next commits of what has come, as far as they are whole; undefined: no more has come. */
  told(wanted: Wanted): LoggedCommit[] | undefined {
    const done: LoggedCommit[] = [];
    const some = this.#changes.tell(
      (ids, by) => {
        if (this.#commit !== undefined) done.push(this.#finished(this.#commit));
        this.#commit = new ToldCommit(ids, by);
      },
      ({ path, mode, ids }) => {
        const oldIds = ids.slice(0, -1);
        this.#wantedChanges.push({ path: pathText(Buffer.from(path, 'latin1')), oldIds, newId: ids.at(-1) ?? '', newMode: mode });
      },
      wanted,
    );
    return some ? done : undefined;
  }

  /** The last one. */
  end(): LoggedCommit[] {
    this.#mustBeOver();
    return this.#commit === undefined ? [] : [this.#finished(this.#commit)];
  }

  #mustBeOver(): void {
    if (this.#rest.length > 0 || this.#meta !== undefined) throw unknown('it ends too early');
  }

  #token(bytes: Buffer, start: number, end: number): void {
    if (this.#meta !== undefined) this.#change(this.#meta, bytes.subarray(start, end));
    else if (bytes[start] === HEAD) this.#head(bytes.subarray(start + 1, end));
    else if (end > start) this.#meta = bytes.subarray(bytes[start] === LF ? start + 1 : start, end);
  }

  /** `<id> <parents>`, and who made it. */
  #head(head: Buffer): void {
    const digits = head[SHA1] === SPACE ? SHA1 : SHA256;
    const end = head.indexOf(HEAD);
    // Behind the last parent there is no space, and behind an only id there is one.
    const count = Math.floor((end + 1) / (digits + 1));
    if (end < digits || !this.#changes.commit(head, count, digits, head.subarray(end + 1))) throw unknown('an id is none');
    this.#ids.push(head.toString('latin1', 0, digits));
  }

  /** `:<old mode> <new mode> <old id> <new id> <status>`, with a colon, a mode and an id more for each further parent. */
  #change(meta: Buffer, path: Buffer): void {
    let parents = 0;
    while (meta[parents] === COLON) parents++;
    let at = parents;
    let mode = 0;
    for (let told = 0; told <= parents; told++, at += MODE + 1) {
      mode = 0;
      for (let digit = at; digit < at + MODE; digit++) mode = mode * 8 + (meta[digit] ?? 0) - 0x30;
      if (meta[at + MODE] !== SPACE) throw unknown('a line is of an unknown kind');
    }
    const digits = meta[at + SHA1] === SPACE ? SHA1 : SHA256;
    for (let told = 1; told <= parents + 1; told++) if (meta[at + told * (digits + 1) - 1] !== SPACE) throw unknown('a line is of an unknown kind');
    if (parents === 0 || !(mode >= 0) || !this.#changes.change(path, mode, meta, at, parents + 1, digits)) throw unknown('a mode or an id is none');
    const last = at + parents * (digits + 1);
    if (mode !== GITLINK && mode !== 0) this.#ids.push(meta.toString('latin1', last, last + digits));
    this.#meta = undefined;
  }

  #finished(commit: ToldCommit): LoggedCommit {
    if (this.#wantedChanges.length > 0) commit.changes = this.#wantedChanges;
    this.#wantedChanges = [];
    return commit;
  }
}

/** What git said of a commit, read as far as it is asked for. */
class ToldCommit implements LoggedCommit {
  readonly idBytes: string;
  readonly parentBytes: readonly string[];
  changes: readonly LoggedChange[] = [];
  readonly #by: Buffer;

  /** @param by the author's time and the author, with a byte 1 between. */
  constructor([id = '', ...parents]: readonly string[], by: Buffer) {
    this.idBytes = id;
    this.parentBytes = parents;
    this.#by = by;
  }

  get by(): { readonly seconds: number; readonly author: string } {
    const end = this.#by.indexOf(HEAD);
    return { seconds: Number(this.#by.toString('latin1', 0, end)), author: this.#by.toString('utf8', end + 1).replaceAll('\u0001', ' ') };
  }
}

/** An id one character a byte, which takes less memory than its digits. */
export function bytesOfId(id: string): string {
  return Buffer.from(id, 'hex').toString('latin1');
}

function unknown(what: string): GuardError {
  return new GuardError('git-output', `The output of git log cannot be understood: ${what}.`, { hint: 'Please report it with the version of git.' });
}
