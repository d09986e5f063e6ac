import type { Rule } from '../model/rule.js';

/** Windows that touch are joined up to this size: engines copy the text they search, so it bounds the work of many hits in a row. */
export const JOINED = 8192;
/** Lines are looked through together where no more than this, in bytes, lies between them. */
const BETWEEN = 64;

/** A stretch of a text around literals of a rule. */
export interface Window {
  start: number;
  end: number;
  /** The start is neither that of the text nor of a line. */
  cut: boolean;
  /** The same of the end. */
  cutEnd: boolean;
  /** Where the last of its literals begins, and which is its first. */
  last: number;
  index: number;
  /** The windows of the single lines that it holds, where there are several: to search each costs an engine more than the searching. */
  lines: Window[] | undefined;
}

/** The windows around a rule's literals, in order. @param offsets of the literals, sorted. */
export function* windows(rule: Rule, text: string, offsets: readonly number[]): Generator<Window> {
  const reach = rule.maxLength + 1;
  const breaks = new Breaks(text);
  let open: Window | undefined;
  for (let index = 0; index < offsets.length; index++) {
    const next = windowAround(rule, breaks, placeOf(rule, text, offsets[index] ?? 0), reach, index);
    if (open === undefined) open = next;
    else if (next.start <= open.end && next.end - open.start <= Math.max(JOINED, 4 * reach)) {
      const last = open.lines?.at(-1);
      // Of the last line, or of its own.
      if (last !== undefined && next.start <= last.end) lengthen(last, next);
      else open.lines?.push(next);
      lengthen(open, next);
    } else if (rule.span === 'line' && !open.cutEnd && !next.cut && next.start - open.end <= BETWEEN && next.end - open.start <= JOINED) {
      open.lines ??= [{ ...open }];
      open.lines.push(next);
      lengthen(open, next);
    } else {
      yield open;
      open = next;
    }
  }
  if (open !== undefined) yield open;
}

function lengthen(window: Window, { end, cutEnd, last }: Window): void {
  window.end = end;
  window.cutEnd = cutEnd;
  window.last = last;
}

/** Where the windows around some of a rule's literals that follow each other begin and end, as if they were one. */
export function boundsOf(rule: Rule, text: string, first: number, last: number): readonly [start: number, end: number] {
  const breaks = new Breaks(text);
  const reach = rule.maxLength + 1;
  return [windowAround(rule, breaks, first, reach, 0).start, windowAround(rule, breaks, last, reach, 0).end];
}

/** What stands before a prefix is not part of it: an escape of two bytes, a quote or a space of one, nothing where the text begins. */
function placeOf(rule: Rule, text: string, found: number): number {
  if (rule.prefixed !== true) return found;
  const char = text[found] ?? '';
  if (char === '%') return found + 3;
  return found + (char === '\\' ? 2 : Number(/[^A-Za-z0-9]/.test(char)));
}

function windowAround(rule: Rule, breaks: Breaks, offset: number, reach: number, index: number): Window {
  const { text } = breaks;
  let start = Math.max(0, offset - reach);
  let end = Math.min(text.length, offset + reach);
  let cut = start > 0;
  let cutEnd = end < text.length;
  if (rule.span === 'line') {
    const before = offset === 0 ? -1 : breaks.before(start, offset);
    if (before >= 0) {
      start = before + 1;
      cut = false;
    }
    const after = breaks.behind(offset, end);
    if (after >= 0) {
      end = after;
      cutEnd = false;
    }
    if (end > offset && text[end - 1] === '\r') end--;
  }
  return { start, end, cut, cutEnd, last: offset, index, lines: undefined };
}

/** Most lines are short: so much is looked at byte by byte, which is quicker there than to cut a text out. */
const NEAR = 64;

/** Finds line breaks of a text around offsets that go up. Remembers where there is none: in a long line many literals would look at the same bytes again. */
class Breaks {
  readonly text: string;
  #from = 0;
  #to = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** The last break from `low` on that stands before `at`; -1 where there is none. */
  before(low: number, at: number): number {
    if (at > this.#to || at < this.#from) {
      const found = lastBreak(this.text, low, at);
      this.#from = found < 0 ? low : found + 1;
      this.#to = at;
      return found;
    }
    if (low >= this.#from) return -1;
    const found = lastBreak(this.text, low, this.#from);
    this.#from = found < 0 ? low : found + 1;
    return found;
  }

  /** The first break from `at` on that stands before `high`; -1 where there is none. */
  behind(at: number, high: number): number {
    if (at > this.#to || at < this.#from) {
      this.#from = at;
      this.#to = at;
    }
    if (high <= this.#to) return -1;
    const found = firstBreak(this.text, this.#to, high);
    this.#to = found < 0 ? high : found;
    return found;
  }
}

function lastBreak(text: string, from: number, to: number): number {
  const near = Math.max(from, to - NEAR);
  for (let at = to - 1; at >= near; at--) if (text.charCodeAt(at) === 0x0a) return at;
  const found = near === from ? -1 : text.slice(from, near).lastIndexOf('\n');
  return found < 0 ? -1 : from + found;
}

function firstBreak(text: string, from: number, to: number): number {
  const near = Math.min(to, from + NEAR);
  for (let at = from; at < near; at++) if (text.charCodeAt(at) === 0x0a) return at;
  const found = near === to ? -1 : text.slice(near, to).indexOf('\n');
  return found < 0 ? -1 : near + found;
}
