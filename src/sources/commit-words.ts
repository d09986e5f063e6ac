import { type GitContext, GitProcess } from './git-process.js';

/** Who made a commit, when, and what they said. */
export interface CommitWords {
  readonly id: string;
  /** The month of the committer's day, as `2026-11`. */
  readonly month: string;
  /** Author and committer, `Name <address>`. */
  readonly people: readonly string[];
  readonly message: string;
}

/** The words of all commits that any ref reaches, by one git that looks at no file. */
export async function* commitWords(since: string | undefined, context: GitContext): AsyncGenerator<CommitWords> {
  const options = [
    'log',
    '--all',
    '-z',
    '--no-color',
    '--no-decorate',
    '--no-notes',
    '--no-mailmap',
    '--no-show-signature',
    '--no-patch',
    '--encoding=UTF-8',
    '--date=format:%Y-%m',
  ];
  const git = new GitProcess([...options, '--format=%H%x01%cd%x01%an <%ae>%x01%cn <%ce>%x01%B', ...(since === undefined ? [] : [`--since=${since}`])], context);
  let pending = '';
  for await (const chunk of git.chunks()) {
    const parts = (pending + chunk.toString('latin1')).split('\0');
    pending = parts.pop() ?? '';
    yield* parts.flatMap(wordsOf);
  }
  yield* wordsOf(pending);
}

function wordsOf(text: string): CommitWords[] {
  const [id = '', month = '', author = '', committer = '', ...message] = Buffer.from(text, 'latin1').toString('utf8').split('\x01');
  return id === '' ? [] : [{ id, month, people: [author, committer], message: message.join('\x01') }];
}
