import { type Extent, firstArgument } from '../call.js';
import type { Candidate } from '../candidate.js';
import { remembering } from '../flow/remember.js';
import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';

/** Lines below a match that are read, and above it where order does not matter. */
const LINES_BELOW = 30;
const LINES_ABOVE = 12;
/** As much of one line is read, in bytes: nobody writes code in longer ones. */
const LONGEST_LINE = 400;
/** An expression that is longer is not written twice. */
const LONGEST_EXPRESSION = 80;
/** A line at the match's own indentation that ends the way: what comes below is another way through the function. */
const ENDS_WAY = /^(?:return|goto|break|continue|throw|raise|exit|abort|die|panic|case|default|else|elif|catch|except|rescue|ensure|end\b)/;
const CATCH = /^(?:\}[ ]?catch|except|rescue)\b/;

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
  readonly #known = new Map<Word, string | undefined>();

  constructor(candidate: Candidate, view: TextView) {
    this.#candidate = candidate;
    this.#view = view;
  }

  word(word: Word): string | undefined {
    if (!this.#known.has(word)) this.#known.set(word, this.#found(word));
    return this.#known.get(word);
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
const GIVEN = /(?<![\w$])([A-Za-z_$][\w$]*(?:(?:->|\.)\w+)?)[ \t]*=(?![=\s]*$)[^=]/;

/** The name that a match is about: what it declares by `let`, hands to a call it ends in or gives a value, or else its last word. */
function nameOf({ start, end }: Candidate, view: TextView): string | undefined {
  const matched = view.text.slice(start, end);
  const declared = DECLARED.exec(matched)?.[1];
  if (declared !== undefined) return declared;
  if (/\([ \t]*$/.test(matched)) return /^[ \t&*(]{0,8}([A-Za-z_$][\w$]*(?:(?:->|\.)\w+)?)[ \t]*[,)]/.exec(view.text.slice(end, end + 120))?.[1];
  const given = GIVEN.exec(matched)?.[1];
  if (given !== undefined) return given;
  return /(?<![\w$])([A-Za-z_$][\w$]*)[ \t]*\[\w+\]/.exec(matched)?.[1] ?? /([A-Za-z_$][\w$]*)[^\w$]*$/.exec(matched)?.[1];
}

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

/** From the end of the match to the end of its block, or to where the way goes elsewhere. */
function wayBelow({ start, end: from, rule }: Candidate, view: TextView): string {
  const { lines, text } = view;
  const first = lines.lineAt(start);
  // On a line without end everything is below everything.
  if (lines.startOf(first + 1) - from > LONGEST_LINE) return text.slice(from, from + LONGEST_LINE);
  const end = rule.within === undefined ? wayEnd(view, { start: first, end: first + LINES_BELOW }) : caughtWayEnd(view, { start: first, end: first + rule.within });
  return text.slice(from, Math.max(from, Math.min(end, from + LINES_BELOW * LONGEST_LINE)));
}

/** Where the way ends that begins on the first of some lines and goes no further than the last; worked out once for all rules. */
const wayEnd = remembering((view: TextView, lines: Extent) => endOf(view, lines, false));
/** The same where a check that throws is answered where it is caught. */
const caughtWayEnd = remembering((view: TextView, lines: Extent) => endOf(view, lines, true));

function endOf(view: TextView, { start: first, end: last }: Extent, answersCatch: boolean): number {
  const { lines, text } = view;
  let indent = indentOf(view, first);
  let end = lines.startOf(first + 1);
  for (let line = first + 1; line <= last && lines.startOf(line) < text.length; line++) {
    const turn = turnOn(view, { start: line, end: line });
    if (!turn.isEmpty) {
      const caught = answersCatch && turn.isCatch;
      if (turn.indent < indent) {
        if (!caught && !goesOnBehind(view, line)) return end;
        indent = turn.indent;
      }
      // What returns the thing, or throws it, still uses it.
      if (!caught && turn.indent === indent && turn.endsWay) return turn.end;
    }
    end = turn.end;
  }
  return end;
}

/** How a line may turn the way that leads over it. */
interface Turn {
  readonly end: number;
  readonly indent: number;
  readonly isEmpty: boolean;
  readonly isCatch: boolean;
  readonly endsWay: boolean;
}

/** The turn on the first of some lines, worked out once for all matches above. */
const turnOn = remembering((view: TextView, { start: line }: Extent): Turn => {
  const start = view.lines.startOf(line);
  const end = view.lines.startOf(line + 1);
  const code = view.text.slice(start, Math.min(end, start + LONGEST_LINE)).trimStart();
  return { end, indent: indentOf(view, line), isEmpty: code === '', isCatch: CATCH.test(code), endsWay: ENDS_WAY.test(code) };
});

/** Languages in which a block is often opened for its declarations alone, or around one statement. */
const OF_BLOCKS = new Set(['c', 'cpp']);
const CONTROL = /^(?:\}[ \t]*)?(?:if|else|for|while|do|switch)\b/;
/** So far above a bracket is its opening looked for, in lines. */
const LONGEST_BLOCK = 60;

/** Does a line close a block inside a function, or stand behind a block of one statement, so that the way goes on? */
function goesOnBehind(view: TextView, line: number): boolean {
  if (!OF_BLOCKS.has(view.language) || codeOf(view, line).startsWith('else')) return false;
  if (codeOf(view, line) !== '}') return isAlone(view, line - 1);
  if (codeOf(view, line + 1).startsWith('else')) return false;
  const indent = indentOf(view, line);
  let above = line - 1;
  while (above > Math.max(0, line - LONGEST_BLOCK) && (codeOf(view, above) === '' || indentOf(view, above) !== indent)) above--;
  const opening = codeOf(view, above);
  if (CONTROL.test(opening)) return true;
  if (opening !== '{') return false;
  while (above > 1 && codeOf(view, --above) === '');
  return CONTROL.test(codeOf(view, above)) || /[;{}]$/.test(codeOf(view, above));
}

/** Is a line the one statement of an `if` or a loop without brackets? */
function isAlone(view: TextView, line: number): boolean {
  const head = codeOf(view, line - 1);
  return CONTROL.test(head) && head.endsWith(')') && indentOf(view, line - 1) < indentOf(view, line);
}

function codeOf({ lines, text }: TextView, line: number): string {
  if (line < 1) return '';
  const start = lines.startOf(line);
  return text.slice(start, Math.min(lines.startOf(line + 1), start + LONGEST_LINE)).trim();
}

function around(candidate: Candidate, { lines, text }: TextView): string {
  const line = lines.lineAt(candidate.start);
  const from = Math.max(lines.startOf(Math.max(1, line - LINES_ABOVE)), candidate.start - LINES_ABOVE * LONGEST_LINE);
  return text.slice(from, Math.min(lines.startOf(line + LINES_BELOW + 1), candidate.end + LINES_BELOW * LONGEST_LINE));
}

function indentOf({ lines, text }: TextView, line: number): number {
  const start = lines.startOf(line);
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
