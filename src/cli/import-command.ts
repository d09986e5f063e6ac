import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { importBaseline } from '../app/baseline-import.js';
import { loadRuleset } from '../app/library/ruleset.js';
import { safeText } from '../app/safe-text.js';
import type { ExitCode } from '../app/verdict.js';
import { authoring } from '../authoring/port.js';
import { GuardError } from '../model/guard-error.js';
import { builtIn } from '../rules/built-in.js';
import type { GitContext } from '../sources/git-process.js';
import { makeFolder } from '../sources/make-folder.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/** `import FILE`: takes over the rules of a gitleaks configuration or the entries of a detect-secrets baseline. What cannot be taken over is told, line by line. */
export async function importCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const [, file, ...more] = args.positionals;
  if (file === undefined || more.length > 0) throw new GuardError('usage', 'import wants one file.', { hint: 'npx precommit-guard import .gitleaks.toml, or .secrets.baseline' });
  const text = fileText(resolve(context.cwd, file));
  return text.trimStart().startsWith('{') ? await baseline(text, context, terminal) : gitleaksRules(text, args.value('output'), context, terminal);
}

function gitleaksRules(text: string, output: string | undefined, { cwd }: GitContext, terminal: Terminal): ExitCode {
  const target = resolve(cwd, output ?? 'guard-rules/imported.yaml');
  if (existsSync(target)) throw new GuardError('output', 'The file for the imported rules exists already.', { hint: 'Name another one: --output FILE' });
  let imported: ReturnType<ReturnType<typeof authoring>['gitleaks']>;
  try {
    imported = authoring().gitleaks(text, builtIn().ids);
  } catch (cause) {
    throw new GuardError('usage', 'This is neither JSON nor valid TOML.', {
      hint: 'Name a configuration of gitleaks (.gitleaks.toml) or a baseline of detect-secrets (.secrets.baseline).',
      cause,
    });
  }
  const { yaml, ids, changed, left, exclude } = imported;
  for (const line of changed) terminal.out(safeText(`changed: ${line}\n`));
  for (const line of left) terminal.out(safeText(`left out: ${line}\n`));
  if (ids.length > 0) write(target, yaml);
  const shown = relative(cwd, target);
  terminal.out(`${ids.length} rules imported${ids.length === 0 ? '' : ` into ${shown}`}, ${left.length} things left out.\n`);
  const settings = { ...(ids.length === 0 ? {} : { ruleFiles: [shown] }), ...(exclude.length === 0 ? {} : { exclude }) };
  if (Object.keys(settings).length > 0) terminal.out(`Into the configuration:\n${JSON.stringify(settings, null, 2)}\n`);
  return 0;
}

async function baseline(text: string, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const { allow, known, left } = await importBaseline(text, await loadRuleset(context), context);
  for (const line of left) terminal.out(safeText(`left out: ${line}\n`));
  terminal.out(`${known} entries taken over, ${left.length} left out.\n`);
  if (allow.length > 0) terminal.out(`Into the configuration:\n${JSON.stringify({ allow }, null, 2)}\n`);
  return 0;
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('unreadable', `The file to import cannot be read (${code}).`, { hint: 'Check its name.', cause });
  }
}

function write(file: string, text: string): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `The rules cannot be written to ${file} (${code}).`, { hint: 'Name another file: --output FILE', cause });
  }
}
