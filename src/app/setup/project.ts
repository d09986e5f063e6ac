import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { GitContext } from '../../sources/git-process.js';
import { type HooksPlace, hooksPlace } from '../../sources/hooks-place.js';
import { commonDir, type Repository, requireRepository } from '../../sources/repository.js';

/** What a project is made with, as far as hooks are concerned. */
export interface Project {
  readonly root: string;
  readonly common: string;
  readonly place: HooksPlace;
  /** Runs hooks besides git itself: the file that configures it, relative to the root. */
  readonly husky: boolean;
  readonly lefthook: string | undefined;
  readonly preCommit: string | undefined;
  readonly simpleGitHooks: string | undefined;
  readonly lintStaged: boolean;
  readonly manager: Manager;
  /** The top of several packages. */
  readonly monorepo: boolean;
  /** A linked worktree: hooks are shared with all others. */
  readonly worktree: boolean;
  /**
   * The folder whose node_modules has the program, relative to the root with `/` behind it; empty for the root itself. Where Yarn keeps packages without node_modules it is a pattern of the shell,
   * since the folder's name changes with the version. Undefined: none has.
   */
  readonly installedIn: string | undefined;
}

export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';
/** What runs a program of the project's packages. */
export const RUNNER: Readonly<Record<Manager, string>> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };

const LEFTHOOK = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', '.config/lefthook.yml', '.config/lefthook.yaml'];
const LINT_STAGED = [
  '.lintstagedrc',
  '.lintstagedrc.json',
  '.lintstagedrc.yaml',
  '.lintstagedrc.yml',
  '.lintstagedrc.mjs',
  '.lintstagedrc.cjs',
  '.lintstagedrc.js',
  'lint-staged.config.js',
  'lint-staged.config.mjs',
  'lint-staged.config.cjs',
  'lint-staged.config.ts',
];
const LOCKS: readonly (readonly [file: string, manager: Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];
const MONOREPO = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json'];

/** Looks at the files of the repository around the working directory; runs nothing but `git config`. */
export async function projectAt(context: GitContext): Promise<Project> {
  const repository = requireRepository(context);
  const { root } = repository;
  const has = (name: string): boolean => existsSync(join(root, name));
  const manifest = manifestIn(root);
  const named = (name: string): boolean => ['dependencies', 'devDependencies'].some((key) => name in objectIn(manifest, key));
  const place = await hooksPlace(repository, context);
  const lefthook = LEFTHOOK.find(has);
  const preCommit = has('.pre-commit-config.yaml') ? '.pre-commit-config.yaml' : undefined;
  return {
    root,
    common: commonDir(repository),
    place,
    husky: place.kind === 'husky',
    lefthook,
    preCommit,
    simpleGitHooks: 'simple-git-hooks' in manifest ? 'package.json' : ['.simple-git-hooks.json', 'simple-git-hooks.json'].find(has),
    lintStaged: 'lint-staged' in manifest || named('lint-staged') || LINT_STAGED.some(has),
    manager: managerOf(root, manifest),
    monorepo: 'workspaces' in manifest || MONOREPO.some(has),
    worktree: isLinked(repository),
    installedIn:
      installedAbove(context.cwd, root) ?? installedWhereHooksSay(root, [join(place.folder, 'pre-commit'), ...[lefthook, preCommit].map((name) => join(root, name ?? ''))]),
  };
}

function isLinked(repository: Repository): boolean {
  return repository.gitDir !== commonDir(repository);
}

function managerOf(root: string, manifest: Readonly<Record<string, unknown>>): Manager {
  const said = /^(npm|pnpm|yarn|bun)@/.exec(String(manifest['packageManager'] ?? ''))?.[1];
  return (said as Manager | undefined) ?? LOCKS.find(([file]) => existsSync(join(root, file)))?.[1] ?? 'npm';
}

/** From the working directory up to the root: a package of a monorepo may have what the root has not. */
function installedAbove(cwd: string, root: string): string | undefined {
  const at = (folder: string): string | undefined => {
    const shown = folder === root ? '' : `${relative(root, folder).split(sep).join('/')}/`;
    return existsSync(join(folder, SCRIPT)) ? shown : unpluggedIn(folder).length > 0 ? `${shown}${UNPLUGGED}` : undefined;
  };
  const atRoot = at(root);
  if (atRoot !== undefined) return atRoot;
  for (let folder = cwd; folder.startsWith(root + sep); folder = dirname(folder)) {
    const found = at(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

const SCRIPT = 'node_modules/precommit-guard/hooks/pre-commit';
/** https://yarnpkg.com/features/pnp: the package asks for files of its own (`preferUnplugged`). */
const UNPLUGGED = '.yarn/unplugged/precommit-guard-*/';

/** The folders that `UNPLUGGED` stands for. */
export function unpluggedIn(folder: string): string[] {
  const place = join(folder, dirname(UNPLUGGED));
  if (!existsSync(join(folder, '.pnp.cjs')) || !existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.startsWith('precommit-guard-'))
    .map((name) => join(place, name));
}

/** From the top of a monorepo only its hooks tell which of the packages has the program. */
function installedWhereHooksSay(root: string, files: readonly string[]): string | undefined {
  return files
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .flatMap((file) => /([\w./*-]*)node_modules\/precommit-guard\/hooks\//.exec(readFileSync(file, 'latin1'))?.[1] ?? [])
    .find((folder) => (folder.endsWith(UNPLUGGED) ? unpluggedIn(join(root, folder.slice(0, -UNPLUGGED.length))).length > 0 : existsSync(join(root, folder, SCRIPT))));
}

function manifestIn(folder: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function objectIn(manifest: Readonly<Record<string, unknown>>, key: string): object {
  const value = manifest[key];
  return typeof value === 'object' && value !== null ? value : {};
}
