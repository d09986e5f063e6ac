import { type Folded, foldedAt } from './folded.js';

/**
 * Printable ASCII as JSON and most languages may escape it; encoders of Go and Java do so with `&`, `<`, `=` and quotes (RFC 8259, section 7). Of escapes by `\x`, in which bytes of all kinds are
 * written, only those of a text: four characters or more.
 */
const ESCAPES = /(?:\\{1,8}u00[2-7][0-9A-Fa-f]){1,1000}|(?:\\x[2-7][0-9A-Fa-f]){4,1000}/g;
const DIGITS = /[ux](?:00)?([2-7][0-9A-Fa-f])/g;

/** The stretches of a text that hold escapes, with the characters they stand for. */
export function* escapedTexts(text: string): Generator<Folded> {
  if (text.includes('\\u00') || text.includes('\\x'))
    yield* foldedAt(text, ESCAPES, ([escapes]) => escapes.replace(/\\/g, '').replace(DIGITS, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))));
}
