import type { Language } from '../../model/language.js';
import { callEnd, type Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { keyOf } from './collection.js';
import type { FlowLanguage } from './flow-language.js';
import { piecesOf } from './written.js';

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
  /** The value is put into a list or a map of this name, of which the rest stays. */
  readonly isElement: boolean;
  /** The value is put into what the name holds, by a call or an arrow. */
  readonly isPut: boolean;
  /** The name takes a part of the value: its place in a list, or its key. */
  readonly part?: string;
  /** What it gets where there is no such part. */
  readonly otherwise?: Extent;
}

const ASSIGNMENT =
  /(?<![\w$.>:-])([A-Za-z_$][\w$]*)[ \t]*(?:\[\d*\][ \t]*|:[ \t]*(?:[\w$.>[\]|?&' ]|<(?:[\w$.[\]|?&' ]{0,60}[^\w$.[\]|?&' <>\n][^<>\n]{0,60}>)?){1,80}?|\[[^\]\n]{1,40}\][ \t]*)?(:=|\+=|\.=|<<=?|\?\?=|\|\|=|=)(?![=>~])/g;
/** What may stand on the line before an assigned name: words of a declaration, other names of the same assignment, or another statement. */
const BEFORE_NAME =
  /(?:^|[;{}]|\)[ \t]{0,4}|\b(?:const|let|var|String|string|char|auto)[ \t][^;\n(]{1,140},|^[ \t]{0,80}[$\w]{1,40}[ \t]?=)[ \t]{0,80}(?:(?:if|while)[ \t(]{1,4})?((?:[\w$<>[\].?*&@:]{1,60}(?:, ?[\w$<>[\]?]{1,40}>)?[ \t]{1,4}){0,6}(?:[\w$<>[\].?*&@:]{0,60}[*&])?)((?:[\w$]{1,40}[ \t]?,[ \t]?){0,4})[*&@]?$/;
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
const LISTED = /(?:\b(?:const|let|var|val)[ \t]{1,4}(?:mut )?[[(]|\blist\(|(?<=[\n;{}][ \t]{0,40})\[)((?:[^[\](){}=;]|=>){1,200})[\])][ \t]{0,4}=(?![=>])/g;
const LOOP =
  /\bfor(?:each)?[ \t(]{1,4}(?:(?:final|const)[ \t]{1,4})?(?:[\w.<>[\]?]{1,60}[ \t&]{1,4})?([[(]?[A-Za-z_$][\w$]{0,60}(?:,[ \t]?[A-Za-z_$][\w$]{0,60}){0,3}[\])]?)[ \t]{1,4}(?:of|in|:)[ \t]{1,4}(enumerate\()?/g;
/** Blocks that are called for each of a list, as Ruby, Kotlin and Swift write them. */
const EACH =
  /(?<![\w$@.)\]])(@?[A-Za-z_]\w*(?:[\w.?!:'"[\]]|\([^()\n]{0,40}\)){0,80}?)\.(?:each|each_with_index|map|flat_map|select|reject|forEach|forEachIndexed|onEach|let|also|mapNotNull|flatMap|takeIf|takeUnless)[ ]?(?:\{|do\b)[ ]?\|?([a-z_]\w*)(?:,[ ]?\w{1,40})?(?:\||[ ]->|[ ]in\b)/g;
/** Blocks of Kotlin that give no name to what they are handed: https://kotlinlang.org/docs/lambdas.html#it-implicit-name-of-a-single-parameter */
const IT =
  /(?<![\w$@.)\]])([A-Za-z_]\w*(?:[\w.?!:'"[\]]|\([^()\n]{0,40}\)){0,80}?)\.(?:let|also|map|mapNotNull|flatMap|forEach|onEach|takeIf|takeUnless)[ ]?\{(?![ ]?\(?\w{1,40}[ ]?(?:,[ \w]{1,40})?\)?[ ]?->)/g;
/** A look-up in a table that hands its value to a name: https://learn.microsoft.com/dotnet/api/system.collections.generic.dictionary-2.trygetvalue */
const LOOKED_UP = /(?<![\w$.])([A-Za-z_]\w{0,60}\.TryGetValue\([^,\n]{1,80}),[ ]?out (?:var |string\?? )?([A-Za-z_]\w{0,60})\)/g;
const DECLARED = /\bvar[ \t]+([A-Za-z_]\w{0,60})[ \t]+[\w.*[\]]{1,60}(?=[ \t\r]*\n)/g;
const EXPORTED = /\bexport let $/;
/** Loops of PHP, whose names follow the value: https://www.php.net/manual/en/control-structures.foreach.php */
const FOREACH = /\bforeach[ \t]?\(([^;{}\n]{1,160}?)[ \t]+as[ \t]+(?:&?(\$\w{1,60})[ \t]*=>[ \t]*)?&?(\$\w{1,60})[ \t]*\)/g;

/** Languages that write no brackets around what a loop is about. */
const BRACELESS: ReadonlySet<Language> = new Set<Language>(['rust', 'swift']);
const BLOCKS: ReadonlySet<Language> = new Set<Language>(['ruby', 'kotlin', 'swift']);

/** Finds where names get values, in one pass over a text. Names are plain words; fields of objects are not followed. */
export function assignmentsOf(view: TextView, language: FlowLanguage): Map<string, Assignment[]> {
  return new Collector(view).run(language);
}

class Collector {
  readonly #view: TextView;
  readonly #byName = new Map<string, Assignment[]>();

  constructor(view: TextView) {
    this.#view = view;
  }

  run(language: FlowLanguage): Map<string, Assignment[]> {
    this.#collectAssignments(language);
    return this.#byName;
  }

  #add(name: string, start: number, value: number, how: Partial<Assignment> = {}): void {
    const one = { name, start, value, adds: false, fills: false, inCall: false, isNumber: false, isElement: false, isPut: false, ...how };
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
        list.push({
          name: one,
          start: match.index + whole.length - 1,
          value: start,
          adds: false,
          fills: false,
          inCall: false,
          isNumber: false,
          isElement: false,
          isPut: false,
          end: start + value.length,
        });
      }
    }
  }

  #addAppended(name: string, start: number, value: number): void {
    if (this.#view.mask.zoneAt(start) !== 'code') return;
    for (let link = 0; link < MOST_LINKS; link++) {
      this.#add(name, start + link, value, { adds: true, isPut: true });
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
      this.#addDestructured(pattern, match.index + match[0].indexOf(pattern), match.index, value);
      found.push({ start: match.index, end: value });
    }
    for (const match of text.matchAll(LISTED)) {
      if (mask.zoneAt(match.index) !== 'code') continue;
      const value = match.index + match[0].length;
      const name = this.#view.language === 'php' ? /(?:(["'][^"'\n]{1,40}["']|\d+)[ ]?=>[ ]?)?(\$\w+)/ : /()([A-Za-z_$][\w$]*)(?=[ \t]*(?::[^,]*)?$)/;
      for (const [index, part] of (match[1] ?? '').split(',').entries()) {
        const [, key = '', one] = name.exec(part) ?? [];
        if (one !== undefined) this.#add(one, match.index, value, { part: key === '' ? String(index) : keyOf(key) });
      }
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
      const ranges = this.#view.language === 'go' ? (/^[ \t]*range[ \t]+/.exec(text.slice(match.index + whole.length, match.index + whole.length + 20))?.[0].length ?? 0) : 0;
      const value = match.index + whole.length + ranges;
      const declared = /:[ \t]{0,4}([\w$.<>[\]|? ]{1,40}?)[ \t]{0,4}=$/.exec(whole)?.[1] ?? before[1] ?? '';
      const others = (before[2] ?? '').match(/[\w$]+/g) ?? [];
      this.#add(name, match.index, value, {
        adds: operator.length > 1 && operator !== ':=' && operator !== '??=' && operator !== '||=',
        isNumber: NUMBER.test(declared),
        isElement: isElement(whole, before[1] ?? ''),
        isPut: operator === '<<',
        ...(ranges > 0 ? { end: this.#rangeEnd(value) } : others.length === 0 ? {} : { part: String(others.length) }),
      });
      for (const [index, other] of others.entries()) this.#add(other, match.index, value, ranges > 0 ? { end: this.#rangeEnd(value) } : { part: String(index) });
    }
    for (const match of text.matchAll(LOOP)) {
      // The number that counts along holds nothing.
      const names = (match[1] ?? '').match(/[\w$]+/g)?.slice(match[2] === undefined ? 0 : 1) ?? [];
      const value = match.index + match[0].length;
      const how = BRACELESS.has(this.#view.language) ? { end: this.#rangeEnd(value) } : {};
      for (const name of names) this.#add(name, match.index, value, how);
    }
    // What is declared without a value holds none yet.
    if (this.#view.language === 'go') {
      for (const match of text.matchAll(DECLARED)) {
        const end = match.index + match[0].length;
        this.#add(match[1] ?? '', match.index, end, { end });
      }
    }
    if (this.#view.language === 'php') this.#collectLoopsOfPhp();
    if (this.#view.language === 'kotlin') for (const match of text.matchAll(IT)) this.#add('it', match.index, match.index, { end: match.index + (match[1] ?? '').length });
    if (this.#view.language === 'csharp')
      for (const match of text.matchAll(LOOKED_UP)) this.#add(match[2] ?? '', match.index, match.index, { end: match.index + (match[1] ?? '').length });
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

  /** What a loop ranges over ends where its body begins. */
  #rangeEnd(value: number): number {
    const line = this.#view.text.slice(value, value + 300).split('\n', 1)[0] ?? '';
    return value + (/[ \t]*\{[ \t\r]*$/.exec(line)?.index ?? line.length);
  }

  /** `{ name, kind: other = 'x', ...rest }`: names of parts of parts get all of it. */
  #addDestructured(pattern: string, at: number, start: number, value: number): void {
    for (const { from, to } of piecesOf(pattern, (index) => (pattern[index] === ',' ? 1 : 0))) {
      const piece = pattern.slice(from, to);
      const one = /^\s*(?:([\w$]+)\s*:\s*)?([\w$]+)\s*(?:=(?![=>])\s*(\S.*?))?\s*$/s.exec(piece);
      if (one !== null) {
        const [, key, name = '', otherwise] = one;
        const default_ = otherwise === undefined ? undefined : at + from + piece.lastIndexOf(otherwise);
        this.#add(name, start, value, { part: key ?? name, ...(default_ === undefined ? {} : { otherwise: { start: default_, end: default_ + (otherwise ?? '').length } }) });
        continue;
      }
      for (const [, name = ''] of piece.replace(/=[^,{}]{0,80}/g, '').matchAll(/(?<![\w$])([\w$]+)[ \t\r\n]{0,80}(?=[,}]|$)/g)) this.#add(name, start, value);
    }
  }
}

/** `line[n] = 0`: the rest of the name stays what it was. A declaration gives its type first. */
function isElement(assigned: string, before: string): boolean {
  return before.trim() === '' && /^[\w$]+[ \t]*\[/.test(assigned);
}

/** Where the line of an offset begins, or a little before the offset: the whole program may be one line. */
function nearLineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - 160);
  return from + text.slice(from, offset).lastIndexOf('\n') + 1;
}
