import { existsSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { ruleFiles } from '../app/rule-files.js';
import type { ExitCode } from '../app/verdict.js';
import { authoring, type RuleFile } from '../authoring/port.js';
import { discoverConfig } from '../config/discover.js';
import { GuardError } from '../model/guard-error.js';
import { printable } from '../report/printable.js';
import { builtIn } from '../rules/built-in.js';
import type { GitContext } from '../sources/git-process.js';
import { makeFolder } from '../sources/make-folder.js';
import { findRepository } from '../sources/repository.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/** `rules new`, `rules check` and `rules test`: for people who write rules of their own. */
export async function ruleFilesCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const [, action, ...rest] = args.positionals;
  if (action === 'new') return newRule(rest, args.value('output'), context, terminal);
  const files = await filesOf(rest, context);
  if (files.length === 0)
    throw new GuardError('usage', 'There are no files of rules.', {
      hint: 'Name them, or write ruleFiles into the configuration. npx precommit-guard rules new ID makes a first one.',
    });
  return action === 'check' ? checkRules(files, terminal) : testRules(files, terminal);
}

function newRule([id = '', kind = 'secret', ...more]: readonly string[], output: string | undefined, { cwd }: GitContext, terminal: Terminal): ExitCode {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) || (kind !== 'secret' && kind !== 'code') || more.length > 0)
    throw new GuardError('usage', 'rules new wants an id of lower-case words joined by "-", and secret (the default) or code.', {
      hint: 'For example: npx precommit-guard rules new acme-api-key',
    });
  if (builtIn().ids.includes(id))
    throw new GuardError('usage', 'A built-in rule has this id.', { hint: 'npx precommit-guard rules explain tells what it does; choose another id.' });
  const file = resolve(cwd, output ?? `guard-rules/${id}.yaml`);
  if (existsSync(file)) throw new GuardError('output', 'The file exists already.', { hint: 'Name another one: --output FILE' });
  try {
    makeFolder(dirname(file));
    writeFileSync(file, authoring().starter(id, kind === 'code' ? 'insecure-code' : 'secret'), { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `The file cannot be written (${code}).`, { hint: 'Check who owns the folder.', cause });
  }
  const shown = relative(cwd, file);
  terminal.out(`${shown}\nChange it, then: npx precommit-guard rules check ${shown}\nIt runs with "ruleFiles": [${JSON.stringify(dirname(shown))}] in the configuration.\n`);
  return 0;
}

/** Files named on the command line, else those of the configuration. */
async function filesOf(names: readonly string[], context: GitContext): Promise<RuleFile[]> {
  if (names.length > 0) return ruleFiles(names, context.cwd);
  const root = findRepository(context)?.root ?? context.cwd;
  return ruleFiles((await discoverConfig(context.cwd, root)).config.ruleFiles ?? [], root);
}

function checkRules(files: readonly RuleFile[], terminal: Terminal): ExitCode {
  const { rules, problems } = authoring().check(files, builtIn().rules);
  for (const problem of problems) terminal.out(`${printable(problem)}\n`);
  const bare = rules.filter(({ examples }) => examples === 0).length;
  const without = bare === 0 ? '' : `, ${bare} without examples`;
  terminal.out(`${rules.length} rules checked${without}, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

function testRules(files: readonly RuleFile[], terminal: Terminal): ExitCode {
  // A rule that is none has no examples, and nothing would be wrong with it.
  const { problems } = authoring().compile(files, builtIn().ids);
  for (const problem of problems) terminal.out(`${printable(problem)}\n`);
  let wrong = 0;
  for (const file of files) {
    for (const [id, examples] of authoring().examples(file)) {
      terminal.out(`${id}\n`);
      for (const { text, wanted, found } of examples) {
        if (wanted !== found) wrong++;
        // Examples are filled with made-up values; they are shown whole, since they are what is tried.
        terminal.out(`  ${wanted === found ? 'ok   ' : 'WRONG'} ${wanted ? 'found  ' : 'ignored'} ${printable(text.replaceAll('\n', '⏎'))}\n`);
      }
    }
  }
  terminal.out(`${wrong} examples are wrong${problems.length === 0 ? '' : `, ${problems.length} problems`}\n`);
  return wrong === 0 && problems.length === 0 ? 0 : 1;
}
