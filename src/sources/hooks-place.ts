import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { type GitContext, gitOutput } from './git-process.js';
import { commonDir, type Repository } from './repository.js';

/** The hooks that the program has a script for. */
export const DOORS = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'pre-merge-commit', 'pre-applypatch', 'pre-push'] as const;
export type DoorName = (typeof DOORS)[number];

/** Where git looks for hooks. */
export interface HooksPlace {
  /** `own`: a folder of the repository's that core.hooksPath names. `outside`: one that serves other repositories too. */
  readonly kind: 'plain' | 'husky' | 'own' | 'outside';
  /** Where people write hooks: with husky the folder above the one that git runs. */
  readonly folder: string;
  /** What git runs. */
  readonly run: string;
  /** The file and level of configuration that names the folder; undefined for git's default. */
  readonly origin: string | undefined;
}

/** Finds out where hooks belong: https://git-scm.com/docs/git-config (core.hooksPath), https://typicode.github.io/husky */
export async function hooksPlace(repository: Repository, context: GitContext): Promise<HooksPlace> {
  const [path = '', origin] = await configured(context);
  const husky = join(repository.root, '.husky');
  if (path === '') {
    const plain = join(commonDir(repository), 'hooks');
    return existsSync(husky) ? { kind: 'husky', folder: husky, run: join(husky, '_'), origin } : { kind: 'plain', folder: plain, run: plain, origin };
  }
  const run = isAbsolute(path) ? path : resolve(repository.root, path);
  if (/[\\/]_$/.test(run) && inside(repository.root, run)) return { kind: 'husky', folder: resolve(run, '..'), run, origin };
  if (resolve(run) === resolve(commonDir(repository), 'hooks')) return { kind: 'plain', folder: run, run, origin };
  return { kind: inside(repository.root, run) || inside(commonDir(repository), run) ? 'own' : 'outside', folder: run, run, origin };
}

/** The value of core.hooksPath, `~` resolved, and where it is written. */
async function configured(context: GitContext): Promise<string[]> {
  const ask = async (...args: string[]): Promise<string> => (await gitOutput(['config', ...args, 'core.hooksPath'], context).catch(() => Buffer.alloc(0))).toString('utf8').trim();
  const path = await ask('--type=path', '--get');
  return path === '' ? [] : [path, (await ask('--show-origin', '--get')).split('\t')[0] ?? ''];
}

function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
