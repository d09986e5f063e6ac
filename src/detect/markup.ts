import type { Language } from '../model/language.js';
import type { Extent } from './call.js';
import { islandsOf, withIslands, withoutIslands } from './islands.js';
import { Lexer } from './lexer.js';
import { HANDLER, LEXICAL } from './lexical-table.js';
import { Literals } from './literals.js';
import type { Region } from './region.js';

const TAG = /<(\/?)([A-Za-z][\w:.-]{0,80})/y;
/** Values in braces, code of templates and of Razor end within so many characters. */
const LONGEST_CODE = 4000;
/** What opens and closes a value in the words between tags: Vue, Angular, Jinja, Handlebars, Blade. */
const VALUES: readonly (readonly [open: string, close: string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{!!', '!!}'],
];
/** The same of code between tags: ERB, EJS, JSP, ASP. */
const CODE: readonly (readonly [open: string, close: string])[] = [['<%', '%>']];
/** Code of Razor: https://learn.microsoft.com/aspnet/core/mvc/views/razor */
const RAZOR_BLOCK = /@(?:code|functions)?[ \t]{0,4}\{/y;

/** On what stands before an attribute's value: an event's, of HTML, Vue, Alpine or Angular. https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes */
const EVENT =
  /[\s"'/](?:on[a-z]{2,30}|(?:@|v-on:|x-on:|ng-on-)[a-z][\w.:-]{0,60}|ng-(?:click|change|init|submit)|x-(?:init|effect)|\([a-z][\w.-]{0,60}\))[ \t\r\n]{0,8}=[ \t\r\n]{0,8}$/i;
const LONGEST_EVENT = 90;
/** An address that is code. */
const CODE_ADDRESS = /^["'][ \t\r\n]{0,8}javascript:/i;
/** The content of a script that no browser runs. */
const DATA = /\btype[ \t]{0,4}=[ \t]{0,4}["']?[^"'>]{0,60}(?:json|template|html|x-(?!javascript))/i;

/** Is the text a page, with code in its elements? PHP is one from `<?` to `?>`, or without any `<?` where it begins with a tag or a directive. */
export function isMarkup(text: string, language: Language): boolean {
  if (language === 'vue' || language === 'svelte' || language === 'html') return true;
  return language === 'php' && (text.includes('<?') || /^\s*[<@]/.test(text));
}

/** What a script or an event's attribute holds. */
export interface Script extends Extent {
  /** No browser runs it. */
  readonly data: boolean;
}

/** A page without the code that a server runs: its comments, what people read, attributes' values, and what the code in it holds. Before its first tag all is code. */
export interface Page {
  readonly regions: readonly Region[];
  /** Scripts, and the values of events' attributes, in order. */
  readonly scripts: readonly Script[];
}

/** @param begun where a page begins that has no tag before. */
export function pageOf(text: string, language: Language, begun?: number): Page {
  return new Markup(text, language, begun).run();
}

/** The regions of a page, with those of PHP's code in it. */
export function maskMarkup(text: string, language: Language): readonly Region[] {
  if (language !== 'php') return pageOf(text, language).regions;
  const islands = islandsOf(text);
  return withIslands(text, pageOf(withoutIslands(text, islands), language, islands.extents[0]?.start).regions, islands);
}

class Markup {
  readonly #text: string;
  readonly #language: Language;
  readonly #regions: Region[] = [];
  readonly #scripts: Script[] = [];
  readonly #begun: number | undefined;
  readonly #literals: Literals;
  readonly #script: Lexer;
  readonly #handler: Lexer;
  readonly #php: Lexer;
  /** Braces before this offset are known not to close. */
  #openUntil = 0;
  #inPage = false;
  #pageBegun = false;
  #at = 0;

  constructor(text: string, language: Language, begun: number | undefined) {
    this.#text = text;
    this.#language = language;
    this.#begun = begun;
    this.#literals = new Literals(text, LEXICAL.text);
    this.#script = new Lexer(text, LEXICAL.typescript);
    this.#handler = new Lexer(text, HANDLER);
    this.#php = new Lexer(text, LEXICAL.php);
  }

  run(): Page {
    const { length } = this.#text;
    let words = 0;
    while (this.#at < length) {
      const start = this.#at;
      const char = this.#text[start];
      const here = this.#regions.length;
      if ((char !== '<' && char !== '{' && char !== '@') || !(this.#comment() || this.#code() || this.#tag() || this.#value() || this.#razor())) {
        this.#at = start + 1;
        continue;
      }
      this.#words(words, start, here);
      words = this.#at;
    }
    this.#words(words, length, this.#regions.length);
    return { regions: this.#regions, scripts: this.#scripts };
  }

  /** What people read, put before the regions that follow it. */
  #words(start: number, end: number, index: number): void {
    const from = this.#inPage ? start : Math.max(start, this.#begun ?? end);
    if (from < end && /\S/.test(this.#text.slice(from, end))) this.#regions.splice(index, 0, { start: from, end, zone: 'text' });
    this.#inPage ||= this.#pageBegun;
  }

  #find(close: string, from: number): number {
    return this.#literals.find(close, from, this.#text.length);
  }

  #comment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at)) return false;
    const end = this.#find('-->', this.#at + 4);
    if (end < 0) return false;
    this.#regions.push({ start: this.#at, end: end + 3, zone: 'comment' });
    this.#at = end + 3;
    this.#pageBegun = true;
    return true;
  }

  /** What templates run. */
  #code(): boolean {
    return CODE.some(([open, close]) => this.#between(open, close));
  }

  /** A tag with the values of its attributes, and the script or style that it opens. */
  #tag(): boolean {
    TAG.lastIndex = this.#at;
    const match = TAG.exec(this.#text);
    if (match === null) return false;
    const [opened, slash, name = ''] = match;
    const before = this.#regions.length;
    const end = this.#tagEnd(this.#at + opened.length);
    if (end < 0) {
      // Never closed: no words for people, for all we know.
      const next = this.#find('<', this.#at + 1);
      this.#at = next < 0 ? this.#text.length : next;
      return true;
    }
    this.#events(before);
    const start = this.#at;
    this.#at = end;
    this.#pageBegun = true;
    const kind = name.toLowerCase();
    if (slash !== '' || this.#text[end - 2] === '/' || (kind !== 'script' && kind !== 'style')) return true;
    const close = this.#find(`</${name}`, end);
    this.#at = close < 0 ? this.#text.length : close;
    if (kind !== 'script') return true;
    this.#lex(this.#script, end, this.#at);
    this.#scripts.push({ start: end, end: this.#at, data: DATA.test(this.#text.slice(start, Math.min(end, start + LONGEST_CODE))) });
    return true;
  }

  /** Of the attributes whose values are the regions from `before` on, those that are code. */
  #events(before: number): void {
    if (!this.#regions.slice(before).some((region) => this.#codeIn(region) !== undefined)) return;
    for (const region of this.#regions.splice(before)) {
      const start = this.#codeIn(region);
      if (start === undefined) this.#regions.push(region);
      else {
        const end = region.end - 1;
        this.#regions.push({ ...region, end: start });
        this.#lex(this.#handler, start, end);
        this.#regions.push({ start: end, end: region.end, zone: 'string', ends: true });
        this.#scripts.push({ start, end, data: false });
      }
    }
  }

  /** Where code begins in an attribute's value. */
  #codeIn({ start, end }: Region): number | undefined {
    const address = CODE_ADDRESS.exec(this.#text.slice(start, Math.min(end, start + 24)));
    if (address !== null) return start + address[0].length;
    return EVENT.test(this.#text.slice(Math.max(0, start - LONGEST_EVENT), start)) ? start + 1 : undefined;
  }

  /** Behind the `>` of a tag; -1 where another tag begins before it. Adds the values of its attributes. */
  #tagEnd(from: number): number {
    const before = this.#regions.length;
    for (let at = from; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '>') return at + 1;
      if (char === '"' || char === "'") {
        const end = this.#find(char, at + 1);
        if (end < 0) break;
        this.#regions.push({ start: at, end: end + 1, zone: 'string' });
        at = end;
      } else if (char === '{' && this.#language === 'svelte') {
        const end = this.#bracesEnd(at);
        if (end > 0) at = end - 1;
      } else if (char === '<') {
        const end = this.#text[at + 1] === '%' ? this.#find('%>', at) : -1;
        if (end < 0) break;
        at = end + 1;
      }
    }
    this.#regions.length = before;
    return -1;
  }

  /** A value between tags. */
  #value(): boolean {
    if (this.#text[this.#at] !== '{') return false;
    if (this.#language !== 'svelte') return VALUES.some(([open, close]) => this.#between(open, close));
    const end = this.#bracesEnd(this.#at);
    if (end < 0) return false;
    this.#lex(this.#script, this.#at + 1, end - 1);
    this.#at = end;
    return true;
  }

  /** Razor and Blade: a block of code, or the rest of the line up to a tag. */
  #razor(): boolean {
    if (this.#text[this.#at] !== '@' || this.#language === 'vue' || this.#language === 'svelte') return false;
    if (this.#text.startsWith('@php', this.#at) && this.#between('@php', '@endphp')) return true;
    RAZOR_BLOCK.lastIndex = this.#at;
    const block = RAZOR_BLOCK.exec(this.#text);
    const end = block === null ? -1 : this.#bracesEnd(this.#at + block[0].length - 1);
    if (end > 0) this.#lex(this.#script, this.#at, end);
    this.#at = end > 0 ? end : this.#lineEnd(this.#at);
    return true;
  }

  #lineEnd(from: number): number {
    const line = this.#find('\n', from);
    const tag = this.#find('<', from);
    return Math.min(line < 0 ? this.#text.length : line, tag < 0 ? this.#text.length : tag);
  }

  #between(open: string, close: string): boolean {
    if (!this.#text.startsWith(open, this.#at)) return false;
    const end = this.#find(close, this.#at + open.length);
    if (end < 0 || end - this.#at > LONGEST_CODE) return false;
    this.#lex(this.#language === 'php' ? this.#php : this.#script, this.#at + open.length, end);
    this.#at = end + close.length;
    return true;
  }

  /** Behind the brace that closes the one at `from`; -1 where none does. */
  #bracesEnd(from: number): number {
    if (from < this.#openUntil) return -1;
    let depth = 0;
    const limit = Math.min(this.#text.length, from + LONGEST_CODE);
    for (let at = from; at < limit; at++) {
      const char = this.#text.charCodeAt(at);
      if (char === 0x7b) depth++;
      else if (char === 0x7d && --depth === 0) return at + 1;
    }
    this.#openUntil = limit;
    return -1;
  }

  #lex(lexer: Lexer, start: number, end: number): void {
    for (const region of lexer.run(start, end)) this.#regions.push(region);
  }
}
