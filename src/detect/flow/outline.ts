import type { Language } from '../../model/language.js';
import { argumentsFrom, callEnd, type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { CHANGED, type Change, changeOf } from './collection.js';
import type { FlowLanguage } from './flow-language.js';

/** How far above a sink an assignment or a header is still looked for. */
export const LINES_BACK = 160;
const MOST_HEADERS = 4;
/** Changes of one collection that are kept: a table of constants has thousands. */
const MOST_CHANGES = 30;

/** A name gets a value. */
export interface Assignment {
  readonly name: string;
  /** Of the name. */
  readonly start: number;
  /** Where the value begins. */
  readonly value: number;
  /** The value is added to the one before. */
  readonly adds: boolean;
  /** A call writes the value into the name: what follows it in the call is the value. */
  readonly fills: boolean;
  /** Where the value ends, where that is known. */
  readonly end?: number;
  /** The value ends with the bracket that was opened before it. */
  readonly inCall: boolean;
  /** The name is declared as a number: no text comes through it. */
  readonly isNumber: boolean;
}

/** A function's beginning. */
export interface Header {
  readonly start: number;
  readonly end: number;
  readonly parameters: string;
}

const ASSIGNMENT =
  /(?<![\w$.>:-])([A-Za-z_$][\w$]*)[ \t]*(?:\[\d*\][ \t]*|:[ \t]*(?:[\w$.<>[\]|?&' ]|<[^<>\n]{1,60}>){1,40}?|\[[^\]\n]{1,40}\][ \t]*)?(:=|\+=|\.=|<<=?|\?\?=|\|\|=|=)(?![=>~])/g;
/** What may stand on the line before an assigned name: words of a declaration, other names of the same assignment, or another statement. */
const BEFORE_NAME =
  /(?:^|[;{}]|\)[ \t]{0,4}|\b(?:const|let|var)[ \t][^;\n]{1,140},|^[ \t]{0,80}[$\w]{1,40}[ \t]?=)[ \t]{0,80}(?:(?:if|while)[ \t(]{1,4})?((?:[\w$<>[\].?*&@:]{1,60}(?:, ?[\w$<>[\]?]{1,40}>)?[ \t*&]{1,4}){0,4})((?:[\w$]{1,40}[ \t]?,[ \t]?){0,4})[*&@]?$/;
const DESTRUCTURED = /\b(?:const|let|var)[ \t]{1,4}\{((?:[^{}]|\{[^{}]{0,100}\}){1,300})\}[ \t]{0,4}(?::[^=\n]{1,60})?=(?![=>])/g;
/** What a builder takes in: `sql.append(name)`, `sb.WriteString(name)`; the name gets it as by `+=`. */
const APPENDED = /(?<![\w$.])([A-Za-z_$][\w$]*)\.(?:append|Append|AppendLine|AppendFormat|WriteString|push_str|(?<=ath\.)push)\(/g;
const APPENDED_ON = /^\)[ \t\r\n]{0,80}\.(?:append|Append|AppendLine|AppendFormat|WriteString)\(/;
/** Links of one chain of `append` that are followed. */
const MOST_LINKS = 8;
/** The whole of a declared type, as languages put it before or behind the name. */
const NUMBER =
  /^(?:(?:const|let|var|val|final|static|mut|unsigned|signed|auto|readonly|private|public)[ \t]+)*(?:int|long|short|float|double|bool|boolean|size_t|ssize_t|time_t|pid_t|uid_t|u?int\d{1,2}(?:_t)?|[iu](?:8|16|32|64|128|size)|f(?:32|64)|Int|Int32|Int64|UInt|Long|Double|Float|Bool|Boolean|number|bigint|Uuid|UUID|Guid|IpAddr|Ipv4Addr|Integer|decimal|Decimal)[ \t]*$/;
/** A list or a tuple of names that take a part of a value each. */
const LISTED = /(?:\b(?:const|let|var|val)[ \t]{1,4}(?:mut )?[[(]|\blist\(|(?<=[\n;{}][ \t]{0,40})\[)([^[\](){}=;]{1,200})[\])][ \t]{0,4}=(?![=>])/g;
const LOOP =
  /\bfor(?:each)?[ \t(]{1,4}(?:(?:final|const)[ \t]{1,4})?(?:[\w.<>[\]?]{1,60}[ \t&]{1,4})?([[(]?[A-Za-z_$][\w$]{0,60}(?:,[ \t]?[A-Za-z_$][\w$]{0,60}){0,3}[\])]?)[ \t]{1,4}(?:of|in|:)[ \t]{1,4}(enumerate\()?/g;
/** Blocks that are called for each of a list, as Ruby, Kotlin and Swift write them. */
const EACH =
  /(?<![\w$@.)\]])(@?[A-Za-z_]\w*(?:[\w.?!:'"[\]]|\([^()\n]{0,40}\)){0,80}?)\.(?:each|each_with_index|map|flat_map|select|reject|forEach|forEachIndexed|onEach)[ ]?(?:\{|do\b)[ ]?\|?([a-z_]\w*)(?:,[ ]?\w{1,40})?(?:\||[ ]->|[ ]in\b)/g;
const EXPORTED = /\bexport let $/;
/** Loops of PHP, whose names follow the value: https://www.php.net/manual/en/control-structures.foreach.php */
const FOREACH = /\bforeach[ \t]?\(([^;{}\n]{1,160}?)[ \t]+as[ \t]+(?:&?(\$\w{1,60})[ \t]*=>[ \t]*)?&?(\$\w{1,60})[ \t]*\)/g;

const BLOCKS: ReadonlySet<Language> = new Set<Language>(['ruby', 'kotlin', 'swift']);

/** Where names get values and where functions begin, found in one pass over a text. Names are plain words; fields of objects are not followed. */
export class Outline {
  readonly #view: TextView;
  readonly #byName = new Map<string, Assignment[]>();
  readonly #headers: Header[] = [];
  /** By the name of the collection, when it was first asked for. */
  #changed: Map<string, RegExpExecArray[]> | undefined;
  /** Undefined where several functions have the name. */
  #byFunction: Map<string, Header | undefined> | undefined;

  constructor(view: TextView, language: FlowLanguage) {
    this.#view = view;
    this.#collectAssignments(language);
    for (const match of view.text.matchAll(language.header)) {
      const parameters = match.slice(1).find((group) => group !== undefined) ?? '';
      if (view.mask.zoneAt(match.index) === 'code') this.#headers.push({ start: match.index, end: match.index + match[0].length, parameters });
    }
    // What stands in a header is a parameter's default, not what it is given.
    for (const [name, list] of this.#byName) {
      const own = list.filter(({ start }) => !this.#isInHeader(start)).sort((a, b) => a.start - b.start);
      if (own.length === 0) this.#byName.delete(name);
      else this.#byName.set(name, own);
    }
  }

  /** What was put into a list, a map or a field, and taken out, from `from` on and before `offset`. */
  changes(name: string, from: number, offset: number): readonly Change[] {
    if (this.#changed === undefined) {
      this.#changed = new Map();
      for (const match of this.#view.text.matchAll(CHANGED)) this.#changed.set(match[1] ?? '', [...(this.#changed.get(match[1] ?? '') ?? []).slice(-MOST_CHANGES), match]);
    }
    return (this.#changed.get(name) ?? []).flatMap((match) => {
      if (match.index < from || match.index >= offset || this.#view.mask.zoneAt(match.index) !== 'code') return [];
      const end = match.index + match[0].length;
      if (match[3] !== undefined) return { start: match.index, key: `"${match[3]}"`, value: { start: end, end: statementEnd(this.#view, end) }, removed: undefined };
      return changeOf(this.#view, match[2] ?? '', match.index, argumentsFrom(this.#view, end)) ?? [];
    });
  }

  /** The one function of the text that has this name. */
  functionNamed(name: string): Header | undefined {
    if (this.#byFunction === undefined) {
      this.#byFunction = new Map();
      for (const header of this.#headers) {
        const own = /([A-Za-z_$][\w$]*)(?:<[^<>()]{0,60}>|\[[^\][()]{0,60}\])?[ ]?\(/.exec(this.#view.text.slice(header.start, header.end).replace(/^func \([^()]*\)/, ''))?.[1];
        if (own !== undefined) this.#byFunction.set(own, this.#byFunction.has(own) ? undefined : header);
      }
    }
    return this.#byFunction.get(name);
  }

  /** All assignments of a name, in order. */
  assignments(name: string): readonly Assignment[] {
    return this.#byName.get(name) ?? [];
  }

  /** The last assignment before `offset` and at or after `from`. */
  lastAssignment(name: string, from: number, offset: number): Assignment | undefined {
    const all = this.assignments(name);
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const last = all[low - 1];
    return last !== undefined && last.start >= from ? last : undefined;
  }

  /** The functions around an offset, the innermost first: by indentation, which broken code keeps too. */
  functionsAround(offset: number): readonly Header[] {
    const found: Header[] = [];
    const { lines } = this.#view;
    const line = lines.lineAt(offset);
    let low = 0;
    let high = this.#headers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#headers[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    let outermost = this.#indentOf(line);
    let checked = line;
    for (let index = low - 1; index >= 0 && found.length < MOST_HEADERS; index--) {
      const header = this.#headers[index] as Header;
      const at = lines.lineAt(header.start);
      if (line - at > LINES_BACK) break;
      if (at === line) {
        if (header.end <= offset) found.push(header);
        continue;
      }
      // Lines between that stand no deeper than the header end its body.
      for (; checked > at + 1; checked--) outermost = Math.min(outermost, this.#depthOf(checked - 1));
      if (this.#indentOf(at) < outermost || this.#contains(header, offset)) found.push(header);
    }
    return found;
  }

  #isInHeader(offset: number): boolean {
    let low = 0;
    let high = this.#headers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#headers[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return (this.#headers[low - 1]?.end ?? 0) > offset;
  }

  /** A body that begins on the header's line and has nothing of its own indentation: one-line code. */
  #contains(header: Header, offset: number): boolean {
    return header.end > offset;
  }

  #indentOf(line: number): number {
    const { text, lines } = this.#view;
    const start = lines.startOf(line);
    let at = start;
    while (text[at] === ' ' || text[at] === '\t') at++;
    return at - start;
  }

  /** The indentation of a line that could end a body; that of blank lines, of brackets alone and of comments is none. */
  #depthOf(line: number): number {
    const { text, lines } = this.#view;
    const start = lines.startOf(line);
    const indent = this.#indentOf(line);
    return '\r\n{)]#/*'.includes(text[start + indent] ?? '\n') ? Number.POSITIVE_INFINITY : indent;
  }

  #add(name: string, start: number, value: number, how: Partial<Assignment> = {}): void {
    const one = { name, start, value, adds: false, fills: false, inCall: false, isNumber: false, ...how };
    const list = this.#byName.get(name);
    if (list === undefined) this.#byName.set(name, [one]);
    else list.push(one);
  }

  #collectLoopsOfPhp(): void {
    for (const match of this.#view.text.matchAll(FOREACH)) {
      const [whole, value = '', key, name = ''] = match;
      const start = match.index + whole.indexOf('(') + 1;
      for (const one of [key, name]) {
        if (one === undefined) continue;
        const list = this.#byName.get(one) ?? [];
        this.#byName.set(one, list);
        list.push({ name: one, start: match.index + whole.length - 1, value: start, adds: false, fills: false, inCall: false, isNumber: false, end: start + value.length });
      }
    }
  }

  #addAppended(name: string, start: number, value: number): void {
    if (this.#view.mask.zoneAt(start) !== 'code') return;
    for (let link = 0; link < MOST_LINKS; link++) {
      this.#add(name, start + link, value, { adds: true });
      const end = callEnd(this.#view, value);
      const next = APPENDED_ON.exec(this.#view.text.slice(end, end + 120));
      if (next === null) return;
      value = end + next[0].length;
    }
  }

  /** Names that take a part of a value each; returns where their patterns stand. */
  #collectDestructured(): Extent[] {
    const { text, mask } = this.#view;
    const found: Extent[] = [];
    for (const match of text.matchAll(DESTRUCTURED)) {
      if (mask.zoneAt(match.index) !== 'code') continue;
      const pattern = match[1] ?? '';
      const value = match.index + match[0].length;
      for (const [, name = ''] of pattern.replace(/=[^,{}]{0,80}/g, '').matchAll(/([\w$]+)[ \t\r\n]*(?=[,}]|$)/g)) this.#add(name, match.index, value);
      found.push({ start: match.index, end: value });
    }
    for (const match of text.matchAll(LISTED)) {
      if (mask.zoneAt(match.index) !== 'code') continue;
      const value = match.index + match[0].length;
      const names = this.#view.language === 'php' ? /\$\w+/g : /[A-Za-z_$][\w$]*/g;
      for (const [name] of (match[1] ?? '').matchAll(names)) this.#add(name, match.index, value);
    }
    return found;
  }

  #collectAssignments(language: FlowLanguage): void {
    const { text, mask } = this.#view;
    const patterns = this.#collectDestructured();
    for (const match of text.matchAll(ASSIGNMENT)) {
      // A default is not what the name gets.
      while (patterns[0] !== undefined && patterns[0].end <= match.index) patterns.shift();
      if (patterns[0] !== undefined && patterns[0].start < match.index) continue;
      const [whole, name = '', operator = ''] = match;
      const before = BEFORE_NAME.exec(text.slice(nearLineStart(text, match.index), match.index));
      if (before === null || mask.zoneAt(match.index) !== 'code') continue;
      // What a component of Svelte exports its parent sets: this is a default.
      if (this.#view.language === 'svelte' && EXPORTED.test(before[0])) continue;
      const value = match.index + whole.length;
      const declared = /:[ \t]*([\w$.<>[\]|? ]{1,40}?)[ \t]*=$/.exec(whole)?.[1] ?? before[1] ?? '';
      this.#add(name, match.index, value, {
        adds: (operator.length > 1 && operator !== ':=') || (language.texts === 'in place' && isElement(whole, before[1] ?? '')),
        isNumber: NUMBER.test(declared),
      });
      for (const [other] of (before[2] ?? '').matchAll(/[\w$]+/g)) this.#add(other, match.index, value);
    }
    for (const match of text.matchAll(LOOP)) {
      // The number that counts along holds nothing.
      const names = (match[1] ?? '').match(/[\w$]+/g)?.slice(match[2] === undefined ? 0 : 1) ?? [];
      for (const name of names) this.#add(name, match.index, match.index + match[0].length);
    }
    if (this.#view.language === 'php') this.#collectLoopsOfPhp();
    if (BLOCKS.has(this.#view.language))
      for (const match of text.matchAll(EACH)) this.#add(match[2] ?? '', match.index, match.index, { end: match.index + (match[1] ?? '').length });
    for (const match of text.matchAll(APPENDED)) this.#addAppended(match[1] ?? '', match.index, match.index + match[0].length);
    for (const match of language.constructs === undefined ? [] : text.matchAll(language.constructs)) {
      if (mask.zoneAt(match.index) === 'code') this.#add(match[1] ?? '', match.index, match.index + match[0].length, { inCall: true });
    }
    if (language.fills === undefined) return;
    for (const match of text.matchAll(language.fills)) {
      const end = match.index + match[0].length;
      if (/^(?:\w{0,16}printf|String|str|memcpy)/.test(match[0])) this.#add(match[1] ?? '', match.index, end, { adds: /cat/.test(match[0]), fills: true, inCall: true });
      else this.#add(match[1] ?? '', match.index, nearLineStart(text, match.index));
    }
  }
}

/** `line[n] = 0`: the rest of the name stays what it was. A declaration gives its type first. */
function isElement(assigned: string, before: string): boolean {
  return before.trim() === '' && /^\w+[ \t]*\[[^\]]/.test(assigned);
}

/** Where the line of an offset begins, or a little before the offset: the whole program may be one line. */
function nearLineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - 160);
  return from + text.slice(from, offset).lastIndexOf('\n') + 1;
}
