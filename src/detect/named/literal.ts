import type { Extent } from '../call.js';

/** Longest value looked at. */
const LONGEST = 512;
/** A quote as source text has it: escaped up to three times over, or written as an entity. */
export const OPENING = /(\\{0,7})(["'`])|&(?:quot|#34|#39|apos);|\\u00(?:22|27)/y;

/** The contents of the string literal that begins at an offset; undefined where none does, or it does not end on its line. */
export function literalAt(text: string, at: number): Extent | undefined {
  OPENING.lastIndex = at;
  const opening = OPENING.exec(text);
  if (opening === null) return text[at] === 'q' ? perlQuoted(text, at) : undefined;
  const [whole, escapes, quote] = opening;
  const start = at + whole.length;
  if (quote === undefined || escapes === undefined) return closedBy(text, start, whole);
  if (escapes !== '') return closedBy(text, start, whole);
  if (text.startsWith(quote + quote, start)) return closedBy(text, start + 2, quote + quote + quote);
  for (let end = start; end < text.length && end - start < LONGEST; end++) {
    const char = text[end];
    if (char === quote) return end === start ? undefined : unwrapped(text, start, end);
    if (char === '\n') return undefined;
    if (char === '\\') end++;
  }
  return undefined;
}

/** The quotes of Perl, around a value without blanks and variables: `q{x}`, `qq(x)`. */
export const PERL = /qq?(?:\{([^\s{}"'`$@\\]{4,200})\}|\(([^\s()"'`$@\\]{4,200})\)|([|/!~])([^\s|/!~"'`$@\\]{4,200})\3)(?=[;,)\s}]|$)/dy;

function perlQuoted(text: string, at: number): Extent | undefined {
  PERL.lastIndex = at;
  const indices = PERL.exec(text)?.indices;
  const found = indices?.[1] ?? indices?.[2] ?? indices?.[4];
  return found === undefined ? undefined : { start: found[0], end: found[1] };
}

function closedBy(text: string, start: number, mark: string): Extent | undefined {
  const end = text.slice(start, start + LONGEST).indexOf(mark);
  if (end <= 0 || text.slice(start, start + end).includes('\n')) return undefined;
  return { start, end: start + end };
}

/** A literal whose contents are a literal of another language: `"\\"value\\""`. */
function unwrapped(text: string, start: number, end: number): Extent {
  return text[start] === '\\' && end - start > 5 && text[start + 1] === '"' && text.startsWith('\\"', end - 2) ? { start: start + 2, end: end - 2 } : { start, end };
}
