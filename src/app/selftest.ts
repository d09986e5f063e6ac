import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { isToolHook } from '../sources/hook-file.js';
import { makeFolder } from '../sources/make-folder.js';
import { commonDir, type Repository, requireRepository } from '../sources/repository.js';
import { type Project, projectAt } from './setup/project.js';

/** What became of the canary at one door. */
export interface Tried {
  readonly door: string;
  readonly refused: boolean;
  /** The hook ended the commit without having looked at it: nobody is let pass, nothing is found either. */
  readonly blind: boolean;
  /** What the hook said, the canary masked by it. */
  readonly said: string;
}

const NAME = 'precommit-guard-canary.js';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function scratchFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'precommit-guard-selftest-'));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `No folder for the canary can be made in ${tmpdir()} (${code}).`, { hint: 'Make room there, or name another folder in TMPDIR.', cause });
  }
}

/**
 * Puts a made-up key into an index and objects of its own, beside the repository's, and runs the repository's hooks on them as git does. What other commands the hooks run before the program
 * sees that index too. Nothing of it is left, nothing of the repository is changed.
 */
export async function tryCanary(context: GitContext): Promise<Tried[]> {
  const repository = requireRepository(context);
  const project = await projectAt(context);
  const { run, folder: hooks } = project.place;
  const folder = scratchFolder();
  try {
    const objects = join(folder, 'objects');
    mkdirSync(objects);
    const env = {
      ...context.env,
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(commonDir(repository), 'objects'),
    };
    const git = (args: readonly string[], input = ''): string => {
      const { status, stdout, stderr } = spawnSync('git', args, { cwd: repository.root, env, input, encoding: 'utf8' });
      if (status !== 0)
        throw new GuardError('git-failed', `The canary could not be made: git ${args[0]} ended with ${status}.\n${stderr}`, { hint: 'npx precommit-guard doctor tells more.' });
      return stdout.trim();
    };
    const unborn = spawnSync('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: repository.root, env }).status !== 0;
    git(unborn ? ['read-tree', '--empty'] : ['read-tree', 'HEAD']);
    const blob = git(['hash-object', '-w', '--stdin', '--no-filters'], canary());
    git(['update-index', '--add', '--cacheinfo', `100644,${blob},${NAME}`]);
    const message = join(folder, 'message');
    writeFileSync(message, 'a canary\n');
    const place = isToolHook(hooks, 'pre-commit') === undefined ? { cwd: repository.root, env } : besideWorktree(repository, project, folder, env, git);
    return [
      tried('pre-commit', spawnSync('git', ['hook', 'run', '--ignore-missing', 'pre-commit'], { ...place, encoding: 'utf8' })),
      ...['prepare-commit-msg'].map((door) => tried(door, runHook(join(run, door), [message, 'message'], place))),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pre-commit framework and lefthook hide what is not staged, in the worktree: they get one of their own, with the canary's files, their configuration and the installed packages. */
function besideWorktree(
  { root, gitDir }: Repository,
  { lefthook, preCommit, installedIn = '' }: Project,
  folder: string,
  env: NodeJS.ProcessEnv,
  git: (args: readonly string[]) => string,
): { cwd: string; env: NodeJS.ProcessEnv } {
  const cwd = join(folder, 'worktree');
  mkdirSync(cwd);
  git(['checkout-index', '--all', `--prefix=${cwd}/`]);
  const packages = installedIn.replace(/\.yarn\/.*$/, '');
  for (const name of [`${packages}node_modules`, `${packages}.yarn`, `${packages}.pnp.cjs`, preCommit, lefthook]) {
    if (name === undefined || !existsSync(join(root, name)) || existsSync(join(cwd, name))) continue;
    makeFolder(dirname(join(cwd, name)));
    symlinkSync(join(root, name), join(cwd, name));
  }
  return { cwd, env: { ...env, GIT_DIR: gitDir, GIT_WORK_TREE: cwd } };
}

/** As git runs a hook. One that is missing refuses nothing. */
function runHook(file: string, args: readonly string[], options: GitContext): { status: number | null; stdout: string; stderr: string } {
  if (!existsSync(file)) return { status: 0, stdout: '', stderr: '' };
  return spawnSync(file, args, { ...options, encoding: 'utf8' });
}

function tried(door: string, { status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Tried {
  const said = `${stdout ?? ''}${stderr ?? ''}`;
  const named = said.includes(`${NAME}:1:`);
  return { door, refused: status !== 0 && named, blind: status !== 0 && !named, said };
}

/** A line that no rule can take for anything but a key; made anew each time, so that none lies in the program. No letter comes twice: one key of five thousand is else too plain for its rule. */
function canary(): string {
  const letters = [...LETTERS];
  const key = Array.from({ length: 16 }, () => letters.splice(Math.floor(Math.random() * letters.length), 1)[0]).join('');
  return `const accessKeyId = '${['AK', 'IA'].join('')}${key}';\n`;
}
