import { fixtureOf } from '../app/fixture.js';
import { GuardError } from '../model/guard-error.js';
import { builtIn } from '../rules/built-in.js';
import type { Terminal } from './terminal.js';

/** `fixture RULE`: a token for tests, alone on its line. */
export function fixtureCommand([id, ...more]: readonly string[], terminal: Terminal): void {
  if (id === undefined || more.length > 0) throw new GuardError('usage', 'fixture takes the id of one rule.', { hint: 'For example: npx precommit-guard fixture github-token' });
  terminal.out(`${fixtureOf(id, builtIn())}\n`);
}
