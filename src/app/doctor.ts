import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { discoverConfig } from '../config/discover.js';
import { type Settings, settingsOf } from '../config/settings.js';
import { GuardError } from '../model/guard-error.js';
import { regexEngine } from '../rules/regex-engine.js';
import { type GitContext, gitOutput } from '../sources/git-process.js';
import { hookState, isExecutable, isToolHook } from '../sources/hook-file.js';
import { DOORS, type DoorName, type HooksPlace } from '../sources/hooks-place.js';
import { pathFilter } from '../sources/path-filter.js';
import { commonDir, type Repository, requireRepository } from '../sources/repository.js';
import { rulesOf } from './rules-of.js';
import { throughTool } from './setup/hook-steps.js';
import { type Project, projectAt, unpluggedIn } from './setup/project.js';

/** One thing that was looked at. A `fault` means that content can get in unseen. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly message: string;
  readonly cure?: string;
}

const OLDEST_GIT = [2, 32] as const;

/** Where a program started from a desktop looks for others, when no shell has set its PATH. */
const DESKTOP_PATH: readonly string[] = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Is this clone, this worktree guarded, also when a graphical client commits? */
export async function examine(context: GitContext): Promise<Check[]> {
  const repository = requireRepository(context);
  const project = await projectAt(context);
  const { place } = project;
  const notCheckedOut = await sparseFolder(place, repository, context);
  return [
    await gitVersion(context),
    hooksFolder(place),
    ...DOORS.map((door) => doorCheck(door, place, project, notCheckedOut)),
    ...huskySwitch(place, context),
    programCheck(repository, project, context),
    desktopCheck(context),
    engineCheck(),
    ...(await configChecks(repository, context)),
    memoryCheck(repository),
  ];
}

async function gitVersion(context: GitContext): Promise<Check> {
  const text = (await gitOutput(['version'], context)).toString('latin1').trim();
  const [, major = '0', minor = '0'] = /([0-9]+)\.([0-9]+)/.exec(text) ?? [];
  const old = Number(major) < OLDEST_GIT[0] || (Number(major) === OLDEST_GIT[0] && Number(minor) < OLDEST_GIT[1]);
  return old ? fault('git', `${text} is too old.`, `Install git ${OLDEST_GIT.join('.')} or newer.`) : ok('git', text);
}

function hooksFolder({ kind, run, origin }: HooksPlace): Check {
  if (kind === 'outside') {
    return fault(
      'hooks folder',
      `git takes hooks from ${run} (core.hooksPath in ${origin}), not from this repository.`,
      'git config core.hooksPath .git/hooks, then npx precommit-guard init.',
    );
  }
  if (kind === 'husky' && !existsSync(run)) {
    return fault('hooks folder', `husky is not set up in this worktree: ${run} is missing, and git runs no hook at all.`, 'Run npx husky here; after every git worktree add too.');
  }
  if (kind === 'husky' && origin === undefined) return fault('hooks folder', 'husky is not set up in this clone: core.hooksPath is not set.', 'Run npx husky.');
  return ok('hooks folder', run);
}

/** The folder of hooks, where they are committed but a sparse checkout leaves them out. */
async function sparseFolder({ folder }: HooksPlace, { root }: Repository, context: GitContext): Promise<string | undefined> {
  const path = relative(root, folder);
  if (path === '' || path.startsWith('..') || DOORS.every((door) => existsSync(join(folder, door)))) return undefined;
  const tracked = (await gitOutput(['ls-files', '-t', '-z', '--', `:(top,literal)${path}`], context)).toString('latin1').split('\0');
  return tracked.some((entry) => entry.startsWith('S ')) ? path : undefined;
}

function doorCheck(door: DoorName, { kind, folder, run }: HooksPlace, project: Project, sparse: string | undefined): Check {
  const cure = sparse === undefined ? 'npx precommit-guard init puts it in.' : `git sparse-checkout add ${sparse}`;
  const state = hookState(folder, door);
  if (state === 'missing') return fault(door, sparse === undefined ? `There is no ${door} hook.` : `The ${door} hook is not checked out.`, cure);
  if (state === 'foreign' && throughTool(project, folder, door)) return ok(door, `runs precommit-guard through ${isToolHook(folder, door)}`);
  if (state === 'foreign') return fault(door, `The ${door} hook does not run precommit-guard.`, cure);
  if (kind === 'husky' && !existsSync(join(run, door))) return fault(door, `husky does not run ${door}.`, 'Run npx husky (version 9).');
  const started = join(kind === 'husky' ? run : folder, door);
  if (!isExecutable(started)) return fault(door, `${started} is not executable, and git passes over it.`, `chmod +x ${started}`);
  if (state === 'older') return warning(door, `The ${door} hook is of another version of precommit-guard.`, 'npx precommit-guard init writes it anew.');
  return ok(door, 'runs precommit-guard');
}

function huskySwitch({ kind }: HooksPlace, { env }: GitContext): Check[] {
  return kind === 'husky' && env['HUSKY'] === '0' ? [fault('HUSKY', 'HUSKY=0 is set here: husky runs no hook.', 'unset HUSKY')] : [];
}

function programCheck(repository: Repository, { installedIn = '', root }: Project, { env }: GitContext): Check {
  const main = join(commonDir(repository), '..');
  const places = [root, join(root, installedIn), main].map((folder) => join(folder, 'node_modules/.bin/precommit-guard'));
  const unplugged = [root, join(root, installedIn.replace(/\.yarn\/unplugged\/.*$/, '')), main]
    .flatMap(unpluggedIn)
    .map((folder) => join(folder, 'node_modules/precommit-guard/dist/bin.cjs'));
  const onPath = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'precommit-guard'));
  const found = [...places, join(root, 'dist/bin.cjs'), ...unplugged, ...onPath].find(isExecutable);
  return found === undefined ? fault('program', 'The hooks will not find the program.', 'npm install') : ok('program', found);
}

function desktopCheck({ env }: GitContext): Check {
  if (process.platform === 'win32' || DESKTOP_PATH.some((folder) => isExecutable(join(folder, 'node')))) return ok('desktop', 'a graphical client finds Node.js');
  const init = join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? '', '.config'), 'husky/init.sh');
  if (existsSync(init)) return ok('desktop', `${init} can set the PATH for graphical clients`);
  return warning(
    'desktop',
    'A graphical client that is not started from a shell will not find Node.js, and its commits will be refused.',
    `Set the PATH in ${init} (with husky), or install Node.js in /usr/local/bin.`,
  );
}

/** Which engine a large scan would use: nothing is missing where it is the built-in one. */
function engineCheck(): Check {
  try {
    regexEngine('re2').compile('x');
    return ok('engine', 're2');
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    return ok('engine', 'the built-in RegExp');
  }
}

/** A configuration that switches much off is the quietest way around. */
async function configChecks(repository: Repository, context: GitContext): Promise<Check[]> {
  let settings: Settings;
  let file: string | undefined;
  try {
    const found = await discoverConfig(context.cwd, repository.root);
    file = found.file;
    settings = settingsOf(found.config, {}, await rulesOf(found.config, repository.root, context.env));
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    return [fault('configuration', error.message, error.hint ?? 'Mend it.')];
  }
  const checks: Check[] = [];
  if (settings.failOn === 'never') checks.push(fault('configuration', 'failOn is "never": nothing is ever refused.', `Take failOn out of ${file}.`));
  const off = settings.choices.filter((choice) => choice === 'off').length;
  if (off > settings.choices.length / 4)
    checks.push(warning('configuration', `${off} of ${settings.choices.length} rules are switched off.`, `Look at preset and rules in ${file}.`));
  const filter = pathFilter(settings.include, settings.exclude);
  const files = (await gitOutput(['ls-files', '-z'], context)).toString('utf8').split('\0').slice(0, -1);
  const left = files.filter((path) => !filter(path)).length;
  if (left > files.length / 2) checks.push(warning('configuration', `include and exclude leave ${left} of ${files.length} files out.`, `Look at them in ${file}.`));
  if (checks.length === 0) checks.push(ok('configuration', file ?? 'none: the recommended rules'));
  return [...checks, await ownSecretsCheck(repository, context, settings)];
}

/** The files that are read to know the developer's own credentials in a commit. */
async function ownSecretsCheck({ root }: Repository, context: GitContext, { ownSecrets }: Settings): Promise<Check> {
  if (!ownSecrets) return ok('own credentials', 'not looked for (ownSecrets is false)');
  const { ownSecretsRead } = await import('./own-secrets.js');
  const { files, variables } = ownSecretsRead(root, context);
  const read = [...files, ...(variables.length === 0 ? [] : [`the environment (${variables.join(', ')})`])];
  return ok('own credentials', read.length === 0 ? 'none found on this machine' : `looked for in every commit, read from ${read.join(', ')}`);
}

function memoryCheck(repository: Repository): Check {
  try {
    accessSync(commonDir(repository), constants.W_OK);
    return ok('receipts', 'what was found clean is remembered');
  } catch {
    return warning('receipts', 'The git directory cannot be written to: everything is scanned anew at every door.', 'Check who owns it.');
  }
}

function ok(name: string, message: string): Check {
  return { name, state: 'ok', message };
}

function warning(name: string, message: string, cure: string): Check {
  return { name, state: 'warning', message, cure };
}

function fault(name: string, message: string, cure: string): Check {
  return { name, state: 'fault', message, cure };
}
