import type { Extent } from './call.js';
import type { Lexical, StringForm } from './lexical-table.js';

/** What a character literal holds: an escape, a byte, or one UTF-8 sequence. Anything else between apostrophes is a lifetime or prose. */
const ONE_CHARACTER = /^(?:\\.+|[^\\]|[\xc2-\xf4][\x80-\xbf]{1,3})$/;
/** A regular expression literal longer than this is taken for a division. */
const REGEX_LIMIT = 512;
/** A list or text of Ruby longer than this is taken for a remainder. */
const PERCENT_LIMIT = 4096;
const PERCENT_CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPERAND_BEFORE_SLASH = /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do))[ \t]{0,64}$/;

/** Finds where comments and literals end that begin at an offset, before a limit. Remembers what never closes, so that no text makes it look twice. */
export class Literals {
  readonly #text: string;
  readonly #lexical: Lexical;
  /** Where a closer comes next, from the offset on that was asked about last. */
  readonly #next = new Map<string, { readonly from: number; readonly found: number }>();
  /** From which offset on a closer comes no more. */
  readonly #over = new Map<string, number>();
  /** Per quote the offset before which it does not close. */
  readonly #unclosedUntil = new Map<string, number>();

  constructor(text: string, lexical: Lexical) {
    this.#text = text;
    this.#lexical = lexical;
  }

  /** Where `close` occurs next; -1 where it does not end before the limit. */
  find(close: string, from: number, limit: number): number {
    const next = this.#next.get(close);
    const found = next !== undefined && next.from <= from && from <= next.found ? next.found : this.#searched(close, from);
    return found >= 0 && found + close.length <= limit ? found : -1;
  }

  #searched(close: string, from: number): number {
    if (from >= (this.#over.get(close) ?? this.#text.length)) return -1;
    const found = this.#text.indexOf(close, from);
    if (found < 0) this.#over.set(close, from);
    else this.#next.set(close, { from, found });
    return found;
  }

  /** The end of the comment that begins at `at`; -1 where none does. */
  commentEnd(at: number, limit: number): number {
    const { lineComments, blockComments, ends } = this.#lexical;
    for (const open of lineComments) {
      if (!this.#text.startsWith(open, at) || !this.#mayComment(open, at)) continue;
      const lf = this.find('\n', at, limit);
      // In PHP what ends code ends its comments too: https://www.php.net/manual/en/language.basic-syntax.comments.php
      const end = ends === undefined ? -1 : this.find(ends, at, limit);
      return Math.min(lf < 0 ? limit : lf, end < 0 ? limit : end);
    }
    for (const [open, close] of blockComments) {
      if (!this.#text.startsWith(open, at)) continue;
      const end = this.find(close, at + open.length, limit);
      if (end >= 0) return end + close.length;
    }
    return -1;
  }

  #mayComment(open: string, at: number): boolean {
    if (this.#lexical.attribute !== undefined && open === '#' && this.#text.startsWith(this.#lexical.attribute, at)) return false;
    if (!this.#lexical.commentNeedsSpace || at === 0) return true;
    return ' \t\n\r;'.includes(this.#text[at - 1] ?? '');
  }

  /** The string whose quote stands at `at`, with the letters before it that belong to it. */
  stringAt(at: number, limit: number): Extent | undefined {
    for (const form of this.#lexical.strings) {
      if (!this.#text.startsWith(form.open, at)) continue;
      const end = this.#stringEnd(form, at, limit);
      if (end >= 0) return { start: this.#prefixed(at), end };
      if (form.limit === undefined) return undefined;
    }
    return undefined;
  }

  #prefixed(at: number): number {
    const { prefixes } = this.#lexical;
    let start = at;
    if (prefixes === undefined) return start;
    while (at - start < 2 && start > 0 && prefixes.includes(this.#text[start - 1] ?? '\n')) start--;
    return start > 0 && /\w/.test(this.#text[start - 1] ?? '') ? at : start;
  }

  #stringEnd(form: StringForm, start: number, end: number): number {
    const from = start + form.open.length;
    if (!form.escapes) {
      const close = this.find(form.close, from, end);
      if (close < 0 || (!form.multiline && this.#text.slice(from, close).includes('\n'))) return -1;
      return close + form.close.length;
    }
    if (start < (this.#unclosedUntil.get(form.open) ?? 0)) return -1;
    const limit = form.limit === undefined ? end : Math.min(end, from + form.limit);
    let at = from;
    for (; at < limit; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x5c) at++;
      else if (code === 0x0a && !form.multiline) break;
      else if (code === form.close.charCodeAt(0) && this.#text.startsWith(form.close, at)) {
        if (form.limit !== undefined && !ONE_CHARACTER.test(this.#text.slice(from, at))) return -1;
        return at + form.close.length;
      }
    }
    if (form.limit === undefined) this.#unclosedUntil.set(form.open, at);
    return -1;
  }

  /** What did not close before may close behind an earlier offset. */
  goBack(): void {
    this.#unclosedUntil.clear();
  }

  /** The end of the regular expression whose slash stands at `at`; -1 where it divides. */
  regexEnd(at: number, end: number): number {
    if (this.#text[at] !== '/' || !OPERAND_BEFORE_SLASH.test(this.#text.slice(Math.max(0, at - 80), at))) return -1;
    let inClass = false;
    const limit = Math.min(end, at + REGEX_LIMIT);
    for (let next = at + 1; next < limit; next++) {
      const char = this.#text[next];
      if (char === '\n') return -1;
      if (char === '\\') next++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) return next + 1;
    }
    return -1;
  }

  /** The end of the list or text of Ruby whose `%` stands at `at`; -1 where it is a remainder. */
  percentEnd(at: number, limit: number): number {
    const kind = this.#text[at + 1] ?? '';
    const close = PERCENT_CLOSERS[this.#text[at + 2] ?? ''];
    if (!'wWiIqQ'.includes(kind) || kind === '' || close === undefined || /[\w)\]]/.test(this.#text[at - 1] ?? ' ')) return -1;
    const end = this.#text.slice(at + 3, Math.min(limit, at + PERCENT_LIMIT)).indexOf(close);
    return end < 0 ? -1 : at + 3 + end + 1;
  }
}
