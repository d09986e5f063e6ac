import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GitContext, gitOutput } from './git-process.js';
import { allGitLines, gitLines } from './history-lines.js';
import type { Revisions } from './history-revisions.js';
import { pathText } from './path-text.js';

/** A ref and the commit it leads to. */
export interface Ref {
  readonly name: string;
  /** What it names: a commit, or a tag object. */
  readonly object: string;
  readonly commit: string;
}

/** All refs, and HEAD where there is one. */
export async function allRefs(context: GitContext): Promise<Ref[]> {
  const refs: Ref[] = [];
  const atHead = headCommit(context);
  for await (const lines of gitLines(['for-each-ref', '--format=%(objectname) %(*objectname) %(refname)'], context)) {
    for (const line of lines) {
      const [, object, peeled, name] = /^([0-9a-f]+) ([0-9a-f]*) (.*)$/.exec(line) ?? [];
      if (object !== undefined && peeled !== undefined && name !== undefined)
        refs.push({ name: pathText(Buffer.from(name, 'latin1')), object, commit: peeled === '' ? object : peeled });
    }
  }
  const head = await atHead;
  if (head !== undefined) refs.push({ name: 'HEAD', object: head, commit: head });
  return refs;
}

/** The commit that HEAD is at; undefined when there is none yet. */
export async function headCommit(context: GitContext): Promise<string | undefined> {
  return gitOutput(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], context).then(
    (out) => out.toString('latin1').trim(),
    () => undefined,
  );
}

/** The files of HEAD: what `visit` is told of each is its blob and its path. */
export async function headFiles(context: GitContext, visit: (blob: string, path: () => string) => void): Promise<void> {
  if ((await headCommit(context)) === undefined) return;
  const listed = (await gitOutput(['ls-tree', '-r', '-z', '--full-tree', 'HEAD'], context)).toString('latin1');
  for (const entry of listed.split('\0')) {
    const tab = entry.indexOf('\t');
    if (tab > 0) visit(entry.slice(12, tab).trim(), () => pathText(Buffer.from(entry.slice(tab + 1), 'latin1')));
  }
}

/** The commits before which a shallow clone holds nothing: https://git-scm.com/docs/shallow */
export async function shallowCommits(context: GitContext): Promise<ReadonlySet<string>> {
  const path = (await gitOutput(['rev-parse', '--git-path', 'shallow'], context)).toString('utf8').trim();
  const file = resolve(context.cwd, path);
  return new Set(
    existsSync(file)
      ? readFileSync(file, 'latin1')
          .split('\n')
          .filter((line) => line !== '')
      : [],
  );
}

/** Does something still lead to all that `tips` led to? After a deleted branch or a rewritten history it does not. */
export async function stillReachable(tips: readonly string[], { options, input }: Revisions, context: GitContext): Promise<boolean> {
  const now = input
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `^${line}\n`);
  const asked = ['rev-list', '--objects', '--no-object-names', '--max-count=1', '--stdin', '--not', ...options];
  try {
    return (await allGitLines(asked, context, tips.map((tip) => `${tip}\n`).join('') + now.join(''))).length === 0;
  } catch {
    return false; // A tip that is gone.
  }
}

/** What no ref, reflog or index leads to any more. */
export async function unreachableObjects(input: string, context: GitContext): Promise<{ readonly commits: string[]; readonly others: string[] }> {
  const known = new Set<string>();
  const walk = ['rev-list', '--objects', '--no-object-names', '--missing=allow-any', '--all', '--reflog', '--indexed-objects', '--stdin'];
  for await (const lines of gitLines(walk, context, input)) for (const id of lines) known.add(id);
  const commits: string[] = [];
  const others: string[] = [];
  for (const line of await allGitLines(['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname) %(objecttype)'], context)) {
    const [id = '', type] = line.split(' ');
    if (type === 'tree' || known.has(id)) continue;
    if (type === 'commit') commits.push(id);
    else others.push(id);
  }
  return { commits, others };
}
