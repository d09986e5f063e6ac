import { safeText } from '../app/safe-text.js';
import { tryCanary } from '../app/selftest.js';
import type { ExitCode } from '../app/verdict.js';
import type { GitContext } from '../sources/git-process.js';
import type { Terminal } from './terminal.js';

/** `selftest`: proves that this repository's hooks refuse a secret. 1 when one does not. */
export async function selftestCommand(context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const doors = await tryCanary(context);
  for (const { door, refused, blind, said } of doors) {
    terminal.out(`${refused ? '✔' : '✖'} ${door} ${refused ? 'refuses a made-up key' : blind ? 'refuses everything: it did not look' : 'LETS A MADE-UP KEY PASS'}\n`);
    if (!refused && said !== '') terminal.out(`${safeText(said.trimEnd()).replace(/^/gm, '    ')}\n`);
  }
  const all = doors.every(({ refused }) => refused);
  if (!all)
    terminal.err(
      `precommit-guard: ${doors.every(({ refused, blind }) => refused || blind) ? 'nobody can commit here' : 'this repository is not guarded'}: npx precommit-guard doctor tells why.\n`,
    );
  return all ? 0 : 1;
}
