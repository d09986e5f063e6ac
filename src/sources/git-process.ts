import type { Writable } from 'node:stream';
import { GuardError } from '../model/guard-error.js';
import type { Take } from './own-pipe.js';
import { type GitContext, StartedGit } from './started-git.js';

export type { GitContext } from './started-git.js';

/** Where the list of all options begins, with which an older git answers one that it does not know. */
const USAGE = /^usage: /m;
/** What is asked of git in order to change something. */
const WRITES: ReadonlySet<string> = new Set(['hash-object', 'update-index']);
/** With this an older git ends when it does not know an option. */
const UNKNOWN_OPTION = 129;
const NEWER = 'This git does not know what it was asked for. git --version tells which one it is: 2.32 or newer is needed.';
/** An object's whole id among git's words. It looks like a secret, and would be masked where it is printed. */
const ID = /(?<![^\s'])(?:[0-9a-f]{40}|[0-9a-f]{64})(?![^\s':,.])/g;
/** A git that says nothing for this long hangs: on a dead network file system, or on a prompt we did not foresee. */
const SILENCE_MS = 120_000;

const running = new Set<StartedGit>();

/** Ends every git that still runs, for when we are ended ourselves. */
export function endGit(): void {
  for (const git of running) git.kill();
}

/** git ended badly. */
export class GitFailure extends GuardError {
  /** null when it was killed, by us because it hung or by someone else: asked again it would not fare better. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null, writes = false) {
    super('git-failed', message, {
      hint: `${writes ? '' : 'What it did not read was not scanned. '}${exitCode === UNKNOWN_OPTION ? NEWER : 'Mend what git says and try again.'}`,
    });
    this.exitCode = exitCode;
  }
}

/** A running git command whose output is read as a stream. Its failure is a GuardError with git's own words as detail. */
export class GitProcess {
  readonly stdin: Writable | null;
  /** True while nothing is asked of it: then its silence means nothing. */
  idle = false;
  readonly #command: string;
  readonly #ended: Promise<void>;
  readonly #started: StartedGit;
  #hung = false;
  #waiting = false;
  /** How many times it did not let us wait for ever. */
  #answers = 0;

  /** @param started the same command, where it runs already. */
  constructor(args: readonly string[], context: GitContext, stdin: 'pipe' | 'ignore' = 'ignore', started: StartedGit = new StartedGit(args, context, stdin)) {
    this.#command = args[0] ?? '';
    const { ended } = started;
    this.#started = started;
    running.add(started);
    void ended.then(() => running.delete(started));
    this.stdin = started.stdin;
    this.stdin?.on('error', () => {}); // git's exit code says more than EPIPE.
    this.#ended = ended.then((ending) => {
      if ('notStarted' in ending) throw cannotStart(ending.notStarted);
      if (ending.code !== 0) throw this.#failure(ending.code, ending.signal);
    });
    // A failure ends the reading; `chunks` then throws it.
    this.#ended.catch(() => started.close());
  }

  /** The output, piece by piece; throws a GuardError unless git ends well. Left early, git is ended too. */
  async *chunks(): AsyncGenerator<Buffer> {
    const watch = this.#watch();
    try {
      for (;;) {
        const chunk = await this.#answer(this.#started.next());
        watch.refresh();
        if (chunk === undefined) break;
        yield chunk;
      }
      await this.#answer(this.#ended);
    } finally {
      clearTimeout(watch);
      this.#started.kill();
    }
  }

  /** Hands on the output, and what is handed on must not be kept: the quickest way to read much. Throws a GuardError unless git ends well. Ended early, git is ended too. */
  async each(take: Take): Promise<void> {
    const { pipe } = this.#started;
    if (pipe === undefined) {
      for await (const chunk of this.chunks()) {
        for (let at = 0; at < chunk.length; ) {
          const { used, goesOn } = take(chunk.subarray(at), false);
          if (!(await goesOn)) return;
          at += used;
        }
      }
      return;
    }
    const watch = this.#watch();
    const came = (): void => {
      watch.refresh();
      this.#answers++;
    };
    // Who is asked for more is not git while we are busy.
    const taking: Take = (bytes, grows) => {
      const taken = take(bytes, grows);
      if (typeof taken.goesOn === 'boolean') return taken;
      this.#waiting = false;
      const goesOn = taken.goesOn.finally(() => {
        this.#waiting = true;
        watch.refresh();
      });
      return { ...taken, goesOn };
    };
    try {
      await pipe.each(taking, came, this.#answer(this.#ended));
    } finally {
      clearTimeout(watch);
      this.#started.kill();
      pipe.ours.destroy();
    }
  }

  /** Ends git before its time. */
  end(): void {
    this.#started.kill();
  }

  async #answer<T>(answer: Promise<T>): Promise<T> {
    this.#waiting = true;
    try {
      return await answer;
    } finally {
      this.#waiting = false;
      this.#answers++;
    }
  }

  /** Ends git when it lets us wait too long. What has come while we ourselves were busy is read before it is judged. */
  #watch(): NodeJS.Timeout {
    const judge = (answers: number): void => {
      if (this.idle || !this.#waiting || answers !== this.#answers) {
        watch.refresh();
        return;
      }
      this.#hung = true;
      this.#started.kill();
      this.#started.close();
    };
    // A git that lives keeps us alive by itself.
    const watch = setTimeout(() => setImmediate(judge, this.#answers), SILENCE_MS).unref();
    return watch;
  }

  #failure(code: number | null, signal: NodeJS.Signals | null): GitFailure {
    const how = this.#hung ? `said nothing for ${SILENCE_MS / 1000} seconds` : signal === null ? `ended with code ${code}` : `was killed by ${signal}`;
    const words = (this.#started.words.split(USAGE)[0] ?? '').trim().replace(ID, shortId);
    return new GitFailure(`git ${this.#command} ${how}.${words === '' ? '' : `\n${words}`}`, this.#hung ? null : code, WRITES.has(this.#command));
  }
}

function cannotStart(cause: Error & { code?: string }): GuardError {
  const missing = cause.code === 'ENOENT';
  return new GuardError('git-missing', missing ? 'There is no git on the PATH.' : `git cannot be started (${cause.code ?? cause.name}).`, {
    hint: 'Install git 2.32 or newer, or mend the PATH of the program that commits.',
    cause,
  });
}

/**
 * Why a command on a repository failed. `git diff` takes a repository that it does not trust, or a broken one, for none, and complains of its own options; a command that cannot do
 * without a repository says what is wrong with it.
 */
export async function reasonOf(failure: unknown, context: GitContext): Promise<unknown> {
  return gitOutput(['rev-parse', '--git-dir'], context).then(
    () => failure,
    (reason) => reason,
  );
}

/** An object's id as far as it serves to name the object. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The whole output of a bounded git command. */
export async function gitOutput(args: readonly string[], context: GitContext): Promise<Buffer> {
  return outputOf(new GitProcess(args, context));
}

/** The same, and what it warned of although it ended well. */
export async function gitOutputWarned(args: readonly string[], context: GitContext): Promise<{ readonly output: Buffer; readonly words: string }> {
  const started = new StartedGit(args, context);
  started.warns = true;
  const output = await outputOf(new GitProcess(args, context, 'ignore', started));
  return { output, words: started.words };
}

async function outputOf(git: GitProcess): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of git.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
