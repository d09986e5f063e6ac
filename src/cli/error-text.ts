import { safeText } from '../app/safe-text.js';
import { GuardError } from '../model/guard-error.js';
import { styleFor } from '../report/style.js';

/** An error for a person: what happened, and what to do. */
export function errorText(error: GuardError, colour: boolean): string {
  const style = styleFor(colour);
  const hint = error.hint === undefined ? '' : `\n  ${safeText(error.hint)}`;
  return `${style.red('precommit-guard:')} ${safeText(error.message).replaceAll('\n', '\n  ')}${hint}\n`;
}

/** A bug of ours: where it happened, but not the message, which may quote what was scanned. */
export function bugText(error: unknown): string {
  return [`precommit-guard: an internal error (${kindOf(error)}); nothing was decided, so the answer is no.`, ...frames(error), 'Please report it with the lines above.', ''].join(
    '\n',
  );
}

/** The name of the error's class; anything else may be a name that was made up from data. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^[A-Z][A-Za-z]{0,24}Error$|^Error$/.test(error.name) ? error.name : 'Error';
}

/** The lines of the stack behind the message, which may itself hold lines that look like them. Paths may hold secrets; masking them needs much that may be what failed. */
function frames(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const stack = String(error.stack ?? '');
  const message = stack.indexOf(error.message);
  if (message < 0) return [];
  const lines = stack.slice(message + error.message.length).split('\n');
  try {
    return lines.filter((line) => /^\s+at /.test(line)).map(safeText);
  } catch {
    return [];
  }
}

/** Anything thrown as a GuardError, or undefined when it is a bug. */
export function expected(error: unknown): GuardError | undefined {
  if (error instanceof GuardError) return error;
  if (error instanceof AggregateError) return error.errors.map(expected).find((one) => one !== undefined);
  return undefined;
}
