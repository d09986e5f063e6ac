import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from './git-process.js';

/** The folder for what the program remembers, in the git directory. */
export const OWN_FOLDER = 'precommit-guard';

/** Where a repository lies. Found by looking at files, since asking git costs a process. */
export interface Repository {
  /** Top of the worktree; for a bare repository the git directory. */
  readonly root: string;
  /** This worktree's own git directory: a linked worktree has one of its own. */
  readonly gitDir: string;
}

/** The repository around `cwd`, by GIT_DIR and GIT_WORK_TREE, a folder `.git`, or a file `.git` (linked worktrees, submodules). */
export function findRepository({ cwd, env }: GitContext): Repository | undefined {
  const gitDir = env['GIT_DIR'];
  if (gitDir !== undefined && gitDir !== '') {
    const path = resolve(cwd, gitDir);
    return { root: resolve(cwd, env['GIT_WORK_TREE'] ?? '.'), gitDir: linkedTo(path) ?? path };
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = gitDirIn(folder);
    if (found !== undefined) return { root: folder, gitDir: found };
    if (isGitDir(folder)) return { root: folder, gitDir: folder };
    if (dirname(folder) === folder) return undefined;
  }
}

export function requireRepository(context: GitContext): Repository {
  const repository = findRepository(context);
  if (repository !== undefined) return repository;
  throw new GuardError('no-repository', 'This is not inside a git repository.', { hint: 'Run it in a repository, or name files or folders to scan.' });
}

/** The other parents of the merge that is being made, if one is: https://git-scm.com/docs/gitrevisions (MERGE_HEAD). */
export function mergeHeads({ gitDir }: Repository): string[] {
  const file = join(gitDir, 'MERGE_HEAD');
  // An exception, which is how a missing file is told, costs a hook more than this question.
  return ((existsSync(file) ? readText(file) : undefined) ?? '').split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line));
}

/**
 * The other parents of a merge that git is about to make, while its hook pre-merge-commit runs: it has not written MERGE_HEAD yet, and names them to its children in variables.
 * https://github.com/git/git/blob/v2.39.0/builtin/merge.c (GITHEAD_)
 */
export function announcedHeads(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
}

/** The git directory that all worktrees of the repository share: https://git-scm.com/docs/gitrepository-layout (commondir). */
export function commonDir({ gitDir }: Repository): string {
  const common = readText(join(gitDir, 'commondir'));
  return common === undefined ? gitDir : resolve(gitDir, common.trim());
}

/** Of an object's id, in bytes. */
export function idBytes(repository: Repository): number {
  return /^\s*objectformat\s*=\s*sha256/im.test(readText(join(commonDir(repository), 'config')) ?? '') ? 32 : 20;
}

/** Where its packs lie. */
export function packFolder(repository: Repository, { cwd, env }: GitContext): string {
  return resolve(cwd, env['GIT_OBJECT_DIRECTORY'] ?? join(commonDir(repository), 'objects'), 'pack');
}

/** The commits at which a shallow clone ends; their parents are not here. */
export function shallowCommits(repository: Repository): ReadonlySet<string> {
  return new Set((readText(join(commonDir(repository), 'shallow')) ?? '').split('\n').filter((line) => line !== ''));
}

// Nothing here asks for a file's stats: in Node 20 they hold dates, and the first date loads the time zones, 5 ms.

function gitDirIn(folder: string): string | undefined {
  const path = join(folder, '.git');
  return existsSync(join(path, 'HEAD')) ? path : linkedTo(path);
}

/** The git directory that a file `.git` names. */
function linkedTo(path: string): string | undefined {
  const target = /^gitdir: (.*?)\r?\n?$/s.exec(readText(path) ?? '')?.[1];
  return target === undefined ? undefined : resolve(dirname(path), target);
}

function isGitDir(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
