import type { ExitCode } from '../app/verdict.js';
import { discoverConfig } from '../config/discover.js';
import type { Bypass } from '../config/settings.js';
import { asksNoVerify, callingGit } from '../sources/git-caller.js';
import type { GitContext } from '../sources/git-process.js';
import { requireRepository } from '../sources/repository.js';
import { agentIn } from './agent.js';
import { parseArguments } from './arguments.js';
import { headsFor } from './door-look.js';
import { scanCommand } from './scan-command.js';
import type { Terminal } from './terminal.js';

/** Scans what a commit is about to be made of, where no receipt was found. Only prepare-commit-msg runs in spite of --no-verify, and it is the last that can refuse. */
export async function commitDoor(door: string, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const repository = requireRepository(context);
  const asked = door === 'prepare-commit-msg' && asksNoVerify(callingGit(process.ppid) ?? []);
  const agent = agentIn(context.env);
  const bypass: Bypass = asked && agent === undefined ? await configuredBypass(context, repository.root) : 'refuse';
  if (bypass === 'allow') return 0;
  const code = await scanCommand(parseArguments(['--staged', '--quiet']), context, terminal, { heads: headsFor(door, repository, context.env) });
  if (code === 0 || !asked) return code;
  if (bypass === 'warn') {
    terminal.err(
      `precommit-guard: ${code === 1 ? 'THE COMMIT HOLDS WHAT IS SHOWN ABOVE' : 'THE COMMIT WAS NOT SCANNED'} and passes all the same, as --no-verify asks. git push will be refused until it is mended: git commit --amend.\n`,
    );
    return 0;
  }
  terminal.err(
    agent === undefined
      ? 'precommit-guard: refused in spite of --no-verify: "bypass" is "refuse" in the configuration of this repository.\n'
      : `precommit-guard: refused: --no-verify is not for a coding agent (${agent}). Mend what is shown above and commit again, without --no-verify.\n`,
  );
  return code;
}

/** A configuration that cannot be read switches nothing off; what is wrong with it the scan says. */
async function configuredBypass({ cwd }: GitContext, root: string): Promise<Bypass> {
  try {
    return (await discoverConfig(cwd, root)).config.bypass ?? 'warn';
  } catch {
    return 'warn';
  }
}
