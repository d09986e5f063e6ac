import type { GuardError } from '../model/guard-error.js';

/** What kept the scan from its work and what to do, on one line or more, fit to be shown. */
export function errorWords({ message, hint }: GuardError, clean: (text: string) => string): string {
  return hint === undefined ? clean(message) : `${clean(message)}\n${clean(hint)}`;
}
