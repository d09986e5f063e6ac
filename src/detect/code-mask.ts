import type { Language } from '../model/language.js';
import type { Zone } from '../model/rule.js';
import { LEXICAL, type Lexical, type StringForm } from './lexical-table.js';

/** A stretch that is not plain code; sorted, disjoint, offsets in bytes, the end exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly zone: 'comment' | 'string';
}

/** Which parts of a text are comments and strings. */
export class CodeMask {
  readonly regions: readonly Region[];

  constructor(regions: readonly Region[]) {
    this.regions = regions;
  }

  /** The region that holds `offset`, or undefined in plain code. */
  regionAt(offset: number): Region | undefined {
    const region = this.regions[this.firstEndingAfter(offset)];
    return region !== undefined && region.start <= offset ? region : undefined;
  }

  zoneAt(offset: number): Exclude<Zone, 'any'> {
    return this.regionAt(offset)?.zone ?? 'code';
  }

  /** Index of the first region whose end lies after `offset`. */
  firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.regions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.regions[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What a character literal holds: an escape, a byte, or one UTF-8 sequence. Anything else between apostrophes is a lifetime or prose. */
const ONE_CHARACTER = /^(?:\\.+|[^\\]|[\xc2-\xf4][\x80-\xbf]{1,3})$/;
const TEMPLATE = 1;
const COMMENT = 2;
const STRING = 4;
const REGEX = 8;
const HEREDOC = 16;
const PERCENT = 32;

/** A regular expression literal longer than this is taken for a division. */
const REGEX_LIMIT = 512;
/** So many ends are looked for in vain: more are no here-documents of a person's. */
const MOST_ABSENT = 100;
/** A list or text of Ruby longer than this is taken for a remainder. */
const PERCENT_LIMIT = 4096;
const PERCENT_CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPERAND_BEFORE_SLASH = /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do))[ \t]{0,64}$/;

/**
 * Tells comments and strings from code, in one pass over char codes. It errs towards code: a construct that never closes masks nothing, so that
 * broken syntax cannot hide a call, and every failed search for an end is remembered, so that no input makes it quadratic.
 */
export function maskCode(text: string, language: Language): CodeMask {
  return new CodeMask(new Lexer(text, LEXICAL[language]).run());
}

class Lexer {
  readonly #text: string;
  readonly #lexical: Lexical;
  readonly #regions: Region[] = [];
  /** Closers known not to occur any more, and per quote the line end before which it does not close. */
  readonly #absent = new Set<string>();
  readonly #unclosedUntil = new Map<string, number>();
  /** Open templates: where their text began, the regions before them, and the depth of braces in their code. */
  readonly #templates: { readonly regions: number; depth: number }[] = [];
  #at = 0;
  /** The last line end that was looked for; the text's length where there is none. */
  #lineEnd = -1;

  constructor(text: string, lexical: Lexical) {
    this.#text = text;
    this.#lexical = lexical;
  }

  run(): Region[] {
    const roles = this.#roles();
    const { length } = this.#text;
    for (let at = 0; at < length; at = this.#at) {
      let role = 0;
      while (at < length) {
        role = roles[this.#text.charCodeAt(at) & 0xff] as number;
        if (role !== 0) break;
        at++;
      }
      this.#at = at;
      if (role === 0) break;
      const taken =
        ((role & TEMPLATE) !== 0 && this.#template()) ||
        ((role & COMMENT) !== 0 && this.#comment()) ||
        ((role & STRING) !== 0 && this.#string()) ||
        ((role & REGEX) !== 0 && this.#regex()) ||
        ((role & HEREDOC) !== 0 && this.#heredoc()) ||
        ((role & PERCENT) !== 0 && this.#percent());
      if (!taken) this.#at++;
    }
    // A template that never closes has masked code for all we know: forget what came after its start.
    const open = this.#templates[0];
    return open === undefined ? this.#regions : this.#regions.slice(0, open.regions);
  }

  /** What each byte may begin. */
  #roles(): Uint8Array {
    const { lineComments, blockComments, strings, templates, regexes, heredoc, percent } = this.#lexical;
    const roles = new Uint8Array(256);
    const add = (openers: Iterable<string>, role: number): void => {
      for (const open of openers) roles[open.charCodeAt(0)] = (roles[open.charCodeAt(0)] as number) | role;
    };
    add([...lineComments, ...blockComments.map(([open]) => open)], COMMENT);
    add(
      strings.map(({ open }) => open),
      STRING,
    );
    if (templates) add('`{}', TEMPLATE);
    if (regexes) add('/', REGEX);
    if (heredoc !== undefined) add('<', HEREDOC);
    if (percent) add('%', PERCENT);
    return roles;
  }

  #comment(): boolean {
    for (const open of this.#lexical.lineComments) {
      if (!this.#text.startsWith(open, this.#at) || !this.#mayComment(open)) continue;
      const lf = this.#text.indexOf('\n', this.#at);
      return this.#push('comment', lf < 0 ? this.#text.length : lf);
    }
    for (const [open, close] of this.#lexical.blockComments) {
      if (!this.#text.startsWith(open, this.#at)) continue;
      const end = this.#find(close, this.#at + open.length);
      if (end >= 0) return this.#push('comment', end + close.length);
    }
    return false;
  }

  #mayComment(open: string): boolean {
    if (this.#lexical.attribute !== undefined && open === '#' && this.#text.startsWith(this.#lexical.attribute, this.#at)) return false;
    if (!this.#lexical.commentNeedsSpace || this.#at === 0) return true;
    return ' \t\n\r;'.includes(this.#text[this.#at - 1] ?? '');
  }

  #find(close: string, from: number): number {
    if (this.#absent.has(close)) return -1;
    const found = this.#text.indexOf(close, from);
    if (found < 0) this.#absent.add(close);
    return found;
  }

  #string(): boolean {
    for (const form of this.#lexical.strings) {
      if (!this.#text.startsWith(form.open, this.#at)) continue;
      const end = this.#stringEnd(form);
      if (end >= 0) return this.#push('string', end, this.#withPrefix());
      if (form.limit === undefined) return false;
    }
    return false;
  }

  #withPrefix(): number {
    const prefixes = this.#lexical.prefixes;
    let start = this.#at;
    if (prefixes === undefined) return start;
    while (this.#at - start < 2 && start > 0 && prefixes.includes(this.#text[start - 1] ?? '\n')) start--;
    return start > 0 && /\w/.test(this.#text[start - 1] ?? '') ? this.#at : start;
  }

  #stringEnd(form: StringForm): number {
    const from = this.#at + form.open.length;
    if (!form.escapes) {
      const end = this.#find(form.close, from);
      if (end < 0 || (!form.multiline && this.#text.slice(from, end).includes('\n'))) return -1;
      return end + form.close.length;
    }
    if (this.#at < (this.#unclosedUntil.get(form.open) ?? 0)) return -1;
    const limit = form.limit === undefined ? this.#text.length : Math.min(this.#text.length, from + form.limit);
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

  #template(): boolean {
    if (!this.#lexical.templates) return false;
    const char = this.#text[this.#at];
    const open = this.#templates.at(-1);
    if (char === '`') {
      this.#templates.push({ regions: this.#regions.length, depth: 0 });
      return this.#templateText(this.#at);
    }
    if (open === undefined || (char !== '{' && char !== '}')) return false;
    if (char === '{') open.depth++;
    else if (open.depth > 0) open.depth--;
    else return this.#templateText(this.#at);
    this.#at++;
    return true;
  }

  /** Template text from its opening back-tick, or from the `}` that ends a piece of code in it. */
  #templateText(start: number): boolean {
    for (let at = start + 1; at < this.#text.length; at++) {
      const char = this.#text.charCodeAt(at);
      if (char === 0x5c) at++;
      else if (char === 0x60) {
        this.#templates.pop();
        return this.#push('string', at + 1);
      } else if (char === 0x24 && this.#text[at + 1] === '{') return this.#push('string', at + 2);
    }
    this.#at = this.#text.length;
    return true;
  }

  #regex(): boolean {
    if (!this.#lexical.regexes || this.#text[this.#at] !== '/') return false;
    if (!OPERAND_BEFORE_SLASH.test(this.#text.slice(Math.max(0, this.#at - 80), this.#at))) return false;
    let inClass = false;
    const limit = Math.min(this.#text.length, this.#at + REGEX_LIMIT);
    for (let at = this.#at + 1; at < limit; at++) {
      const char = this.#text[at];
      if (char === '\n') return false;
      if (char === '\\') at++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) return this.#push('string', at + 1);
    }
    return false;
  }

  /** From its opener, where nothing else stands on that line; otherwise its lines alone, and the rest of the opener's line is code. */
  #heredoc(): boolean {
    const { heredoc, heredocRuns } = this.#lexical;
    if (heredoc === undefined || !this.#text.startsWith('<<', this.#at)) return false;
    heredoc.lastIndex = this.#at;
    const match = heredoc.exec(this.#text);
    if (match === null) return false;
    // The end of a line is looked for once, however many openers stand on it.
    if (this.#lineEnd < this.#at) this.#lineEnd = this.#text.indexOf('\n', this.#at);
    const lineEnd = this.#lineEnd;
    if (lineEnd < 0) {
      this.#lineEnd = this.#text.length;
      return false;
    }
    if (lineEnd === this.#text.length) return false;
    const before = this.#text.slice(Math.max(0, this.#at - 120), this.#at);
    if (heredocRuns?.test(before.slice(before.lastIndexOf('\n') + 1))) return false;
    const end = this.#lineOf(match[2] ?? '', lineEnd);
    if (end < 0) return false;
    const alone = /^[ \t\r]*$/.test(this.#text.slice(this.#at + match[0].length, Math.min(lineEnd, this.#at + 200)));
    return this.#push('string', end, alone ? this.#at : lineEnd + 1);
  }

  /** The end of the first line behind `from` that holds nothing but `word`, but for what may follow a literal. */
  #lineOf(word: string, from: number): number {
    const key = `\n${word}`;
    if (this.#absent.has(key) || this.#absent.size > MOST_ABSENT) return -1;
    for (let at = this.#text.indexOf(word, from); at >= 0; at = this.#text.indexOf(word, at + word.length)) {
      let start = at;
      while (start > 0 && (this.#text[start - 1] === ' ' || this.#text[start - 1] === '\t')) start--;
      if (this.#text[start - 1] === '\n' && !/\w/.test(this.#text[at + word.length] ?? '')) return at + word.length;
    }
    this.#absent.add(key);
    return -1;
  }

  #percent(): boolean {
    const kind = this.#text[this.#at + 1] ?? '';
    const close = PERCENT_CLOSERS[this.#text[this.#at + 2] ?? ''];
    if (!'wWiIqQ'.includes(kind) || kind === '' || close === undefined || /[\w)\]]/.test(this.#text[this.#at - 1] ?? ' ')) return false;
    const end = this.#text.slice(this.#at + 3, this.#at + PERCENT_LIMIT).indexOf(close);
    return end >= 0 && this.#push('string', this.#at + 3 + end + 1);
  }

  #push(zone: Region['zone'], end: number, start = this.#at): true {
    this.#regions.push({ start, end, zone });
    this.#at = end;
    return true;
  }
}
