import { type Folded, foldedAt } from './folded.js';

/** Printable ASCII as JSON and most languages may escape it; encoders of Go and Java do so with `&`, `<`, `=` and quotes (RFC 8259, section 7). */
const ESCAPE = /\\{1,8}u00([2-7][0-9A-Fa-f])/g;

/** The stretches of a text that hold escapes of Unicode, with the characters they stand for. */
export function* escapedTexts(text: string): Generator<Folded> {
  if (text.includes('\\u00')) yield* foldedAt(text, ESCAPE, (match) => String.fromCharCode(Number.parseInt(match[1] ?? '', 16)));
}
