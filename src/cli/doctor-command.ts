import { type Check, examine } from '../app/doctor.js';
import { safeText } from '../app/safe-text.js';
import type { ExitCode } from '../app/verdict.js';
import { styleFor } from '../report/style.js';
import type { GitContext } from '../sources/git-process.js';
import type { Terminal } from './terminal.js';

/** `doctor`: is this clone, this worktree guarded? 1 when anything can get in unseen. */
export async function doctorCommand(json: boolean, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const checks = (await examine(context)).map((check) => ({ ...check, message: safeText(check.message), ...(check.cure === undefined ? {} : { cure: safeText(check.cure) }) }));
  const guarded = checks.every(({ state }) => state !== 'fault');
  if (json) terminal.out(`${JSON.stringify({ version: 1, guarded, checks }, null, 2)}\n`);
  else
    terminal.out(
      `${[...checks.map((check) => lineOf(check, terminal.outColour)), '', guarded ? 'This worktree is guarded.' : 'This worktree is NOT guarded: see ✖ above.', ''].join('\n')}`,
    );
  return guarded ? 0 : 1;
}

function lineOf({ name, state, message, cure }: Check, colour: boolean): string {
  const style = styleFor(colour);
  const mark = state === 'ok' ? style.green('✔') : state === 'warning' ? style.yellow('!') : style.red('✖');
  return `${mark} ${name.padEnd(18)} ${message}${cure === undefined ? '' : `\n  ${' '.repeat(18)} ${style.dim('do:')} ${cure}`}`;
}
