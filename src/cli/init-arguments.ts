import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import type { Arguments } from './arguments.js';
import { initCommand, undoCommand } from './init-command.js';
import type { Terminal } from './terminal.js';

/** `init` with what goes with it. */
export async function init(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  if (args.has('agent')) return (await import('./init-agent.js')).initAgent(args.values('agent') ?? [], args.has('undo'), context, terminal);
  const ci = args.value('ci');
  if (!args.has('undo')) return await initCommand({ yes: args.has('yes'), ci: ci === 'github' || ci === 'gitlab' ? ci : undefined }, context, terminal);
  if (ci !== undefined) throw new GuardError('usage', '--undo and --ci do not go together.', { hint: 'npx precommit-guard init --undo puts everything back.' });
  return await undoCommand(context, terminal);
}
