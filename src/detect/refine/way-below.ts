import type { Candidate } from '../candidate.js';
import type { TextView } from '../text-view.js';

/** Lines below a match that are read. */
export const LINES_BELOW = 30;
/** As much of one line is read, in bytes: nobody writes code in longer ones. */
export const LONGEST_LINE = 400;
/** No way is longer, in bytes. */
export const FARTHEST_BELOW = LINES_BELOW * LONGEST_LINE;
/** A line at the match's own indentation that ends the way: what comes below is another way through the function. */
const ENDS_WAY = /^(?:return|goto|break|continue|throw|raise|exit|abort|die|panic|case|default|else|elif|catch|except|rescue|ensure|end\b)/;
const CATCH = /^(?:\}[ ]?catch|except|rescue)\b/;

/** From the end of the match to the end of its block, or to where the way goes elsewhere. */
export function wayBelow({ start, end: from, rule }: Candidate, view: TextView): string {
  const { lines, text } = view;
  const first = lines.lineAt(start);
  // On a line without end everything is below everything.
  if (lines.startOf(first + 1) - from > LONGEST_LINE) return text.slice(from, from + LONGEST_LINE);
  const end = waysOf(view).end(first, rule.within);
  return text.slice(from, Math.max(from, Math.min(end, from + FARTHEST_BELOW)));
}

// What a line is: read, empty, one that answers what was thrown, one that ends the way; and whether the way goes on behind what ends there, once that was asked.
const READ = 1;
const EMPTY = 2;
const CATCHES = 4;
const ENDS = 8;
const ASKED = 16;
const GOES_ON = 32;

/** The ways over the lines of a text. What is found out about one serves all matches above it: in bare numbers, since a text may have a million. */
class Ways {
  readonly #view: TextView;
  readonly #marks: Uint8Array;
  readonly #indents: Uint32Array;
  /** For a number of lines: where the way ends that begins on each line, and one. */
  readonly #ends = new Map<number | undefined, Uint32Array>();

  constructor(view: TextView) {
    this.#view = view;
    this.#marks = new Uint8Array(view.lines.count + 1);
    this.#indents = new Uint32Array(view.lines.count + 1);
  }

  /** Where the way ends that begins on a line. @param within so many lines further at most, and a check that throws is answered where it is caught. */
  end(first: number, within: number | undefined): number {
    let ends = this.#ends.get(within);
    if (ends === undefined) {
      ends = new Uint32Array(this.#view.lines.count + 1);
      this.#ends.set(within, ends);
    }
    if (ends[first] === 0) ends[first] = this.#endOf(first, within) + 1;
    return (ends[first] ?? 0) - 1;
  }

  #endOf(first: number, within: number | undefined): number {
    const { lines } = this.#view;
    const last = Math.min(lines.count, first + (within ?? LINES_BELOW));
    let indent = indentOf(this.#view, first);
    for (let line = first + 1; line <= last; line++) {
      const marks = this.#marksOf(line);
      if ((marks & EMPTY) !== 0) continue;
      const own = this.#indents[line] ?? 0;
      const caught = within !== undefined && (marks & CATCHES) !== 0;
      if (own < indent) {
        if (!caught && !this.#goesOnBehind(line)) return lines.startOf(line);
        indent = own;
      }
      // What returns the thing, or throws it, still uses it.
      if (!caught && own === indent && (marks & ENDS) !== 0) return lines.startOf(line + 1);
    }
    return lines.startOf(last + 1);
  }

  #marksOf(line: number): number {
    const known = this.#marks[line] ?? 0;
    if (known !== 0) return known;
    const { lines, text } = this.#view;
    const start = lines.startOf(line);
    const code = text.slice(start, Math.min(lines.startOf(line + 1), start + LONGEST_LINE)).trimStart();
    const marks = READ | (code === '' ? EMPTY : 0) | (CATCH.test(code) ? CATCHES : 0) | (ENDS_WAY.test(code) ? ENDS : 0);
    this.#indents[line] = indentOf(this.#view, line);
    this.#marks[line] = marks;
    return marks;
  }

  #goesOnBehind(line: number): boolean {
    const marks = this.#marks[line] ?? 0;
    if ((marks & ASKED) !== 0) return (marks & GOES_ON) !== 0;
    const goesOn = goesOnBehind(this.#view, line);
    this.#marks[line] = marks | ASKED | (goesOn ? GOES_ON : 0);
    return goesOn;
  }
}

const known = new WeakMap<TextView, Ways>();

function waysOf(view: TextView): Ways {
  let ways = known.get(view);
  if (ways === undefined) {
    ways = new Ways(view);
    known.set(view, ways);
  }
  return ways;
}

/** Languages in which a block is often opened for its declarations alone, or around one statement. */
export const OF_BLOCKS = new Set(['c', 'cpp']);
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

function indentOf({ lines, text }: TextView, line: number): number {
  const start = lines.startOf(line);
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
