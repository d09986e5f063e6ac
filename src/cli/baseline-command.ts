import { relative } from 'node:path';
import { type BaselineRequest, createBaseline, pruneBaseline } from '../app/baseline.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import { plural } from '../report/summary.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { GitContext } from '../sources/git-process.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/** `baseline create|prune [history]`: what was there before is let pass; what is new is not. */
export async function baselineCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const [, verb = '', ...rest] = args.positionals;
  if ((verb !== 'create' && verb !== 'prune') || rest.length > 1 || (rest.length === 1 && rest[0] !== 'history'))
    throw new GuardError('usage', 'A baseline is created or pruned.', {
      hint: 'npx precommit-guard baseline create, or baseline prune; with "history" behind it also for what only the history has.',
    });
  const request: BaselineRequest = {
    context,
    config: args.has('no-config') ? false : args.value('config'),
    overrides: { preset: args.value('preset'), only: args.values('only'), skip: args.values('skip') },
    engine: (args.value('engine') ?? 'auto') as EngineChoice, // One of the flag's choices.
    file: args.value('baseline'),
    history: rest.length === 1,
    allowIncomplete: args.has('allow-incomplete'),
  };
  const { file, entries, removed } = await (verb === 'create' ? createBaseline(request) : pruneBaseline(request));
  const gone = removed === 0 ? '' : `, ${removed} taken out`;
  const revoke = entries === 0 ? '' : '; revoke the secrets among them all the same';
  terminal.out(`precommit-guard: ${plural(entries, 'finding')} in ${relative(context.cwd, file)}${gone}. Commit it${revoke}.\n`);
  return 0;
}
