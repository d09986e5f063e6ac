import { COMMENT, ELEMENT, END, FRAME, HEREDOC, PERCENT, REGEX, rolesOf, STRING } from './byte-roles.js';
import { HereDocuments } from './here-document.js';
import { Elements } from './jsx.js';
import type { Lexical } from './lexical-table.js';
import { Literals } from './literals.js';
import type { Region } from './region.js';

/** Elements that never close: after so many, or when so many bytes were read in vain for them, beside twice the text, `<` is an operator. */
const MOST_REFUSED = 8;
const MOST_IN_VAIN = 65536;
/** What is open within each other. No code goes so deep, and what does is no element. */
const MOST_OPEN = 500;

/** What is open: a template's code, the tag of an element, what stands between its tags, or a value in braces there. */
interface Frame {
  readonly kind: 'template' | 'tag' | 'children' | 'value';
  /** Where it began, and the number of regions before it. */
  readonly start: number;
  readonly regions: number;
  /** Of an element. */
  readonly name: string;
  /** Of braces in a template's code or a value, of angles in a tag. */
  depth: number;
}

/** Lexes stretches of one text, each in one pass over char codes, and remembers of all of them what never closes. `maskCode` says what it promises. */
export class Lexer {
  readonly #text: string;
  readonly #lexical: Lexical;
  readonly #roles: Uint8Array;
  readonly #hereDocuments: HereDocuments;
  readonly #elements: Elements;
  readonly #literals: Literals;
  /** Where elements seemed to begin that do not close. */
  readonly #refused = new Set<number>();
  /** How many bytes were read of them. */
  #inVain = 0;
  /** Where the last of them was given up; undefined while none was. */
  #givenUp: number | undefined;
  #regions: Region[] = [];
  #frames: Frame[] = [];
  #at = 0;
  #limit = 0;

  constructor(text: string, lexical: Lexical) {
    this.#text = text;
    this.#lexical = lexical;
    this.#roles = rolesOf(lexical);
    this.#literals = new Literals(text, lexical);
    this.#hereDocuments = new HereDocuments(text, lexical);
    this.#elements = new Elements(text);
  }

  /** Where the last stretch ended: at its limit, or right behind what ends code in this language. */
  get end(): number {
    return this.#at;
  }

  /** The regions between two offsets. */
  run(from = 0, to = this.#text.length): Region[] {
    this.#regions = [];
    this.#frames = [];
    this.#at = from;
    this.#limit = to;
    do {
      while (this.#at < this.#limit) this.#step();
      // An element that never closes was none: all but its `<` is looked at again.
    } while (this.#refuse());
    // A template that never closes has masked code for all we know: forget what came after its start.
    const open = this.#frames[0];
    return open === undefined ? this.#regions : this.#regions.slice(0, open.regions);
  }

  #step(): void {
    const open = this.#frames.at(-1);
    if (open?.kind === 'children') {
      this.#children(open);
      return;
    }
    if (open?.kind === 'tag') {
      this.#tag(open);
      return;
    }
    let role = 0;
    let at = this.#at;
    for (; at < this.#limit; at++) {
      role = this.#roles[this.#text.charCodeAt(at) & 0xff] as number;
      if (role !== 0) break;
    }
    this.#at = at;
    if (role === 0) return;
    const taken =
      ((role & END) !== 0 && this.#ends()) ||
      ((role & FRAME) !== 0 && this.#brace()) ||
      ((role & COMMENT) !== 0 && this.#comment()) ||
      ((role & STRING) !== 0 && this.#string()) ||
      ((role & REGEX) !== 0 && this.#regex()) ||
      ((role & HEREDOC) !== 0 && this.#heredoc()) ||
      ((role & PERCENT) !== 0 && this.#percent()) ||
      ((role & ELEMENT) !== 0 && this.#element());
    if (!taken) this.#at++;
  }

  #ends(): boolean {
    const { ends } = this.#lexical;
    if (ends === undefined || !this.#text.startsWith(ends, this.#at)) return false;
    this.#at += ends.length;
    this.#limit = this.#at;
    return true;
  }

  #find(close: string, from: number): number {
    return this.#literals.find(close, from, this.#limit);
  }

  #comment(): boolean {
    const end = this.#literals.commentEnd(this.#at, this.#limit);
    return end >= 0 && this.#push('comment', end);
  }

  #string(): boolean {
    const found = this.#literals.stringAt(this.#at, this.#limit);
    return found !== undefined && this.#push('string', found.end, Math.max(found.start, this.#regions.at(-1)?.end ?? 0));
  }

  /** Templates of JavaScript and the code in them, and the braces of values between tags. */
  #brace(): boolean {
    const char = this.#text[this.#at];
    const open = this.#frames.at(-1);
    if (char === '`') {
      this.#open('template');
      return this.#templateText(this.#at);
    }
    if (open === undefined || (char !== '{' && char !== '}')) return false;
    if (char === '{') open.depth++;
    else if (open.depth > 0) open.depth--;
    else if (open.kind === 'template') return this.#templateText(this.#at);
    else this.#frames.pop();
    this.#at++;
    return true;
  }

  /** Template text from its opening back-tick, or from the `}` that ends a piece of code in it. */
  #templateText(start: number): boolean {
    for (let at = start + 1; at < this.#limit; at++) {
      const char = this.#text.charCodeAt(at);
      if (char === 0x5c) at++;
      else if (char === 0x60) {
        this.#frames.pop();
        return this.#push('string', at + 1);
      } else if (char === 0x24 && this.#text[at + 1] === '{') return this.#push('string', at + 2);
    }
    this.#at = this.#limit;
    return true;
  }

  #regex(): boolean {
    const end = this.#literals.regexEnd(this.#at, this.#limit);
    return end >= 0 && this.#push('string', end);
  }

  #heredoc(): boolean {
    const found = this.#hereDocuments.at(this.#at);
    return found !== undefined && found.end <= this.#limit && this.#push('string', found.end, found.start);
  }

  #percent(): boolean {
    const end = this.#literals.percentEnd(this.#at, this.#limit);
    return end >= 0 && this.#push('string', end);
  }

  /** An element of JSX where an operand may stand. */
  #element(): boolean {
    if (this.#refused.has(this.#at) || this.#refused.size > MOST_REFUSED || this.#inVain > MOST_IN_VAIN + 2 * this.#text.length) return false;
    const name = this.#elements.nameAt(this.#at);
    return name !== undefined && this.#elements.mayStandAt(this.#at, this.#regions) && this.#openTag(name);
  }

  #openTag(name: string): true {
    this.#open('tag', name);
    this.#at += 1 + name.length;
    if (this.#frames.length > MOST_OPEN) this.#giveUp();
    return true;
  }

  #open(kind: Frame['kind'], name = ''): void {
    this.#frames.push({ kind, start: this.#at, regions: this.#regions.length, name, depth: 0 });
  }

  /** What is open never closes. */
  #giveUp(): void {
    this.#givenUp = this.#at;
    this.#at = this.#limit;
  }

  /** One attribute's value, one value in braces, or the end of a tag. */
  #tag(open: Frame): void {
    for (; this.#at < this.#limit; this.#at++) {
      const char = this.#text[this.#at];
      if (char === '"' || char === "'") {
        const end = this.#find(char, this.#at + 1);
        if (end < 0) break;
        this.#push('string', end + 1);
        return;
      }
      if (char === '{') {
        this.#openValue();
        return;
      }
      if (char === '/' && (this.#text[this.#at + 1] === '/' || this.#text[this.#at + 1] === '*') && this.#comment()) return;
      if (char === '<') open.depth++;
      if (char !== '>') continue;
      if (open.depth > 0) open.depth--;
      else {
        this.#frames.pop();
        this.#at++;
        if (this.#text[this.#at - 2] === '/' && open.name !== '') return;
        this.#frames.push({ ...open, kind: 'children' });
        if (!this.#elements.closes(open.name, this.#at)) this.#giveUp();
        return;
      }
    }
    this.#giveUp();
  }

  #openValue(): void {
    this.#open('value');
    this.#at++;
  }

  /** What stands between tags, up to a value, to the next tag, or to the element's end. */
  #children(open: Frame): void {
    const start = this.#at;
    while (this.#at < this.#limit && this.#text[this.#at] !== '<' && this.#text[this.#at] !== '{') this.#at++;
    if (/\S/.test(this.#text.slice(start, this.#at))) this.#push('text', this.#at, start);
    if (this.#at >= this.#limit) return;
    const name = this.#text[this.#at] === '<' ? this.#elements.nameAt(this.#at) : undefined;
    if (this.#text[this.#at] === '{') this.#openValue();
    else if (name !== undefined) this.#openTag(name);
    else if (this.#text[this.#at + 1] === '/') {
      const end = this.#find('>', this.#at);
      const closed = end >= 0 && this.#text.slice(this.#at + 2, end).trim() === open.name;
      if (!closed) this.#giveUp();
      else {
        this.#at = end + 1;
        this.#frames.pop();
      }
    } else this.#at++;
  }

  /** Begins again behind the `<` that seemed to open the outermost element that is still open. */
  #refuse(): boolean {
    const first = this.#frames.findIndex(({ kind }) => kind !== 'template');
    const element = this.#frames[first];
    if (element === undefined) return false;
    this.#refused.add(element.start);
    this.#inVain += (this.#givenUp ?? this.#limit) - element.start;
    this.#givenUp = undefined;
    this.#regions.length = element.regions;
    this.#frames.length = first;
    this.#literals.goBack();
    this.#at = element.start;
    return true;
  }

  #push(zone: Region['zone'], end: number, start = this.#at): true {
    this.#regions.push({ start, end, zone });
    this.#at = end;
    return true;
  }
}
