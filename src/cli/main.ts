import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { Staged } from '../sources/staged.js';
import { formatAsked, parseArguments } from './arguments.js';
import { helpText } from './help.js';
import { rulesCommand } from './rules-command.js';
import { failureReport, scanCommand } from './scan-command.js';
import { processTerminal } from './terminal.js';
import { VERSION } from './version.js';

/**
 * The program: arguments in, exit code out. Every failure ends here as words and a 2.
 *
 * @param begun the staged scan, where it was begun before the arguments were looked at closely.
 */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv, begun?: Staged): Promise<ExitCode> {
  const terminal = processTerminal(env, argv.includes('--no-color'));
  try {
    const args = parseArguments(argv);
    if (args.has('help')) {
      terminal.out(helpText());
      return 0;
    }
    if (args.has('version')) {
      terminal.out(`${VERSION}\n`);
      return 0;
    }
    const cwd = resolve(args.value('cwd') ?? '.');
    if (args.has('cwd') && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new GuardError('usage', `--cwd: ${cwd} is no folder.`, { hint: 'Name a folder that exists.' });
    if (args.positionals[0] === 'rules' && !args.has('staged')) {
      rulesCommand(args, terminal);
      return 0;
    }
    return await scanCommand(args, { cwd, env }, terminal, begun);
  } catch (error) {
    const { bugText, errorText, expected } = await import('./error-text.js');
    const known = expected(error);
    terminal.err(known === undefined ? bugText(error) : errorText(known, terminal.errColour));
    terminal.out(await failureReport(known ?? new GuardError('internal', 'An internal error; nothing was decided.'), formatAsked(argv)));
    return 2;
  }
}
