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
