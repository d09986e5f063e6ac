import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { suggestion } from '../config/suggestion.js';
import { GuardError } from '../model/guard-error.js';

const COMMANDS = ['agent', 'baseline', 'completion', 'doctor', 'fix', 'fixture', 'history', 'import', 'init', 'lsp', 'mcp', 'merge', 'rules', 'selftest', 'stats'];

/** What is no file, but nearly a command, was meant as one. */
export function mistakenCommand(word: string, cwd: string): void {
  if (!/^[a-z]+$/.test(word) || lstatSync(resolve(cwd, word), { throwIfNoEntry: false }) !== undefined) return;
  const near = suggestion(word, COMMANDS);
  if (near !== undefined) throw new GuardError('usage', 'There is no such command, and no such file.', { hint: `Did you mean precommit-guard ${near}?` });
}
