import { recurringValue } from '../../text/recurring.js';
import { firstArgument } from '../call.js';
import type { Candidate } from '../candidate.js';
import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';
import { LINES_BELOW, LONGEST_LINE, OF_BLOCKS, wayBelow } from './way-below.js';

/** Lines above a match that are read where order does not matter. */
const LINES_ABOVE = 12;
/** An expression that is longer is not written twice. */
const LONGEST_EXPRESSION = 80;

/** What happens to a thing below the place where it is made: `below` must happen, and `lacks` must not happen before it. */
export const aftermath =
  (matches: (pattern: string, text: string) => { readonly start: number } | undefined): Refinement =>
  (candidate, view) => {
    const { below, lacks } = candidate.rule;
    if (below === undefined && lacks === undefined) return candidate;
    const named = new Named(candidate, view);
    const find = (pattern: string, text: string): number => indexOf(pattern, text, named, matches);
    if (below === undefined) {
      return lacks !== undefined && find(lacks, around(candidate, view)) >= 0 ? undefined : candidate;
    }
    const way = wayBelow(candidate, view);
    const at = indexOf(below, way, withOther(named, way, view), matches);
    if (at < 0) return undefined;
    // Of an expression that is used again the whole line is asked: a safe way to use it is written there.
    const usesSame = [below, lacks].some((pattern) => pattern !== undefined && wordsIn(pattern).includes('SAME'));
    const asked = !usesSame || named.word('SAME') === undefined ? at : lineEnd(way, at);
    return lacks !== undefined && find(lacks, way.slice(0, asked)) >= 0 ? undefined : candidate;
  };

/** The same with both names of an array that is written through a pointer. */
function withOther(named: Stands, way: string, view: TextView): Stands {
  let names: { readonly pattern: string | undefined } | undefined;
  return {
    word(word) {
      if (word !== 'NAME') return named.word(word);
      names ??= { pattern: namesOf(named, way, view) };
      return names.pattern;
    },
  };
}

/** An array is often written through a pointer that is set to it: both names, as a pattern. */
function namesOf(named: Stands, way: string, view: TextView): string | undefined {
  const name = named.word('NAME');
  if (name === undefined || named.word('SIZE') === undefined || !OF_BLOCKS.has(view.language)) return name;
  const other = way.includes('=') ? expression('\\b(\\w+)[ \\t]*=[ \\t]*NAME[ \\t]*;', name, () => name).exec(way)?.[1] : undefined;
  return other === undefined ? name : `(?:${name}|${other})`;
}

/** The words that stand for something of the match; inside of longer ones (`USERNAME`, `QUOTENAME`) they are letters. */
const STANDS = /(?<![A-Z_])(?:NAME|SIZE|SAME)(?![A-Z_])/g;
/** What only hands a path on, around it: an address, a C string, a borrow. */
const HANDED_ON = /^[&*]{1,2}|(?:\.(?:c_str|as_path|as_ref|to_owned|clone|toString|string)\(\))+$/g;

type Word = 'NAME' | 'SIZE' | 'SAME';

/** What the words stand for. */
interface Stands {
  word(word: Word): string | undefined;
}

/** What they stand for of one match, worked out when it is asked for. */
class Named implements Stands {
  readonly #candidate: Candidate;
  readonly #view: TextView;
  readonly #known: { [word in Word]?: string | undefined } = {};

  constructor(candidate: Candidate, view: TextView) {
    this.#candidate = candidate;
    this.#view = view;
  }

  word(word: Word): string | undefined {
    if (!(word in this.#known)) this.#known[word] = this.#found(word);
    return this.#known[word];
  }

  #found(word: Word): string | undefined {
    if (word === 'SIZE') return /\[(\d+)\]/.exec(this.#candidate.secret)?.[1];
    return word === 'NAME' ? nameOf(this.#candidate, this.#view) : sameOf(this.#candidate, this.#view);
  }
}

/** The words in patterns of rules, of which there are few. */
const words = new Map<string, readonly Word[]>();

function wordsIn(pattern: string): readonly Word[] {
  let known = words.get(pattern);
  if (known === undefined) {
    known = [...new Set(pattern.match(STANDS) as Word[] | null)]; // All that it matches.
    words.set(pattern, known);
  }
  return known;
}

function indexOf(pattern: string, text: string, named: Stands, matches: (pattern: string, text: string) => { readonly start: number } | undefined): number {
  const asked = wordsIn(pattern);
  if (asked.length === 0) return matches(pattern, text)?.start ?? -1;
  let key = '';
  for (const word of asked) {
    const value = named.word(word);
    if (value === undefined) return -1;
    key = key === '' ? value : `${key}\n${value}`;
  }
  return expression(pattern, key, (word) => asPattern(word, named.word(word) ?? '')).exec(text)?.index ?? -1;
}

function asPattern(word: Word, value: string): string {
  if (word === 'SAME') return alone(value);
  return word === 'NAME' ? value.replaceAll('$', '\\$') : value;
}

const expressions = new Map<string, Map<string, RegExp>>();
/** So many expressions of a pattern are kept: lines that follow each other are often about the same. */
const KEPT = 64;

/** A pattern with values of this text in it, which `key` tells from others: an engine would keep it for ever. The dialect bounds it, and its text is a few kilobytes. */
function expression(pattern: string, key: string, standsFor: (word: Word) => string): RegExp {
  let known = expressions.get(pattern);
  if (known === undefined || known.size === KEPT) {
    known = new Map();
    expressions.set(pattern, known);
  }
  let made = known.get(key);
  if (made === undefined) {
    made = new RegExp(pattern.replace(STANDS, (word) => standsFor(word as Word)));
    known.set(key, made);
  }
  return made;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const DECLARED = /^let[ \t]+(?:mut[ \t]+)?([A-Za-z_]\w*)/;
const LAST_WORD = /([A-Za-z_$][\w$]*)[^\w$]*$/;
const ARRAY = /(?<![\w$])([A-Za-z_$][\w$]*)[ \t]*\[\w+\]/;
const GIVEN = /(?<![\w$])([A-Za-z_$][\w$]*(?:(?:->|\.)\w+)?)[ \t]*=(?![=\s]*$)[^=]/;

/** The name that a match is about: what it declares by `let`, hands to a call it ends in or gives a value, or else its last word. */
function nameOf({ start, end }: Candidate, view: TextView): string | undefined {
  const matched = view.text.slice(start, end);
  const declared = matched.startsWith('let') ? DECLARED.exec(matched)?.[1] : undefined;
  if (declared !== undefined) return declared;
  if (matched.trimEnd().endsWith('(')) return /^[ \t&*(]{0,8}([A-Za-z_$][\w$]*(?:(?:->|\.)\w+)?)[ \t]*[,)]/.exec(view.text.slice(end, end + 120))?.[1];
  return nameIn(matched) || undefined;
}

/** What a match gives a value, the array in it, or its last word; '' where there is none. */
const nameIn = recurringValue((matched) => [GIVEN, ARRAY, LAST_WORD].map((pattern) => pattern.exec(matched)?.[1]).find((name) => name !== undefined) ?? '');

/** The expression that a match is about, as written: what it assigns to, the first argument of its call, or what its method is called on. Undefined where it is none that is written again. */
function sameOf(candidate: Candidate, view: TextView): string | undefined {
  const matched = view.text.slice(candidate.start, candidate.end);
  const assigned = /^[^\w$]{0,4}([A-Za-z_$][\w$]*(?:(?:\.|->)\w+)*)[ \t]*:?=(?![=>])/.exec(matched)?.[1];
  if (assigned !== undefined) return assigned;
  // A test of the shell: `[ -f "$lock" ]`.
  if (/-\w[ ]$/.test(matched))
    return /^"([^"\n]{1,60})"|^([^\s;"'\]]{1,60})/
      .exec(view.text.slice(candidate.end, candidate.end + 80))
      ?.slice(1)
      .find(Boolean);
  if (!/\([ \t]*$/.test(matched)) return /(?<![\w$])([A-Za-z_$][\w$]*(?:(?:\.|->)\w+)*)(?:\.|->)\w+[?!]?(?:\(\))?$/.exec(matched)?.[1];
  const first = firstArgument(view, candidate, 2 * LONGEST_EXPRESSION);
  const written = first === undefined ? '' : view.text.slice(first.start, first.end).trim().replace(HANDED_ON, '');
  return written.length <= LONGEST_EXPRESSION && /^[^\s;]{1,60}(?:[ ][^\n;]{1,60})?$/.test(written) ? written : undefined;
}

/** A pattern of the text, not as a part of a longer word. */
function alone(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return `${/^[\w$]/.test(text) ? '(?<![\\w$])' : ''}${escaped}${/[\w$]$/.test(text) ? '(?![\\w$])' : ''}`;
}

function around(candidate: Candidate, { lines, text }: TextView): string {
  const line = lines.lineAt(candidate.start);
  const from = Math.max(lines.startOf(Math.max(1, line - LINES_ABOVE)), candidate.start - LINES_ABOVE * LONGEST_LINE);
  return text.slice(from, Math.min(lines.startOf(line + LINES_BELOW + 1), candidate.end + LINES_BELOW * LONGEST_LINE));
}
