import { isNullId } from './diff-entry.js';
import { type GitContext, GitProcess, gitOutput } from './git-process.js';
import { readBlob } from './index-writer.js';
import { pathText } from './path-text.js';

/** A changed path with the ids of its contents: undefined where there is no file on that side. A file that moves is one that goes and one that comes. */
export interface ChangedSides {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const RAW = ['--raw', '-z', '--no-abbrev', '--no-renames', '--no-relative', '--no-ext-diff', '--ignore-submodules=none'];

/** Everything that is staged, deletions too. */
export async function stagedSides(context: GitContext): Promise<readonly ChangedSides[]> {
  return sidesIn(await gitOutput(['diff', '--cached', ...RAW], context)).get('') ?? [];
}

/** Everything that each of some commits changes, deletions too; of a merge, what differs from every parent, against the first. By one git. */
export async function commitSides(ids: readonly string[], context: GitContext): Promise<ReadonlyMap<string, readonly ChangedSides[]>> {
  if (ids.length === 0) return new Map();
  const git = new GitProcess(['diff-tree', '-r', '-c', '--root', '--stdin', ...RAW], context, 'pipe');
  git.stdin?.end(`${ids.join('\n')}\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of git.chunks()) chunks.push(chunk);
  return sidesIn(Buffer.concat(chunks));
}

/** A blob as text; undefined where there is none, or it cannot be read. */
export async function textOfBlob(id: string | undefined, context: GitContext): Promise<string | undefined> {
  return id === undefined
    ? undefined
    : await readBlob(id, context).then(
        (bytes) => bytes.toString('utf8'),
        () => undefined,
      );
}

/**
 * By the commit that is named before them, the empty string where none is: `:mode mode id id status`, with one colon, mode and id more for each further parent.
 * https://git-scm.com/docs/git-diff-tree#_raw_output_format
 */
function sidesIn(output: Buffer): Map<string, ChangedSides[]> {
  const found = new Map<string, ChangedSides[]>();
  let commit = '';
  const tokens = output.toString('latin1').split('\0');
  for (let at = 0; at < tokens.length - 1; at++) {
    const token = (tokens[at] ?? '').trim();
    if (!token.startsWith(':')) {
      commit = token;
      continue;
    }
    const words = token.split(' ');
    const parents = (words[0] ?? '').lastIndexOf(':') + 1;
    const [before = '', after = ''] = [words[parents + 1], words[2 * parents + 1]];
    const sides = found.get(commit) ?? [];
    found.set(commit, sides);
    sides.push({ path: pathText(Buffer.from(tokens[++at] ?? '', 'latin1')), before: isNullId(before) ? undefined : before, after: isNullId(after) ? undefined : after });
  }
  return found;
}
