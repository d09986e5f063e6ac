import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardError } from '../../model/guard-error.js';
import { VERSION } from '../../model/version.js';
import type { GitContext } from '../../sources/git-process.js';
import { ciSteps, type Host } from './ci-steps.js';
import { hookSteps, unhookChanges } from './hook-steps.js';
import { type Project, projectAt, RUNNER } from './project.js';
import { SetupRecord } from './record.js';
import { carryOut, putBack, type Step, shownFile } from './step.js';
import { toolSteps } from './tool-steps.js';
import { withoutOurs } from './yaml-lines.js';

export interface Plan {
  readonly project: Project;
  /** What was found, a sentence each. */
  readonly found: readonly string[];
  readonly steps: readonly Step[];
}

/** What setting up would do. Nothing is changed yet. */
export async function planSetup(context: GitContext, host: Host | undefined): Promise<Plan> {
  const project = await projectAt(context);
  if (project.root === project.common)
    throw new GuardError('usage', 'This is a bare repository: nobody commits in it.', {
      hint: 'Run init in a worktree or a clone. npx precommit-guard history scans what is here.',
    });
  const steps = [...toolSteps(project), ...hookSteps(project), ...huskySteps(project), ...(host === undefined ? [] : ciSteps(host, project))];
  return { project, found: found(project), steps };
}

export function carryOutPlan({ project, steps }: Plan, context: GitContext): void {
  const changed = carryOut(steps, context, project.root);
  if (changed.length > 0) new SetupRecord(project.common).add(changed);
}

const INSTALL = { npm: 'npm install --save-dev', pnpm: 'pnpm add --save-dev', yarn: 'yarn add --dev', bun: 'bun add --dev' } as const;

function found({ place, husky, lefthook, preCommit, simpleGitHooks, lintStaged, manager, monorepo, worktree, installedIn, root }: Project): string[] {
  const tools = [
    husky && 'husky',
    lefthook !== undefined && `lefthook (${lefthook})`,
    preCommit !== undefined && 'the pre-commit framework',
    simpleGitHooks !== undefined && 'simple-git-hooks',
    lintStaged && 'lint-staged',
  ].filter((one) => one !== false);
  return [
    `hooks in ${shownFile(place.folder, root)}${place.origin === undefined ? '' : ', named by core.hooksPath'}${tools.length === 0 ? '' : `; ${tools.join(', ')}`}`,
    `${monorepo ? 'several packages, ' : ''}${manager}${installedIn === '' ? '' : installedIn === undefined ? '' : `; the program is in ${installedIn}node_modules`}`,
    ...(worktree ? ['a linked worktree: its hooks are those of all worktrees'] : []),
    ...(installedIn === undefined
      ? [`the program is not in node_modules: the hooks will need it there, or on the PATH: ${INSTALL[manager]} ./precommit-guard-${VERSION}.tgz, as npm pack makes it`]
      : []),
  ];
}

/** Husky's own folder is not in git: a fresh clone or worktree has it when husky ran there. */
function huskySteps({ place, root, common, manager }: Project): Step[] {
  if (place.kind !== 'husky' || (place.origin !== undefined && existsSync(place.run))) return [];
  const bin = 'node_modules/husky/bin.js';
  if (!existsSync(join(root, bin))) return [{ kind: 'say', what: `husky is not set up in this clone yet: install the packages, then run: ${RUNNER[manager]} husky` }];
  return [{ kind: 'run', words: [bin], folders: [place.run], files: [join(common, 'config')], what: 'run husky, which is not set up in this clone yet' }];
}

export interface Undone {
  /** Files that are as they were, or have nothing of ours any more. */
  readonly back: readonly string[];
  /** Files that somebody changed since. */
  readonly left: readonly string[];
  /** What is to be done by hand, a sentence each. */
  readonly notes: readonly string[];
}

/** Puts everything back: by what was remembered byte for byte, else by what is recognised as ours. */
export async function undoSetup(context: GitContext): Promise<Undone> {
  const project = await projectAt(context);
  const record = new SetupRecord(project.common);
  const known = putBack([...record.read()].reverse());
  const more = [...unhookChanges(project), ...configChanges(project)];
  const taken = putBack(more.map(({ file, before, after }) => ({ file, ...base64('before', after), ...base64('after', before), mode: modeOf(file) })));
  record.forget();
  const shown = (files: readonly string[]): string[] => [...new Set(files)].map((file) => shownFile(file, project.root));
  return { back: shown([...known.back, ...taken.back]), left: shown(known.left.filter((file) => !taken.back.includes(file))), notes: runByHand(project) };
}

/** A tool that copies its configuration into hooks must do so again, where this program could not run it. */
function runByHand(project: Project): string[] {
  return toolSteps({ ...project, preCommit: undefined }).flatMap(({ kind, what }) => (kind === 'say' && what.startsWith('then run: ') ? what : []));
}

function base64<Key extends string>(key: Key, text: string | undefined): { readonly [key in Key]?: string } {
  return (text === undefined ? {} : { [key]: Buffer.from(text, 'latin1').toString('base64') }) as { [key in Key]?: string };
}

function modeOf(file: string): number {
  return /[\\/](?:hooks|\.husky)[\\/]/.test(file) ? 0o755 : 0o644;
}

/** The lines of ours in the configurations that the repository shares. */
function configChanges({ root, lefthook, preCommit }: Project): { readonly file: string; readonly before: string; readonly after: string }[] {
  return [lefthook, preCommit, '.gitlab-ci.yml'].flatMap((name) => {
    const file = name === undefined ? '' : join(root, name);
    if (name === undefined || !existsSync(file)) return [];
    const before = readFileSync(file, 'latin1');
    const after = withoutOurs(before);
    return after === before ? [] : [{ file, before, after }];
  });
}
