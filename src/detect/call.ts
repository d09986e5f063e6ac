import type { Language } from '../model/language.js';
import type { Candidate } from './candidate.js';
import type { Region } from './code-mask.js';
import { remembering } from './flow/remember.js';
import type { TextView } from './text-view.js';

/** How far a call is followed: as far as a statement reaches that a person still reads as one. */
const MAX_BYTES = 2048;
const MAX_LINES = 8;
/** Brackets nested deeper than this are not written by people; following them for every call on the way would take for ever. */
const MAX_DEPTH = 64;
const MARKUP: ReadonlySet<Language> = new Set<Language>(['html', 'vue', 'svelte', 'php']);

/** Half-open byte offsets. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface Call {
  /** From the start of the match to the closing bracket, or to the statement's end for an assignment. */
  readonly whole: Extent;
  /** The first argument, or the assigned value; undefined where there is none to see. */
  readonly argument: Extent | undefined;
}

/**
 * The call or assignment that a match begins. Its bracket is the match's last character, or else the first one in it; a match that ends in
 * `=` or `:` is an assignment. Brackets in strings and comments do not count.
 */
export function callOf(view: TextView, candidate: Candidate): Call {
  const matched = view.text.slice(candidate.start, candidate.end).trimEnd();
  const last = matched.at(-1) ?? '';
  if ('=:'.includes(last)) return assignment(view, candidate, candidate.start + matched.length);
  // What a text of Ruby takes in begins no call.
  const opens = '([{'.includes(last) && !matched.endsWith('#{');
  const open = opens ? candidate.start + matched.length - 1 : codeBracket(view, candidate);
  if (open < 0) return { whole: { start: candidate.start, end: walk(view, candidate.end, 0, true).end }, argument: undefined };
  const { end, commas } = walk(view, open + 1, 1);
  return {
    whole: { start: candidate.start, end: Math.max(candidate.end, end) },
    argument: { start: open + 1, end: commas[0] ?? Math.max(open + 1, end - 1) },
  };
}

/** All arguments of the call that a match begins, in order; of an assignment its value. A name before `=` belongs to none: it names the argument. */
export function argumentsOf(view: TextView, candidate: Candidate): readonly Extent[] {
  const { argument } = callOf(view, candidate);
  if (argument === undefined) {
    // A keyword, such as `return` or `echo`, with the rest of its statement.
    const keyword = /^\w+[ \t]*/.exec(view.text.slice(candidate.start, candidate.end))?.[0].length ?? 0;
    const start = candidate.start + keyword;
    return [{ start, end: walk(view, start, 0).end }];
  }
  if (!'([{'.includes(view.text[argument.start - 1] ?? ' ')) return [argument];
  return argumentsFrom(view, argument.start).map((one) => withoutName(view, one));
}

function withoutName(view: TextView, { start, end }: Extent): Extent {
  const name = /^[ \t\r\n]{0,80}[A-Za-z_]\w{0,60}[ \t]?[=:](?![=:])/.exec(view.text.slice(start, Math.min(end, start + 160)));
  return { start: start + (name?.[0].length ?? 0), end };
}

/** The first argument of the call in whose bracket a match ends. Undefined where so many bytes do not hold it. */
export function firstArgument(view: TextView, candidate: Candidate, most: number): Extent | undefined {
  const start = candidate.start + view.text.slice(candidate.start, candidate.end).trimEnd().length;
  const { end, commas } = followed(view, start, 1, false, MAX_LINES, most);
  const last = commas[0] ?? end - 1;
  return last < start || (commas.length === 0 && end === start + most) ? undefined : withoutName(view, { start, end: last });
}

/** The arguments of the call whose bracket opens right before `from`. */
export function argumentsFrom(view: TextView, from: number): readonly Extent[] {
  const { end, commas } = walk(view, from, 1);
  const bounds = [from - 1, ...commas, Math.max(from, end - 1)];
  return bounds.slice(1).map((bound, index) => ({ start: (bounds[index] ?? 0) + 1, end: bound }));
}

/** Where the value that begins at `from` ends: at the end of its statement, or where its bracket closes; at most so many lines further. */
export function statementEnd(view: TextView, from: number, lines = MAX_LINES): number {
  return walk(view, from, 0, false, lines).end;
}

/** Where the bracket closes that was opened before `from`. */
export function callEnd(view: TextView, from: number): number {
  return Math.max(from, walk(view, from, 1).end - 1);
}

/** The bracket of the call that a match is about: the first in it, or, where it ends behind an argument, the last that it leaves open: `getSession().putValue("id",`. */
function codeBracket(view: TextView, candidate: Candidate): number {
  if (view.text[candidate.end - 1] === ',') {
    const open: number[] = [];
    for (let at = candidate.start; at < candidate.end; at++) {
      const char = view.text[at];
      if ((char !== '(' && char !== ')') || view.mask.zoneAt(at) !== 'code') continue;
      if (char === '(') open.push(at);
      else open.pop();
    }
    return open.at(-1) ?? -1;
  }
  for (let at = candidate.start; at < candidate.end; at++) {
    if (view.text[at] === '(' && view.mask.zoneAt(at) === 'code') return at;
  }
  return -1;
}

function assignment(view: TextView, candidate: Candidate, from: number): Call {
  const { end } = walk(view, from, 0);
  return { whole: { start: candidate.start, end }, argument: { start: from, end } };
}

/** The same as `followed`, once for all who ask about a call. */
function walk(view: TextView, from: number, depth: number, begunStatement = false, mostLines = MAX_LINES): Walked {
  if (depth === 1 && !begunStatement && mostLines === MAX_LINES) return calls(view, { start: from, end: from });
  return followed(view, from, depth, begunStatement, mostLines);
}

/** The call whose bracket opens right before an offset. */
const calls = remembering((view: TextView, { start }: Extent): Walked => followed(view, start, 1, false, MAX_LINES));

interface Walked {
  readonly end: number;
  readonly commas: readonly number[];
}

/** Of each byte: may it end a call, or change how deep in it we are? */
const MATTERS = new Uint8Array(256);
for (const char of '()[]{},;<?\n') MATTERS[char.charCodeAt(0)] = 1;

/**
 * Follows brackets from `from`, at `depth` open ones, until they are closed; at depth 0 until the statement ends, which an assignment may begin on the next line. `commas` are those at
 * the depth it began with.
 */
function followed(view: TextView, from: number, depth: number, begunStatement: boolean, mostLines: number, most = MAX_BYTES): Walked {
  const { bytes, text } = view;
  const { regions } = view.mask;
  const begun = depth;
  const limit = Math.min(text.length, from + most);
  let lines = 0;
  const commas: number[] = [];
  let next = view.mask.firstEndingAfter(from);
  let regionStart = regions[next]?.start ?? limit;
  for (let at = from; at < limit; at++) {
    if (at >= regionStart) {
      if (regions[next]?.ends === true) return { end: at, commas };
      const end = regions[next]?.end ?? limit;
      lines += text.slice(at, Math.min(end, limit)).split('\n', mostLines + 1).length - 1;
      at = end - 1;
      regionStart = regions[++next]?.start ?? limit;
      continue;
    }
    const code = bytes[at] ?? 0;
    if (MATTERS[code] === 0) continue;
    switch (code) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        if (++depth - begun > MAX_DEPTH) return { end: at, commas };
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        if (begun === 0 && depth < 0) return { end: at, commas };
        if (begun > 0 && depth === 0) return { end: at + 1, commas };
        break;
      case 0x2c: // ,
        if (depth !== begun) break;
        commas.push(at);
        // A call without brackets goes on behind its commas: `redirect_to path, status: 303`.
        if (begun === 0 && !begunStatement) return { end: at, commas };
        break;
      case 0x3b: // ;
        if (depth === begun) return { end: at, commas };
        break;
      case 0x3c: // What ends a script or PHP ends all that is open in it.
        if (text.startsWith('</script', at) && MARKUP.has(view.language)) return { end: at, commas };
        break;
      case 0x3f:
        if (view.language === 'php' && text[at + 1] === '>') return { end: at, commas };
        break;
      case 0x0a:
        if (begun === 0 && depth === 0 && (begunStatement || text.slice(from, at).trim() !== '') && !goesOn(text, at)) return { end: at, commas };
        if (++lines >= mostLines) return { end: at, commas };
        break;
    }
  }
  return { end: limit, commas };
}

/** Does a statement go on behind the line break at `at`? */
function goesOn(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 100), at);
  // What is made or chosen between braces that begin a line of their own.
  if (/^\n[ \t]{0,80}\{/.test(text.slice(at, at + 90)) && /\bswitch[ \t\r]*$|[=(] ?new [\w.<>,[\] ]{1,60}(?:\(\))?[ \t\r]*$/.test(before)) return true;
  return /[+\\][ \t\r]*$/.test(before.slice(-20)) || /^\n[ \t]{0,80}(?:[+.](?![+\d])|\|\||&&|\?)/.test(text.slice(at, at + 90));
}

const CONSTANT_WORD = /^(?:[0-9][\w.]*|None|True|False|null|undefined|true|false|nil|NULL|nullptr|void|new|await|not)$/;
/** Letters that belong to the string literal right after them, in languages whose lexer row names no prefixes: `u8"…"`, `N'…'`. */
const LITERAL_PREFIX = /(?<![\w$.\x80-\xff])(?:u8|[bBrRuULN])$/;

/** True unless everything in the extent is a constant: literals, joined literals, numbers, or nothing at all. */
export function isDynamic(view: TextView, extent: Extent): boolean {
  let at = extent.start;
  for (let next = view.mask.firstEndingAfter(at); ; next++) {
    const region = view.mask.regions[next];
    const codeEnd = Math.min(region?.start ?? extent.end, extent.end);
    if (at < codeEnd) {
      const code = view.text.slice(at, codeEnd);
      if (hasName(region?.zone === 'string' && codeEnd === region.start ? code.replace(LITERAL_PREFIX, '') : code)) return true;
    }
    if (region === undefined || region.start >= extent.end) return false;
    if (region.zone === 'string' && interpolates(literalIn(view, region), view.language)) return true;
    at = region.end;
  }
}

/** A literal, or what tells of a very long one: its beginning and its end. */
function literalIn(view: TextView, { start, end }: Region): string {
  if (end - start <= 2 * MAX_BYTES) return view.text.slice(start, end);
  return view.text.slice(start, start + MAX_BYTES) + view.text.slice(end - MAX_BYTES, end);
}

function hasName(code: string): boolean {
  for (const [word] of code.matchAll(/[\w$.\x80-\xff]+/g)) {
    if (/[A-Za-z_$\x80-\xff]/.test(word) && !CONSTANT_WORD.test(word)) return true;
  }
  return false;
}

/** Does a string literal take in values? */
function interpolates(literal: string, language: Language): boolean {
  switch (language) {
    case 'javascript':
    case 'typescript':
    case 'vue':
    case 'svelte':
    case 'html':
      return literal.endsWith('${');
    case 'python':
      return /^[a-zA-Z]{0,2}[fF][a-zA-Z]{0,2}["']/.test(literal) && /(?:^|[^{])(?:\{\{)*\{[^{}]/.test(literal);
    case 'php':
      return (literal.startsWith('"') || /^<<<[ \t]*["A-Za-z_]/.test(literal)) && /\$\w|\{\$/.test(literal);
    case 'ruby':
      return (literal.startsWith('"') || /^(?:<<[~-]?["`A-Z_]|%[WIQ])/.test(literal)) && literal.includes('#{');
    case 'kotlin':
      return /\$[\w{]/.test(literal);
    case 'swift':
      return literal.includes('\\(');
    case 'csharp':
      return literal.startsWith('$') && /\{\w/.test(literal);
    case 'shell':
    case 'dockerfile':
      return literal.startsWith('"') && /\$[\w{(]|`/.test(literal);
    case 'terraform':
      return literal.includes('${');
    default:
      return false;
  }
}
