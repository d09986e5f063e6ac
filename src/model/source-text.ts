import type { Language } from './language.js';

/** Where a text comes from. */
export type Origin =
  | { readonly door: 'staged'; readonly blob: string }
  | { readonly door: 'file' }
  | { readonly door: 'stdin' }
  | { readonly door: 'commit'; readonly commit: string; readonly blob: string }
  /** A message or a name; of a commit that is being made there is no id yet. */
  | { readonly door: 'message'; readonly commit?: string };

/** An inclusive range of 1-based line numbers. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Which lines the author of this change answers for. `all`: the text is new.
 * `lines`: only these, sorted and disjoint. `moved`: the lines of `added` are new,
 * everything else only moved here with a rename.
 */
export type AddedLines =
  | { readonly kind: 'all' }
  | { readonly kind: 'lines'; readonly ranges: readonly LineRange[] }
  | { readonly kind: 'moved'; readonly ranges: readonly LineRange[] };

/** One text to scan, as every door hands it to the detector. */
export interface SourceText {
  /** Relative to the repository root (outside one, to the working directory), always with `/`. */
  readonly path: string;
  /** UTF-8, or one byte a character where the content is not valid UTF-8. Never UTF-16 or UTF-32. */
  readonly bytes: Buffer;
  readonly language: Language;
  readonly added: AddedLines;
  readonly origin: Origin;
}
