import type { GuardError } from '../model/guard-error.js';
import type { Skipped } from '../model/scan-result.js';
import type { Origin, SourceText } from '../model/source-text.js';

/** What a source yields: a text, something left out by policy, or something that could not be read. */
export type SourceItem =
  | { readonly kind: 'text'; readonly text: SourceText; readonly rawBytes: number; readonly addedLines: number }
  /** A name that enters the repository; it is content too. */
  | { readonly kind: 'name'; readonly path: string }
  /** A file that may configure the program changes; what was there before, and what is there now. */
  | { readonly kind: 'configuration'; readonly path: string; readonly before: Buffer | undefined; readonly after: Buffer | undefined; readonly origin: Origin }
  | { readonly kind: 'skipped'; readonly skipped: Skipped }
  | { readonly kind: 'failed'; readonly path: string; readonly error: GuardError };

/** True for paths to scan. */
export type PathFilter = (path: string) => boolean;
