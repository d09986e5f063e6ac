import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitProcess } from './git-process.js';
import type { Revisions } from './history-revisions.js';
import { LoggedChanges } from './logged-changes.js';
import { pathText } from './path-text.js';

/** One commit as `git log` tells it, and what it changed. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Seconds since 1970, by the author's clock. */
  readonly seconds: number;
  readonly author: string;
  readonly changes: readonly LoggedChange[];
}

/** One path that differs from every parent. Renames are not looked for: they are a path that goes and a path that comes. */
export interface LoggedChange {
  readonly path: string;
  /** The blob in each parent; all zeros for none. */
  readonly oldIds: readonly string[];
  readonly newId: string;
  readonly newMode: string;
}

const LOG = ['log', '--topo-order', '--raw', '-c', '-r', '--root', '-z', '--no-renames', '-O/dev/null', '--no-show-signature', '--no-mailmap', '--no-color'];
const FORMAT = ['--no-abbrev', '--ignore-submodules=none', '--no-relative', '--no-notes', '--encoding=UTF-8', '--format=%x01%H %P%x01%at%x01%an'];

/** How many bytes of the log are kept while the objects are read: those of most projects. A larger one waits. */
const MOST_KEPT = 6 << 20;

/**
 * All commits, children before their parents, in one pass: `-c` shows what a merge brought that no parent has, and costs a fifteenth of `-m -M`. git runs from the first call on, and what it says
 * is kept until somebody asks.
 * Format: https://git-scm.com/docs/diff-format (raw output, combined diff)
 */
export class HistoryLog {
  readonly #git: GitProcess;
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  #parser = new LogParser();
  readonly #kept: Promise<void>;
  #over = false;
  #asked = false;

  constructor(revisions: Revisions, context: GitContext) {
    const limited = revisions.paths.length === 0 ? [] : ['--full-history', '--sparse'];
    this.#git = new GitProcess([...LOG, ...FORMAT, ...limited, ...revisions.options, '--stdin', '--', ...literal(revisions.paths)], context, 'pipe');
    this.#git.stdin?.end(revisions.input);
    this.#chunks = this.#git.chunks();
    this.#kept = this.#keep();
    this.#kept.catch(() => {}); // Awaited by who asks.
  }

  /** @param wanted is asked for the two sides of each change; only those that it wants are kept. */
  async *commits(wanted: (change: LoggedChange) => boolean): AsyncGenerator<readonly LoggedCommit[]> {
    this.#asked = true;
    await this.#kept;
    for (;;) {
      for (let commits = this.#parser.told(wanted); commits !== undefined; commits = this.#parser.told(wanted)) yield commits;
      if (this.#over) break;
      await this.#next();
    }
    yield this.#parser.end();
    this.#parser = new LogParser(); // Of what was told nothing is kept, whoever keeps the log.
  }

  /** Ends a log that nobody wants to hear any more. */
  end(): void {
    this.#git.end();
  }

  async #keep(): Promise<void> {
    while (!this.#over && !this.#asked && this.#parser.size < MOST_KEPT) await this.#next();
  }

  async #next(): Promise<void> {
    const { value, done } = await this.#chunks.next();
    if (value !== undefined) this.#parser.push(value);
    this.#over = done === true;
  }
}

/** Paths as they are, whatever characters they hold. */
export function literal(paths: readonly string[]): string[] {
  return paths.map((path) => `:(top,literal)${path}`);
}

class LogParser {
  readonly #changes = new LoggedChanges();
  #rest = '';
  #meta: string | undefined;
  #commit: LoggedCommit | undefined;
  #wantedChanges: LoggedChange[] = [];

  /** Bytes kept of what was not told yet. */
  get size(): number {
    return this.#changes.size;
  }

  push(chunk: Buffer): void {
    const tokens = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = tokens.pop() ?? '';
    for (const token of tokens) this.#token(token);
  }

  /** The next commits of what has come, as far as they are whole; undefined: no more has come. */
  told(wanted: (change: LoggedChange) => boolean): LoggedCommit[] | undefined {
    const done: LoggedCommit[] = [];
    const some = this.#changes.tell(
      (head) => {
        if (this.#commit !== undefined) done.push(this.#finished(this.#commit));
        this.#commit = commitOf(head);
      },
      (change) => {
        if (wanted(change)) this.#wantedChanges.push({ ...change, path: pathText(Buffer.from(change.path, 'latin1')) });
      },
    );
    return some ? done : undefined;
  }

  /** The last one. */
  end(): LoggedCommit[] {
    if (this.#rest !== '' || this.#meta !== undefined) throw unknown('it ends too early');
    return this.#commit === undefined ? [] : [this.#finished(this.#commit)];
  }

  #token(token: string): void {
    if (this.#meta !== undefined) {
      if (!this.#changes.change(changeOf(this.#meta, token))) throw unknown('an id is none');
      this.#meta = undefined;
    } else if (token.startsWith('\u0001')) this.#changes.commit(token);
    else if (token !== '') this.#meta = token.startsWith('\n') ? token.slice(1) : token;
  }

  #finished(commit: LoggedCommit): LoggedCommit {
    const changes = this.#wantedChanges;
    this.#wantedChanges = [];
    return changes.length === 0 ? commit : { ...commit, changes };
  }
}

function commitOf(head: string): LoggedCommit {
  const [, ids = '', seconds = '', ...author] = head.split('\u0001');
  const [id = '', ...parents] = ids.trimEnd().split(' ');
  return { id, parents, seconds: Number(seconds), author: utf8(author.join(' ')), changes: [] };
}

/** `:<old mode> <new mode> <old id> <new id> <status>`, with a colon, a mode and an id more for each further parent. */
function changeOf(meta: string, path: string): LoggedChange {
  const parts = meta.split(' ');
  const parents = (parts.length - 3) / 2;
  const newMode = parts[parents];
  const newId = parts[2 * parents + 1];
  if (!meta.startsWith(':') || !Number.isInteger(parents) || newMode === undefined || newId === undefined) throw unknown('a line is of an unknown kind');
  return { path, oldIds: parts.slice(parents + 1, 2 * parents + 1), newId, newMode };
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function unknown(what: string): GuardError {
  return new GuardError('git-output', `The output of git log cannot be understood: ${what}.`, { hint: 'Please report it with the version of git.' });
}
