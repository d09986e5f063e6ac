import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { suggestion } from '../config/suggestion.js';
import { GuardError } from '../model/guard-error.js';
import { COMMANDS } from './commands.js';

/** Commands that stand alone: with more words behind them they are taken for files. */
const ALONE: readonly string[] = ['doctor', 'init', 'selftest'];

/** What is no file, but a command with too many words, or nearly one, was meant as one. Returns `help` when that was asked for. */
export function mistakenCommand([word = '', ...more]: readonly string[], cwd: string): 'help' | undefined {
  if (!/^[a-z]{1,20}$/.test(word) || lstatSync(resolve(cwd, word), { throwIfNoEntry: false }) !== undefined) return undefined;
  if (ALONE.includes(word)) throw new GuardError('usage', `${word} takes options, but no names.`, { hint: `For example: npx precommit-guard ${word}` });
  if (word === 'help') return 'help';
  if (word === 'import' && more.length === 0)
    throw new GuardError('usage', 'import wants one file.', { hint: 'For example: npx precommit-guard import .gitleaks.toml, or .secrets.baseline' });
  // With names a command is not looked for beside --staged: they may be files.
  if (COMMANDS.some((command) => command === word)) throw new GuardError('usage', `--staged does not go with ${word}.`, { hint: `For example: npx precommit-guard ${word}` });
  const near = more.length > 0 ? undefined : suggestion(word, COMMANDS);
  if (near !== undefined) throw new GuardError('usage', 'There is no such command, and no such file.', { hint: `Did you mean npx precommit-guard ${near}?` });
  return undefined;
}
