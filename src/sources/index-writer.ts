import { GuardError } from '../model/guard-error.js';
import { type GitContext, GitProcess, gitOutput } from './git-process.js';

/** What the index holds of a path. */
export interface IndexEntry {
  /** Octal, as git writes it: `100644`. */
  readonly mode: string;
  readonly blob: string;
}

/** The index's entry of a path, or undefined: it is not in the index, or unmerged. https://git-scm.com/docs/git-ls-files (`--stage`) */
export async function indexEntry(path: string, context: GitContext): Promise<IndexEntry | undefined> {
  const output = (await gitOutput(['--literal-pathspecs', 'ls-files', '-z', '--stage', '--full-name', '--', `${path}`], context)).toString('utf8');
  for (const line of output.split('\0')) {
    const [, mode = '', blob = '', stage, name] = /^(\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(line) ?? [];
    if (name === path && stage === '0') return { mode, blob };
  }
  return undefined;
}

export async function readBlob(blob: string, context: GitContext): Promise<Buffer> {
  return await gitOutput(['cat-file', 'blob', blob], context);
}

/** Stores content as it is, without filters; returns its id. */
export async function storeBlob(content: Buffer, context: GitContext): Promise<string> {
  return (await withInput(['hash-object', '-w', '--no-filters', '--stdin'], content, context)).toString('latin1').trim();
}

/** Sets or removes entries of the index, all at once; the worktree is not touched. https://git-scm.com/docs/git-update-index#_using_index_info */
export async function writeIndex(entries: readonly { readonly path: string; readonly entry: IndexEntry | undefined }[], context: GitContext): Promise<void> {
  if (entries.length === 0) return;
  const lines = entries.map(({ path, entry }) => (entry === undefined ? `0 ${'0'.repeat(40)}\t${path}\0` : `${entry.mode} ${entry.blob}\t${path}\0`));
  await withInput(['update-index', '-z', '--index-info'], Buffer.from(lines.join('')), context);
}

/** Would git leave this path alone, by what .gitignore and its kind say? */
export async function isIgnored(path: string, context: GitContext): Promise<boolean> {
  return gitOutput(['check-ignore', '-q', '--', path], context).then(
    () => true,
    (error: unknown) => {
      if (error instanceof GuardError && 'exitCode' in error && error.exitCode === 1) return false;
      throw error;
    },
  );
}

async function withInput(args: readonly string[], input: Buffer, context: GitContext): Promise<Buffer> {
  const git = new GitProcess(args, context, 'pipe');
  git.stdin?.end(input);
  const chunks: Buffer[] = [];
  for await (const chunk of git.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
