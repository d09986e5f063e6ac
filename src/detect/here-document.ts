import type { Lexical } from './lexical-table.js';

/** So many ends are looked for in vain: more are no here-documents of a person's. */
const MOST_ABSENT = 100;

/** Half-open byte offsets of the literal. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Finds the texts that `<<END` opens. Remembers what it looked for in vain, so that no text makes it look twice. */
export class HereDocuments {
  readonly #text: string;
  readonly #lexical: Lexical;
  /** Words known not to end a here-document any more. */
  readonly #absent = new Set<string>();
  /** The last line end that was looked for; the text's length where there is none. */
  #lineEnd = -1;

  constructor(text: string, lexical: Lexical) {
    this.#text = text;
    this.#lexical = lexical;
  }

  /** What the `<<` at `at` opens: from its opener, where nothing else stands on that line; otherwise its lines alone, and the rest of the opener's line is code. */
  at(at: number): Extent | undefined {
    const { heredoc, heredocRuns } = this.#lexical;
    if (heredoc === undefined || !this.#text.startsWith('<<', at)) return undefined;
    heredoc.lastIndex = at;
    const match = heredoc.exec(this.#text);
    if (match === null) return undefined;
    const lineEnd = this.#lineEndAfter(at);
    if (lineEnd === this.#text.length) return undefined;
    const before = this.#text.slice(Math.max(0, at - 120), at);
    if (heredocRuns?.test(before.slice(before.lastIndexOf('\n') + 1))) return undefined;
    const end = this.#lineOf(match[2] ?? '', lineEnd);
    if (end < 0) return undefined;
    const alone = /^[ \t\r]*$/.test(this.#text.slice(at + match[0].length, Math.min(lineEnd, at + 200)));
    return { start: alone ? at : lineEnd + 1, end };
  }

  /** The end of a line is looked for once, however many openers stand on it. */
  #lineEndAfter(at: number): number {
    if (this.#lineEnd < at) {
      const found = this.#text.indexOf('\n', at);
      this.#lineEnd = found < 0 ? this.#text.length : found;
    }
    return this.#lineEnd;
  }

  /** The end of the first line behind `from` that holds nothing but `word`, but for what may follow a literal. */
  #lineOf(word: string, from: number): number {
    if (this.#absent.has(word) || this.#absent.size > MOST_ABSENT) return -1;
    for (let at = this.#text.indexOf(word, from); at >= 0; at = this.#text.indexOf(word, at + word.length)) {
      let start = at;
      while (start > 0 && (this.#text[start - 1] === ' ' || this.#text[start - 1] === '\t')) start--;
      if (this.#text[start - 1] === '\n' && !/\w/.test(this.#text[at + word.length] ?? '')) return at + word.length;
    }
    this.#absent.add(word);
    return -1;
  }
}
