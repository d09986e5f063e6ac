import { PER_MILLION } from './trigram-table.js';

/** How common a trigram of the literal is in source text, a millionth at least. */
function frequency(literal: string, at: number): number {
  return 1 + (PER_MILLION[literal.slice(at, at + 3)] ?? 0);
}

/** Where in a literal its rarest four bytes begin, by the two trigrams in them: the fewer places the prefilter must look at closely, the faster it is. */
export function anchorOf(literal: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 4 <= literal.length; at++) {
    const cost = frequency(literal, at) * frequency(literal, at + 1);
    if (cost < least) {
      least = cost;
      best = at;
    }
  }
  return best;
}

/** Letters of ASCII only: a literal may be bytes of UTF-8, which have no case. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
