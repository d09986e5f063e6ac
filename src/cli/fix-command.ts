import { applyPlan, applyToFiles, undoFix } from '../app/fix/apply.js';
import { maskedFor } from '../app/fix/masked.js';
import { type FixPlan, planFix } from '../app/fix/plan.js';
import { loadRuleset } from '../app/library/ruleset.js';
import type { ExitCode } from '../app/verdict.js';
import type { Level } from '../model/rule.js';
import { fixDiff, type ShownChange } from '../report/fix-diff.js';
import { printablePath } from '../report/printable.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import { fileTexts } from '../sources/files.js';
import type { GitContext } from '../sources/git-process.js';
import { findRepository, requireRepository } from '../sources/repository.js';
import { stagedTexts } from '../sources/staged.js';
import type { Arguments } from './arguments.js';
import { errorText } from './error-text.js';
import { answered, type Terminal } from './terminal.js';

/** `fix`, `fix PATH…` and `fix --undo`: repairs what can be repaired with certainty, after showing it. */
export async function fixCommand(args: Arguments, paths: readonly string[], context: GitContext, terminal: Terminal): Promise<ExitCode> {
  if (args.has('undo')) return await undoCommand(context, terminal);
  const ruleset = await loadRuleset({
    ...context,
    config: args.has('no-config') ? false : args.value('config'),
    preset: args.value('preset') as 'recommended' | undefined, // One of the flag's choices.
    only: args.values('only'),
    skip: args.values('skip'),
    failOn: args.value('fail-on') as Level | undefined,
    engine: (args.value('engine') ?? 'auto') as EngineChoice,
  });
  const staged = paths.length === 0;
  const repository = staged ? requireRepository(context) : findRepository(context);
  const items = staged ? stagedTexts(requireRepository(context), context, ruleset.filter) : fileTexts(paths, context, ruleset.filter);
  const wanted = ({ level }: { level: Level }): boolean => level !== 'note';
  const plan = await planFix({ items, staged, repository, root: repository?.root ?? context.cwd, context, detector: ruleset.detector, wanted });
  for (const error of plan.errors) terminal.err(errorText(error, terminal.errColour));
  terminal.out(fixDiff(changesOf(plan), terminal.outColour, maskedFor(plan.env.flatMap(({ variables }) => variables))));
  for (const { path, start, message, ruleId } of plan.left) terminal.out(`${printablePath(path)}:${start.line}:${start.column} by hand: ${message} (${ruleId})\n`);
  const rest: ExitCode = plan.errors.length > 0 ? 2 : plan.left.some((finding) => ruleset.fails(finding)) ? 1 : 0;
  if (plan.fixed.length === 0) {
    terminal.out('precommit-guard: nothing to fix by itself.\n');
    return rest;
  }
  const count = `${plan.fixed.length} ${plan.fixed.length === 1 ? 'finding' : 'findings'}`;
  if (!args.has('yes') && !(await answered(`Fix ${count}? [y/N] `, terminal))) {
    terminal.out(`precommit-guard: nothing was changed. npx precommit-guard fix --yes fixes ${count}.\n`);
    return rest === 2 ? 2 : 1;
  }
  if (repository === undefined) applyToFiles(plan, context.cwd);
  else await applyPlan(plan, repository, context);
  terminal.out(`precommit-guard: fixed ${count}${repository === undefined ? '' : '; npx precommit-guard fix --undo takes it back'}.\n`);
  if (plan.env.length > 0)
    terminal.out(`The values are in ${plan.env.map(({ path }) => path).join(', ')}, which git leaves alone. Whoever saw them may use them: change what was ever shared.\n`);
  return rest;
}

async function undoCommand(context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const undone = await undoFix(requireRepository(context), context);
  for (const { path, state } of undone) terminal.out(`${state}: ${printablePath(path)}\n`);
  return undone.every(({ state }) => state === 'restored') ? 0 : 1;
}

function changesOf({ files, env }: FixPlan): ShownChange[] {
  const changes = files.map(({ path, index, worktree }): ShownChange => {
    const side = index ?? worktree;
    const note = index === undefined ? 'on the disk' : worktree === undefined ? 'in the index' : undefined;
    return { path, before: side?.before?.toString('utf8') ?? '', after: side?.after.toString('utf8') ?? '', ...(note === undefined ? {} : { note }) };
  });
  return [...changes, ...env.map(({ path, before, after }) => ({ path, before: utf8(before ?? ''), after: utf8(after), note: 'not in git' }))];
}

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}
