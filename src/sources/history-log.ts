import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitFailure, GitProcess } from './git-process.js';
import type { Revisions } from './history-revisions.js';
import { LoggedChanges, type Wanted } from './logged-changes.js';
import { NamelessFile } from './nameless-file.js';
import { pathText } from './path-text.js';
import { StartedGit } from './started-git.js';

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

const LOG = ['log', '--topo-order', '--raw', '-c', '-r', '--root', '-z', '--no-renames', '-O/dev/null', '--no-show-signature', '--no-mailmap', '--no-color'];
const FORMAT = ['--no-abbrev', '--ignore-submodules=none', '--no-relative', '--no-notes', '--encoding=UTF-8', '--format=%x01%H %P%x01%at%x01%an'];

/** Digits of an id. */
const SHA1 = 40;
const SHA256 = 64;

/** A git that has written nothing for so long hangs. */
const SILENCE_MS = 120_000;

/**
 * All commits, children before their parents, in one pass: `-c` shows what a merge brought that no parent has, and costs a fifteenth of `-m -M`. git runs from the beginning on; what it says
 * before somebody asks, it writes to a file, where there may be one.
 * Format: https://git-scm.com/docs/diff-format (raw output, combined diff)
 */
export class HistoryLog {
  readonly #command: readonly string[];
  readonly #input: string;
  readonly #context: GitContext;
  readonly #file: NamelessFile | undefined;
  readonly #git: GitProcess;
  readonly #parser = new LogParser();

  /** @param ahead what it says may take a file: a quarter of a packed history at most. Else git waits until somebody asks. */
  constructor(revisions: Revisions, context: GitContext, ahead: boolean) {
    const limited = revisions.paths.length === 0 ? [] : ['--full-history', '--sparse'];
    this.#command = [...LOG, ...FORMAT, ...limited, ...revisions.options, '--stdin', '--', ...literal(revisions.paths)];
    this.#input = revisions.input;
    this.#context = context;
    this.#file = ahead ? NamelessFile.make() : undefined;
    this.#git = this.#start(this.#file);
  }

  /** @param wanted says which changes are told. */
  async *commits(wanted: Wanted): AsyncGenerator<readonly LoggedCommit[]> {
    this.#parser.want(wanted.ids);
    for await (const chunk of this.#chunks()) {
      this.#parser.push(chunk);
      for (let commits = this.#parser.told(wanted); commits !== undefined; commits = this.#parser.told(wanted)) yield commits;
    }
    yield this.#parser.end();
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const file = this.#file;
    if (file === undefined) {
      yield* this.#git.chunks();
      return;
    }
    try {
      if (await this.#isWritten(file)) yield* file.pieces();
      // A full disk is no fault of git's: what else it may be, it says again.
      else yield* this.#start(undefined).chunks();
    } finally {
      file.close();
    }
  }

  #start(file: NamelessFile | undefined): GitProcess {
    const git = new GitProcess(this.#command, this.#context, 'pipe', new StartedGit(this.#command, this.#context, 'pipe', undefined, file?.descriptor));
    git.stdin?.end(this.#input);
    return git;
  }

  /** Has git said it all? It says nothing to us meanwhile. */
  async #isWritten(file: NamelessFile): Promise<boolean> {
    this.#git.idle = true;
    let size = -1;
    const watch = setInterval(() => {
      if (file.size === size) this.#git.end();
      size = file.size;
    }, SILENCE_MS).unref();
    try {
      for await (const _ of this.#git.chunks());
      return true;
    } catch (error) {
      if (error instanceof GitFailure) return false;
      throw error;
    } finally {
      clearInterval(watch);
    }
  }
}

/** Paths as they are, whatever characters they hold. */
export function literal(paths: readonly string[]): string[] {
  return paths.map((path) => `:(top,literal)${path}`);
}

const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;
/** With which the format has a commit begin. */
const HEAD = 0x01;
/** Digits of a mode. */
const MODE = 6;

class LogParser {
  readonly #changes = new LoggedChanges();
  /** What has come of a token whose end has not. */
  #rest: Buffer = Buffer.alloc(0);
  /** What was said of a change whose path comes next. */
  #meta: Buffer | undefined;
  #commit: ToldCommit | undefined;
  #wantedChanges: LoggedChange[] = [];

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let nul = bytes.indexOf(0); nul >= 0; nul = bytes.indexOf(0, at)) {
      this.#token(bytes, at, nul);
      at = nul + 1;
    }
    this.#rest = bytes.subarray(at);
  }

  want(ids: Iterable<string>): void {
    this.#changes.want(ids);
  }

  /** The next commits of what has come, as far as they are whole; undefined: no more has come. */
  told(wanted: Wanted): LoggedCommit[] | undefined {
    const done: LoggedCommit[] = [];
    const some = this.#changes.tell(
      (head) => {
        if (this.#commit !== undefined) done.push(this.#finished(this.#commit));
        this.#commit = new ToldCommit(head);
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
    if (this.#rest.length > 0 || this.#meta !== undefined) throw unknown('it ends too early');
    return this.#commit === undefined ? [] : [this.#finished(this.#commit)];
  }

  #token(bytes: Buffer, start: number, end: number): void {
    if (this.#meta !== undefined) this.#change(this.#meta, bytes.toString('latin1', start, end));
    else if (bytes[start] === HEAD) this.#changes.commit(bytes.subarray(start + 1, end));
    else if (end > start) this.#meta = bytes.subarray(bytes[start] === LF ? start + 1 : start, end);
  }

  /** `:<old mode> <new mode> <old id> <new id> <status>`, with a colon, a mode and an id more for each further parent. */
  #change(meta: Buffer, path: string): void {
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

  /** @param head `<id> <parents>`, the author's time and the author, with a byte 1 between. */
  constructor(head: Buffer) {
    const end = head.indexOf(HEAD);
    const [id = '', ...parents] = head.toString('latin1', 0, end).split(' ');
    this.idBytes = bytesOfId(id);
    this.parentBytes = parents.filter((parent) => parent !== '').map(bytesOfId);
    this.#by = head.subarray(end + 1);
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
