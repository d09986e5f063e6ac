import { GuardError } from '../model/guard-error.js';
import { changeIdentity } from './change-identity.js';
import { type DiffEntry, isNullId } from './diff-entry.js';
import { type GitContext, GitProcess } from './git-process.js';
import { pathText } from './path-text.js';

/** A changed path of a commit; of a merge, one that differs from every parent. */
export interface LoggedChange {
  readonly identity: string;
  /** Against the first parent, without contents. */
  readonly entry: DiffEntry;
  /** Against the other parents. */
  readonly others: readonly DiffEntry[];
}

/** A commit as `git log --raw` tells it: all of it but contents. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Author and committer, `Name <address>`. */
  readonly people: readonly string[];
  readonly message: string;
  /** Deletions are left out. */
  readonly changes: readonly LoggedChange[];
}

const NON_ASCII = /[\x80-\xff]/;

/** Begins a commit: nothing that git writes there begins so. */
const BEGIN = '\x01';

const OPTIONS: readonly string[] = [
  'log',
  '--raw',
  '-c',
  '-z',
  '--root',
  '-M50%',
  '-l1000',
  '--no-abbrev',
  '--no-color',
  '--no-decorate',
  '--no-notes',
  '--no-mailmap',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--ignore-submodules=none',
  '-O/dev/null',
  '--encoding=UTF-8',
  `--format=%x01%H%x00%P%x00%an <%ae>%x00%cn <%ce>%x00%B%x00`,
];

/**
 * The commits that `revisions` reach, newest first, by one git.
 *
 * @param revisions as `git rev-list --stdin` takes them.
 * @param options such as `--not --remotes=origin`.
 */
export async function* loggedCommits(revisions: readonly string[], options: readonly string[], context: GitContext): AsyncGenerator<LoggedCommit> {
  const git = new GitProcess([...OPTIONS, '--stdin', ...options], context, 'pipe');
  git.stdin?.end(`${revisions.join('\n')}\n`);
  const parser = new LogParser();
  for await (const chunk of git.chunks()) yield* parser.push(chunk.toString('latin1'));
  yield* parser.end();
}

interface Open {
  readonly fields: string[];
  readonly changes: LoggedChange[];
}

/** How many fields `--format` asks for. */
const FIELDS = 5;

/** Reads fields that end with NUL as they stream in, one character a byte. Format: https://git-scm.com/docs/diff-format */
class LogParser {
  #pending = '';
  #commit: Open | undefined;
  #raw: string | undefined;
  #pathsLeft = 0;

  *push(text: string): Generator<LoggedCommit> {
    const tokens = (this.#pending + text).split('\0');
    this.#pending = tokens.pop() ?? '';
    for (const token of tokens) {
      const done = this.#token(token);
      if (done !== undefined) yield done;
    }
  }

  *end(): Generator<LoggedCommit> {
    if (this.#pending !== '' || this.#raw !== undefined) throw inconsistent();
    const last = this.#finished();
    if (last !== undefined) yield last;
  }

  /** Returns the commit before when a new one begins. */
  #token(token: string): LoggedCommit | undefined {
    const commit = this.#commit;
    if (commit !== undefined && commit.fields.length < FIELDS) {
      commit.fields.push(token);
      return undefined;
    }
    if (this.#raw !== undefined) {
      if (--this.#pathsLeft === 0) this.#change(this.#raw, token);
      return undefined;
    }
    const text = token.startsWith('\n') ? token.slice(1) : token;
    if (text === '') return undefined;
    if (text.startsWith(BEGIN)) {
      const before = this.#finished();
      this.#commit = { fields: [text.slice(1)], changes: [] };
      return before;
    }
    if (!text.startsWith(':') || commit === undefined) throw inconsistent();
    this.#raw = text;
    // A rename of one parent's path names both; of several parents' only the new one.
    this.#pathsLeft = !text.startsWith('::') && /[RC]/.test(text) ? 2 : 1;
    return undefined;
  }

  /** `:mode mode id id status`, for a merge of n parents with n colons, n + 1 modes and ids and n letters. */
  #change(raw: string, path: string): void {
    this.#raw = undefined;
    const parents = raw.lastIndexOf(':', raw.indexOf(' ')) + 1;
    const words = raw.slice(parents).split(' ');
    const newMode = words[parents];
    const ids = words.slice(parents + 1, -1);
    const newId = ids.at(-1);
    const letters = (words.at(-1) ?? '').replace(/[0-9]/g, '');
    if (newMode === undefined || newId === undefined || words.length !== 2 * parents + 3 || letters.length !== parents) throw inconsistent();
    if (letters.includes('D') && isNullId(newId)) return;
    const name = NON_ASCII.test(path) ? pathText(Buffer.from(path, 'latin1')) : path;
    const [entry, ...others] = [...letters].map((letter, index): DiffEntry => {
      const status = letter as DiffEntry['status']; // Of the letters that git documents; any other is as good as a change.
      return { status, oldMode: words[index] ?? '', newMode, oldId: ids[index] ?? '', newId, path: name, added: undefined, content: undefined };
    });
    if (entry !== undefined) this.#commit?.changes.push({ identity: changeIdentity([entry, ...others]), entry, others });
  }

  #finished(): LoggedCommit | undefined {
    if (this.#commit === undefined) return undefined;
    const { fields, changes } = this.#commit;
    this.#commit = undefined;
    if (fields.length < FIELDS) throw inconsistent();
    const [id = '', parents = '', author = '', committer = '', message = ''] = fields.map((field) =>
      NON_ASCII.test(field) ? Buffer.from(field, 'latin1').toString('utf8') : field,
    );
    return { id, parents: parents.split(' ').filter((one) => one !== ''), people: [...new Set([author, committer])], message, changes };
  }
}

function inconsistent(): GuardError {
  return new GuardError('git-output', 'The output of git log is not as documented.', { hint: 'Please report this with the version of git (git --version).' });
}
