import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import { VERSION } from '../model/version.js';
import { formatAsked, parseArguments, refuseUnheeded } from './arguments.js';
import { COMMANDS } from './commands.js';
import type { DoorLook } from './door-look.js';
import type { Early } from './early.js';
import { failureReport, scanCommand } from './scan-command.js';
import { processTerminal } from './terminal.js';

export { endGit } from '../sources/git-process.js';

/** See there. */
export async function warmUp(): Promise<void> {
  await (await import('./warm-up.js')).warmUp();
}

export async function bugText(error: unknown): Promise<string> {
  return (await import('./error-text.js')).bugText(error);
}

/**
 * The program: arguments in, exit code out. Every failure ends here as words and a 2.
 *
 * @param begun what was done before the arguments were looked at closely.
 */
export async function main(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  begun: { readonly early?: Early | undefined; readonly looked?: DoorLook | undefined } = {},
): Promise<ExitCode> {
  const terminal = processTerminal(env, argv.includes('--no-color'));
  try {
    if (argv[0] === 'hook') {
      const { hookCommand } = await import('./hook-command.js');
      return await hookCommand(argv.slice(1), begun.looked, { cwd: process.cwd(), env }, terminal);
    }
    if (argv[0] === 'agent') return await (await import('./agent-command.js')).agentCommand(argv.slice(1), { cwd: process.cwd(), env }, terminal);
    const args = parseArguments(argv);
    if (args.has('help')) {
      terminal.out((await import('./help.js')).helpText());
      return 0;
    }
    if (args.has('version')) {
      terminal.out(`${VERSION}\n`);
      return 0;
    }
    const cwd = resolve(args.value('cwd') ?? '.');
    if (args.has('cwd') && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new GuardError('usage', `--cwd: ${cwd} is no folder.`, { hint: 'Name a folder that exists.' });
    refuseUnheeded(args, args.has('fix') ? 'fix' : (COMMANDS.find((name) => name === args.positionals[0] && !args.has('staged')) ?? 'scan'));
    if (args.positionals[0] === 'completion' && !args.has('staged')) {
      terminal.out((await import('./completion-command.js')).completionText(args.positionals[1]));
      return 0;
    }
    if (args.positionals[0] === 'rules' && !args.has('staged')) {
      if (/^(?:new|check|test)$/.test(args.positionals[1] ?? '')) return await (await import('./rule-files-command.js')).ruleFilesCommand(args, { cwd, env }, terminal);
      await (await import('./rules-command.js')).rulesCommand(args, { cwd, env }, terminal);
      return 0;
    }
    if (args.positionals[0] === 'stats' && !args.has('staged')) return await (await import('./stats-command.js')).statsCommand(args, { cwd, env }, terminal);
    if (args.positionals[0] === 'fixture' && !args.has('staged')) {
      (await import('./fixture-command.js')).fixtureCommand(args.positionals.slice(1), terminal);
      return 0;
    }
    if (args.has('fix') || (args.positionals[0] === 'fix' && !args.has('staged')))
      return await (await import('./fix-command.js')).fixCommand(args, args.positionals.slice(args.has('fix') ? 0 : 1), { cwd, env }, terminal);
    if (args.positionals[0] === 'import' && args.positionals.length > 1 && !args.has('staged'))
      return await (await import('./import-command.js')).importCommand(args, { cwd, env }, terminal);
    if (args.positionals[0] === 'mcp' || args.positionals[0] === 'lsp') return await (await import('./serve-command.js')).serveCommand(args.positionals, { cwd, env });
    const command = args.has('staged') || args.positionals.length !== 1 ? undefined : args.positionals[0];
    if (command === 'init') return await (await import('./init-arguments.js')).init(args, { cwd, env }, terminal);
    if (command === 'doctor') return await (await import('./doctor-command.js')).doctorCommand(args.has('json') || args.value('format') === 'json', { cwd, env }, terminal);
    if (command === 'selftest') return await (await import('./selftest-command.js')).selftestCommand({ cwd, env }, terminal);
    if (args.positionals[0] === 'history' && !args.has('staged')) return await (await import('./history-command.js')).historyCommand(args, { cwd, env }, terminal);
    if (args.positionals[0] === 'merge' && !args.has('staged')) return await (await import('./merge-command.js')).mergeCommand(args, { cwd, env }, terminal);
    if (args.positionals[0] === 'baseline' && !args.has('staged')) return await (await import('./baseline-command.js')).baselineCommand(args, { cwd, env }, terminal);
    if (args.positionals.length > 0 && (await import('./mistaken-command.js')).mistakenCommand(args.positionals, cwd) === 'help') {
      terminal.out((await import('./help.js')).helpText());
      return 0;
    }
    return await scanCommand(args, { cwd, env }, terminal, begun.early);
  } catch (error) {
    const { errorText, expected } = await import('./error-text.js');
    const known = expected(error);
    terminal.err(known === undefined ? await bugText(error) : errorText(known, terminal.errColour));
    terminal.out(await failureReport(known ?? new GuardError('internal', 'An internal error; nothing was decided.'), formatAsked(argv)));
    return 2;
  }
}
