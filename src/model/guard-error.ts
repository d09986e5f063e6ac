/** What kinds of failure there are; prose is formed in `cli/`. */
export type ErrorCode = 'usage' | 'config' | 'no-repository' | 'git-missing' | 'git-failed' | 'git-output' | 'object-missing' | 'unreadable' | 'engine' | 'output' | 'internal';

/** A failure the user can do something about. `hint` says what. Neither text may quote scanned content. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The same failure as this program's own, if it is one: files of the program that are loaded apart have their own copies of the class. */
export function asGuardError(error: unknown): GuardError | undefined {
  if (error instanceof GuardError || !(error instanceof Error) || error.name !== 'GuardError') return error instanceof GuardError ? error : undefined;
  const { code, message, hint } = error as GuardError; // By its name, which nothing else has.
  return new GuardError(code, message, { ...(hint === undefined ? {} : { hint }), cause: error });
}
