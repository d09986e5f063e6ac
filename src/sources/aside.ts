import { readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { findRepository } from './repository.js';
import type { GitContext } from './started-git.js';

/** Variables that name a place, which git understands from the top of the worktree. */
const PLACES = ['GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'] as const;

/**
 * The same repository with its worktree out of sight. git shows a file of the worktree in place of an object when it takes them for the same by the file's time and size, which can be wrong, and
 * what is committed is the object. So it is told that the worktree begins a folder further up, where its paths name nothing that lies in the index.
 * https://github.com/git/git/blob/v2.39.0/diff.c (reuse_worktree_file)
 *
 * Only for commands that name no paths: they would be taken from further up too.
 */
export function aside(context: GitContext): GitContext {
  const repository = findRepository(context);
  if (repository === undefined) return context; // git says it better.
  const { root, gitDir } = repository;
  const env = { ...context.env };
  for (const name of PLACES) {
    const place = env[name];
    if (place) env[name] = resolve(root, place);
  }
  const others = env['GIT_ALTERNATE_OBJECT_DIRECTORIES'];
  // git puts a folder with odd characters in quotes, and names it in full.
  const absolute = (place: string): string => (place === '' || place.startsWith('"') ? place : resolve(root, place));
  if (others) env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] = others.split(delimiter).map(absolute).join(delimiter);
  const above = env['GIT_DIR'] || configuresWorktree(gitDir) ? undefined : aboveOf(root);
  if (above !== undefined) return { cwd: context.cwd, env: { ...env, GIT_WORK_TREE: above } };
  // Where the worktree may be any folder, or the whole disk, git is put into its own.
  return { cwd: gitDir, env: { ...env, GIT_DIR: gitDir, GIT_WORK_TREE: gitDir } };
}

/** The folder above, as git names it, which knows no symbolic links; undefined at the top of the disk. */
function aboveOf(root: string): string | undefined {
  const real = realpathSync.native(root);
  const above = dirname(real);
  return above === real ? undefined : above;
}

/** May the repository say itself where its worktree is (core.worktree)? Yes rather than no, as where its configuration lies elsewhere. */
function configuresWorktree(gitDir: string): boolean {
  try {
    return readFileSync(join(gitDir, 'config'), 'latin1').toLowerCase().includes('worktree');
  } catch {
    return true;
  }
}
