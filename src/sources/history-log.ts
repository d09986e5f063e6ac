import { GuardError } from '../model/guard-error.js';
import { detached } from '../text/detached.js';
import { type GitContext, GitProcess } from './git-process.js';
import type { Revisions } from './history-revisions.js';
import { pathText } from './path-text.js';
import { StartedGit } from './started-git.js';

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

/** How many bytes of the log are held while the objects are read: those of most projects. A larger one waits. */
const HELD = 16 << 20;

/**
 * All commits, children before their parents, in one pass: `-c` shows what a merge brought that no parent has, and costs a fifteenth of `-m -M`. git runs from the first call on.
 * Format: https://git-scm.com/docs/diff-format (raw output, combined diff)
 */
export class HistoryLog {
  readonly #git: GitProcess;

  constructor(revisions: Revisions, context: GitContext) {
    const limited = revisions.paths.length === 0 ? [] : ['--full-history', '--sparse'];
    const args = [...LOG, ...FORMAT, ...limited, ...revisions.options, '--stdin', '--', ...literal(revisions.paths)];
    this.#git = new GitProcess(args, context, 'pipe', new StartedGit(args, context, 'pipe', HELD));
    this.#git.stdin?.end(revisions.input);
  }

  /** @param wanted is asked for the two sides of each change; only those that it wants are kept. */
  async *commits(wanted: (change: LoggedChange) => boolean): AsyncGenerator<readonly LoggedCommit[]> {
    const parser = new LogParser(wanted);
    for await (const chunk of this.#git.chunks()) {
      const commits = parser.push(chunk);
      if (commits.length > 0) yield commits;
    }
    yield parser.end();
  }

  /** Ends a log that nobody wants to hear any more. */
  end(): void {
    this.#git.end();
  }
}

/** Paths as they are, whatever characters they hold. */
export function literal(paths: readonly string[]): string[] {
  return paths.map((path) => `:(top,literal)${path}`);
}

class LogParser {
  readonly #wanted: (change: LoggedChange) => boolean;
  #rest = '';
  #commit: { -readonly [key in keyof LoggedCommit]: LoggedCommit[key] } | undefined;
  #changes: LoggedChange[] = [];
  #meta: string | undefined;

  constructor(wanted: (change: LoggedChange) => boolean) {
    this.#wanted = wanted;
  }

  push(chunk: Buffer): LoggedCommit[] {
    const done: LoggedCommit[] = [];
    const tokens = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = tokens.pop() ?? '';
    for (const token of tokens) this.#token(token, done);
    return done;
  }

  end(): LoggedCommit[] {
    if (this.#rest !== '' || this.#meta !== undefined) throw unknown('it ends too early');
    return this.#commit === undefined ? [] : [this.#finished(this.#commit)];
  }

  #token(token: string, done: LoggedCommit[]): void {
    if (this.#meta !== undefined) {
      this.#change(this.#meta, token);
      this.#meta = undefined;
    } else if (token.startsWith('\u0001')) {
      if (this.#commit !== undefined) done.push(this.#finished(this.#commit));
      const [, ids = '', seconds = '', ...author] = token.split('\u0001');
      const [id = '', ...parents] = ids.trimEnd().split(' ');
      this.#commit = { id, parents, seconds: Number(seconds), author: utf8(author.join(' ')), changes: [] };
    } else if (token !== '') {
      this.#meta = token.startsWith('\n') ? token.slice(1) : token;
    }
  }

  #finished(commit: LoggedCommit): LoggedCommit {
    const changes = this.#changes;
    this.#changes = [];
    return changes.length === 0 ? commit : { ...commit, changes };
  }

  /** `:<old mode> <new mode> <old id> <new id> <status>`, with a colon, a mode and an id more for each further parent. */
  #change(meta: string, name: string): void {
    const parts = meta.split(' ');
    const parents = (parts.length - 3) / 2;
    const newMode = parts[parents];
    const newId = parts[2 * parents + 1];
    if (!meta.startsWith(':') || !Number.isInteger(parents) || newMode === undefined || newId === undefined) throw unknown('a line is of an unknown kind');
    const change = { path: name, oldIds: parts.slice(parents + 1, 2 * parents + 1), newId, newMode };
    if (!this.#wanted(change)) return;
    this.#changes.push({ path: pathText(Buffer.from(name, 'latin1')), oldIds: change.oldIds.map(detached), newId: detached(newId), newMode: detached(newMode) });
  }
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function unknown(what: string): GuardError {
  return new GuardError('git-output', `The output of git log cannot be understood: ${what}.`, { hint: 'Please report it with the version of git.' });
}
