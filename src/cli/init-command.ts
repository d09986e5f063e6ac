import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { safeText } from '../app/safe-text.js';
import type { Host } from '../app/setup/ci-steps.js';
import { carryOutPlan, type Plan, planSetup, undoSetup } from '../app/setup/plan.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import { type Style, styleFor } from '../report/style.js';
import type { GitContext } from '../sources/git-process.js';
import type { Terminal } from './terminal.js';

export interface InitWishes {
  /** Ask nothing. */
  readonly yes: boolean;
  /** A job in CI too. */
  readonly ci: Host | undefined;
}

/** `init`: says what it found and what it will change, asks, and does it; twice is once. */
export async function initCommand({ yes, ci }: InitWishes, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const plan = await planSetup(context, ci);
  const style = styleFor(terminal.outColour);
  const { place } = plan.project;
  if (place.kind === 'outside') {
    throw new GuardError('usage', `Hooks are taken from ${place.folder} (core.hooksPath in ${place.origin}), which is no folder of this repository; it is left alone.`, {
      hint: 'For hooks of its own: git config core.hooksPath .git/hooks. Or call the scripts in node_modules/precommit-guard/hooks from there.',
    });
  }
  terminal.out(planText(plan, style));
  const changes = plan.steps.some(({ kind }) => kind !== 'say');
  if (changes && !yes && !agreed(terminal)) return 2;
  if (changes) carryOutPlan(plan, context);
  const open = plan.project.installedIn === undefined || plan.steps.some(({ kind }) => kind === 'say');
  const done = changes ? 'Done' : open ? 'Nothing to change' : 'All is in place';
  terminal.out(open ? `${style.yellow(`! ${done}, but for the notes above.`)}\n` : `${style.green(`✔ ${done}.`)}\n`);
  terminal.out('  npx precommit-guard doctor tells whether this clone is guarded, npx precommit-guard selftest proves it.\n');
  return 0;
}

function planText({ found, steps }: Plan, style: Style): string {
  const lines = [
    ...found.map((line) => `${style.dim('found ')} ${safeText(line)}`),
    ...steps.map(({ kind, what }) => `${kind === 'say' ? style.yellow('note  ') : style.cyan('change')} ${safeText(what)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Asks on a terminal. Elsewhere nobody can answer, and silence is no yes. */
function agreed(terminal: Terminal): boolean {
  if (!isatty(0) || !isatty(1)) {
    terminal.err('precommit-guard: nothing was changed: there is no terminal to ask on. npx precommit-guard init --yes does it.\n');
    return false;
  }
  terminal.out('Change this? What is there stays, and init --undo puts all of it back. [Y/n] ');
  const answer = Buffer.alloc(100);
  const text = answer.toString('utf8', 0, readSync(0, answer)).trim();
  if (/^(?:y|yes)?$/i.test(text)) return true;
  terminal.out('Nothing was changed.\n');
  return false;
}

/** `init --undo`: puts all back as it was. */
export async function undoCommand(context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const { back, left, notes } = await undoSetup(context);
  const generated = back.filter((file) => file.startsWith('.husky/_/'));
  const lines = [
    ...back.filter((file) => !generated.includes(file)).map((file) => `put back    ${safeText(file)}`),
    ...(generated.length === 0 ? [] : [`put back    .husky/_ (${generated.length} files of husky's)`]),
    ...left.map((file) => `left alone  ${safeText(file)}: it was changed since, and holds nothing that is known as ours`),
    ...(back.length === 0 ? [] : notes.map((note) => `note        ${note}`)),
    ...(back.length + left.length === 0 ? ['There is nothing of precommit-guard to take out.'] : []),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return 0;
}
