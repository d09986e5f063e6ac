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
  const near = more.length > 0 ? undefined : suggestion(word, COMMANDS);
  if (near !== undefined) throw new GuardError('usage', 'There is no such command, and no such file.', { hint: `Did you mean npx precommit-guard ${near}?` });
  return undefined;
}
