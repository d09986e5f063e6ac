import { GuardError } from '../model/guard-error.js';
import { styleFor } from '../report/style.js';
import { safeText } from './safe-text.js';

/** An error for a person: what happened, and what to do. */
export function errorText(error: GuardError, colour: boolean): string {
  const style = styleFor(colour);
  const hint = error.hint === undefined ? '' : `\n  ${safeText(error.hint)}`;
  return `${style.red('precommit-guard:')} ${safeText(error.message).replaceAll('\n', '\n  ')}${hint}\n`;
}

/** A bug of ours: where it happened, but not the message, which may quote what was scanned. */
export function bugText(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const name = error instanceof Error ? error.name : typeof error;
  return [`precommit-guard: an internal error (${name}); nothing was decided, so the answer is no.`, ...frames, 'Please report it with the lines above.', ''].join('\n');
}

/** Anything thrown as a GuardError, or undefined when it is a bug. */
export function expected(error: unknown): GuardError | undefined {
  if (error instanceof GuardError) return error;
  if (error instanceof AggregateError) return error.errors.map(expected).find((one) => one !== undefined);
  return undefined;
}
