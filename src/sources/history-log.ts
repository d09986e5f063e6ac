import { type GitContext, GitFailure, GitProcess } from './git-process.js';
import type { Revisions } from './history-revisions.js';
import { COMMIT_FORMAT, type LoggedCommit, LogParser } from './log-parser.js';
import type { KeptChanges, Wanted } from './logged-changes.js';
import { NamelessFile } from './nameless-file.js';
import { StartedGit } from './started-git.js';

const LOG = ['log', '--topo-order', '--raw', '-c', '-r', '--root', '-z', '--no-renames', '-O/dev/null', '--no-show-signature', '--no-mailmap', '--no-color'];
const FORMAT = ['--no-abbrev', '--ignore-submodules=none', '--no-relative', '--no-notes', '--encoding=UTF-8', `--format=${COMMIT_FORMAT}`];

/** A git that has written nothing for so long hangs. */
const SILENCE_MS = 120_000;

/**
 * All commits, children before their parents, in one pass: `-c` shows what a merge brought that no parent has, and costs a fifteenth of `-m -M`. git runs from the beginning on; what it says
 * before somebody asks, it writes to a file, where there may be one.
 */
export class HistoryLog {
  readonly #command: readonly string[];
  readonly #input: string;
  readonly #context: GitContext;
  readonly #file: NamelessFile | undefined;
  readonly #git: GitProcess;
  #written: Promise<boolean> | undefined;
  #keptFile: NamelessFile | undefined;
  #kept: KeptChanges | undefined;

  /** @param ahead what it says may take a file: a quarter of a packed history at most. Else git waits until somebody asks. */
  constructor(revisions: Revisions, context: GitContext, ahead: boolean) {
    const limited = revisions.paths.length === 0 ? [] : ['--full-history', '--sparse'];
    this.#command = [...LOG, ...FORMAT, ...limited, ...revisions.options, '--stdin', '--', ...literal(revisions.paths)];
    this.#input = revisions.input;
    this.#context = context;
    this.#file = ahead ? NamelessFile.make() : undefined;
    this.#git = this.#start(this.#file);
  }

  /** The file that git writes to, and one in which what it says can be kept in another form. */
  get files(): { readonly log: number; readonly kept: number } | undefined {
    if (this.#file === undefined) return undefined;
    this.#keptFile ??= NamelessFile.make();
    return this.#keptFile && { log: this.#file.descriptor, kept: this.#keptFile.descriptor };
  }

  /** Has git said it all, in the end? Else it is asked again. */
  isWritten(): Promise<boolean> {
    this.#written ??= this.#file === undefined ? Promise.resolve(false) : this.#untilWritten(this.#file);
    return this.#written;
  }

  /** Takes over what somebody else has read of the file. */
  take(kept: KeptChanges): void {
    this.#kept = kept;
  }

  /** @param wanted says which changes are told. */
  async *commits(wanted: Wanted): AsyncGenerator<readonly LoggedCommit[]> {
    const parser = new LogParser(this.#kept);
    parser.want(wanted.ids);
    try {
      for (let commits = parser.told(wanted); commits !== undefined; commits = parser.told(wanted)) yield commits;
      for await (const chunk of this.#kept === undefined ? this.#chunks() : []) {
        parser.push(chunk);
        for (let commits = parser.told(wanted); commits !== undefined; commits = parser.told(wanted)) yield commits;
      }
      yield parser.end();
    } finally {
      this.#file?.close();
      this.#keptFile?.close();
    }
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const file = this.#file;
    if (file === undefined) {
      yield* this.#git.chunks();
      return;
    }
    if (await this.isWritten()) yield* file.pieces();
    // A full disk is no fault of git's: what else it may be, it says again.
    else yield* this.#start(undefined).chunks();
  }

  #start(file: NamelessFile | undefined): GitProcess {
    const git = new GitProcess(this.#command, this.#context, 'pipe', new StartedGit(this.#command, this.#context, 'pipe', undefined, file?.descriptor));
    git.stdin?.end(this.#input);
    return git;
  }

  /** git says nothing to us meanwhile. */
  async #untilWritten(file: NamelessFile): Promise<boolean> {
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
