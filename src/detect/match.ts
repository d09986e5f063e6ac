import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import type { Match, Matcher } from '../rules/regex-engine.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { Candidate } from './candidate.js';
import { namedCandidates } from './named/candidates.js';

/** How far `until` may extend a match: a private key of 16384 bits has 12.7 kB of PEM. */
const BLOCK = 16_384;
/** Windows that touch are joined up to this size: engines copy the text they search, so it bounds the work of many hits in a row. */
const JOINED = 8192;
/** Lines are looked through together where no more than this, in bytes, lies between them. */
const BETWEEN = 64;
/** More than the opening of a pattern is long, with what may stand before a word and the word's end. */
const OPENING = 250;

/** Says when enough of a rule was found that more of it cannot be told; from then on its matches are counted, and told of by their number. */
export interface Enough {
  has(rule: Rule): boolean;
  unseen(count: number): void;
}

/**
 * Runs the rules whose literals occur on windows around them. A window reaches as far from the literal as the longest match can, so that it
 * holds every match whole; the time is linear in the text, whatever the length of its lines.
 *
 * @param language of the text; without it every syntax of every language is looked for.
 */
export function matchRules(ruleset: Ruleset, text: string, hits: ReadonlyMap<Rule, readonly number[]>, language?: Language): Candidate[] {
  return [...eachMatch(ruleset, text, hits, language)];
}

/** The same one by one, as they are asked for. */
export function* eachMatch(ruleset: Ruleset, text: string, hits: ReadonlyMap<Rule, readonly number[]>, language?: Language, enough?: Enough): Generator<Candidate> {
  for (const [rule, offsets] of hits) {
    if (rule.syntaxes === undefined) yield* matchesOf(ruleset, rule, text, offsets, enough);
    else {
      for (const named of namedCandidates(rule, rule.syntaxes, text, offsets, language)) {
        if (enough?.has(rule) === true) enough.unseen(1);
        else yield named;
      }
    }
  }
}

function* matchesOf(ruleset: Ruleset, rule: Rule, text: string, offsets: readonly number[], enough: Enough | undefined): Generator<Candidate> {
  let lastStart = -1;
  let reached = 0;
  for (const joined of windows(rule, text, offsets)) {
    if (enough?.has(rule) === true) {
      enough.unseen(countFrom(joined.index, reached, ruleset, rule, text, offsets));
      return;
    }
    if (!mayMatch(rule, text.slice(joined.start, joined.end))) continue;
    const matcher = ruleset.engine.compile(rule.pattern);
    for (const { window, matches } of searched(matcher, rule, text, joined)) {
      for (const match of matches) {
        const start = window.start + match.start;
        // What begins after the last literal is the next window's: here it may be cut short.
        if (window.cutEnd && start > window.last) break;
        // A match at a cut edge cannot hold the literal, and its \b saw no real boundary.
        if (start <= lastStart || (match.start === 0 && window.cut)) continue;
        lastStart = start;
        reached = window.start + match.end;
        yield candidate(rule, text, start, window.start + match.end, window.start + match.secretStart, window.start + match.secretEnd);
      }
    }
  }
}

/** How many matches there are around the offsets from `index` on, behind what was reached; nearly, since windows are not told from each other. */
function countFrom(index: number, reached: number, ruleset: Ruleset, rule: Rule, text: string, offsets: readonly number[]): number {
  const reach = rule.maxLength + 1;
  let count = 0;
  let end = reached;
  for (let at = index; at < offsets.length; at++) {
    const first = offsets[at] ?? 0;
    const start = Math.max(end, windowAround(rule, text, first, reach).start);
    while ((offsets[at + 1] ?? Number.POSITIVE_INFINITY) - first <= JOINED) at++;
    end = Math.max(start, windowAround(rule, text, offsets[at] ?? 0, reach).end);
    const searched = text.slice(start, end);
    if (mayMatch(rule, searched)) count += ruleset.engine.compile(rule.pattern).count(searched);
  }
  return count;
}

/** The matches in a window. One of many lines is looked through line by line where a match goes over a line's end, which a rule for lines does not see. */
function* searched(matcher: Matcher, rule: Rule, text: string, window: Window): Generator<{ readonly window: Window; readonly matches: readonly Match[] }> {
  const inside = text.slice(window.start, window.end);
  const matches = matchesIn(matcher, rule, inside);
  if (window.lines === undefined || !matches.some(({ start, end }) => BREAK.test(inside.slice(start, end)))) yield { window, matches };
  else for (const line of window.lines) yield { window: line, matches: matchesIn(matcher, rule, text.slice(line.start, line.end)) };
}

const BREAK = /[\r\n]/;

/** Most windows hold a keyword by chance, and not what else the pattern wants: to look for it is quicker than to compile the pattern, and to run it. */
function mayMatch({ besides }: Rule, window: string): boolean {
  if (besides === undefined) return true;
  const folded = window.toLowerCase();
  return besides.some((literal) => folded.includes(literal));
}

/** May the rule match around an offset, as far as the opening of its pattern tells? Looks at some 250 bytes on either side. */
export function opensAt({ engine }: Ruleset, rule: Rule, text: string, offset: number): boolean {
  if (rule.opening === undefined) return true;
  return matchesIn(engine.compile(rule.opening), rule, text.slice(Math.max(0, offset - OPENING), offset + OPENING)).length > 0;
}

/** A line break as JSON and most languages write it in a string. Before a word its letter would be taken for the word's beginning. */
const ESCAPED_BREAK = /\\[nrt](?=\w)/g;

/** The matches in a window; those of a secret also where it stands right behind an escaped line break. */
function matchesIn(matcher: Matcher, rule: Rule, window: string): Match[] {
  const plain = matcher.matches(window);
  if (rule.kind !== 'secret' || !window.includes('\\')) return plain;
  const opened = window.replace(ESCAPED_BREAK, '\\ ');
  if (opened === window) return plain;
  const known = new Set(plain.map(({ start }) => start));
  const more = matcher.matches(opened).filter(({ start }) => !known.has(start));
  return more.length === 0 ? plain : [...plain, ...more].sort((a, b) => a.start - b.start);
}

interface Window {
  readonly start: number;
  readonly end: number;
  /** The start is neither that of the text nor of a line. */
  readonly cut: boolean;
  /** The same of the end. */
  readonly cutEnd: boolean;
  /** Where the last of its literals begins, and which is its first. */
  readonly last: number;
  readonly index: number;
  /** The windows of the single lines that it holds, where there are several: to search each costs an engine more than the searching. */
  lines?: Window[];
}

function* windows(rule: Rule, text: string, offsets: readonly number[]): Generator<Window> {
  const reach = rule.maxLength + 1;
  let open: Window | undefined;
  for (const [index, found] of offsets.entries()) {
    const offset = rule.prefixed === true ? found + beforeWord(text, found) : found;
    const next = { ...windowAround(rule, text, offset, reach), index };
    if (open !== undefined && next.start <= open.end && next.end - open.start <= Math.max(JOINED, 4 * reach)) {
      const { lines } = open;
      open = { ...next, start: open.start, cut: open.cut, index: open.index };
      if (lines !== undefined) {
        const last = lines.at(-1) as Window;
        // Of the last line, or of its own.
        if (next.start <= last.end) lines[lines.length - 1] = { ...next, start: last.start, cut: last.cut, index: last.index };
        else lines.push(next);
        open.lines = lines;
      }
      continue;
    }
    if (open !== undefined && rule.span === 'line' && !open.cutEnd && !next.cut && next.start - open.end <= BETWEEN && next.end - open.start <= JOINED) {
      const lines = open.lines ?? [open];
      lines.push(next);
      open = { ...next, start: open.start, cut: open.cut, index: open.index, lines };
      continue;
    }
    if (open !== undefined) yield open;
    open = next;
  }
  if (open !== undefined) yield open;
}

/** How long what stands before a prefix is: an escape of two, a quote or a space of one, nothing where the text begins. */
function beforeWord(text: string, offset: number): number {
  const char = text[offset] ?? '';
  if (char === '%') return 3;
  return char === '\\' ? 2 : Number(/[^A-Za-z0-9]/.test(char));
}

function windowAround(rule: Rule, text: string, offset: number, reach: number): Omit<Window, 'index'> {
  let start = Math.max(0, offset - reach);
  let end = Math.min(text.length, offset + reach);
  let cut = start > 0;
  let cutEnd = end < text.length;
  if (rule.span === 'line') {
    const before = offset === 0 ? -1 : breakBefore(text, start, offset);
    if (before >= 0) {
      start = before + 1;
      cut = false;
    }
    const after = breakBehind(text, offset, end);
    if (after >= 0) {
      end = after;
      cutEnd = false;
    }
    if (end > offset && text[end - 1] === '\r') end--;
  }
  return { start, end, cut, cutEnd, last: offset };
}

/** Most lines are short: so much is looked at byte by byte, which is quicker there than to cut a text out. */
const NEAR = 64;

function breakBefore(text: string, from: number, to: number): number {
  const near = Math.max(from, to - NEAR);
  for (let at = to - 1; at >= near; at--) if (text.charCodeAt(at) === 0x0a) return at;
  const found = near === from ? -1 : text.slice(from, near).lastIndexOf('\n');
  return found < 0 ? -1 : from + found;
}

function breakBehind(text: string, from: number, to: number): number {
  const near = Math.min(to, from + NEAR);
  for (let at = from; at < near; at++) if (text.charCodeAt(at) === 0x0a) return at;
  const found = near === to ? -1 : text.slice(near, to).indexOf('\n');
  return found < 0 ? -1 : near + found;
}

function candidate(rule: Rule, text: string, start: number, end: number, secretStart: number, secretEnd: number): Candidate {
  const far = rule.until === undefined ? -1 : text.slice(end, end + BLOCK).indexOf(rule.until);
  const extended = far < 0 || rule.until === undefined ? end : end + far + rule.until.length;
  return {
    rule,
    start,
    end: extended,
    secretStart,
    secretEnd: rule.until === undefined ? secretEnd : Math.max(secretEnd, extended),
    secret: text.slice(secretStart, secretEnd),
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes: [],
    ...(rule.mixed === undefined ? {} : { strict: rule.mixed }),
  };
}
