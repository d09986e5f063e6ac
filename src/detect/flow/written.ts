import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';

const BLANK = ' '.repeat(1000);
const FILLED = '_'.repeat(1000);

/**
 * The code of a stretch of text, of the same length: each literal is `"___"`, a comment blanks, and a value that a template takes in stands in brackets. So brackets, commas and operators can be
 * looked for without asking what they stand in.
 */
export function writtenAt(view: TextView, { start, end }: Extent): string {
  const { text } = view;
  const { regions } = view.mask;
  let code = '';
  let at = start;
  for (let next = view.mask.firstEndingAfter(start); at < end; next++) {
    const region = regions[next];
    if (region === undefined || region.start >= end) return code + text.slice(at, end);
    code += text.slice(at, Math.max(at, region.start));
    const from = Math.max(at, region.start);
    at = Math.min(region.end, end);
    const length = at - from;
    if (region.zone === 'comment') code += fill(BLANK, length);
    else {
      const opens = text.charCodeAt(region.end - 1) === 0x7b && text.charCodeAt(region.end - 2) === 0x24;
      const closes = text.charCodeAt(region.start) === 0x7d;
      const literal = `"${fill(FILLED, Math.max(0, length - 2))}"`.slice(0, length);
      if (!opens && !closes) code += literal;
      else code += (closes ? ')' : '"') + fill(FILLED, Math.max(0, length - 2)) + (length < 2 ? '' : opens ? '(' : '"');
    }
  }
  return code;
}

function fill(by: string, length: number): string {
  return length <= by.length ? by.slice(0, length) : (by[0] ?? ' ').repeat(length);
}

/** Where the bracket at `open` closes; undefined where it does not. */
export function closingOf(code: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    const char = code.charCodeAt(at);
    if (char === 0x28 || char === 0x5b || char === 0x7b) depth++;
    else if ((char === 0x29 || char === 0x5d || char === 0x7d) && --depth === 0) return at;
  }
  return undefined;
}

/** Where the bracket opens that closes at `close`. */
export function openingOf(code: string, close: number): number | undefined {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const char = code.charCodeAt(at);
    if (char === 0x29 || char === 0x5d || char === 0x7d) depth++;
    else if ((char === 0x28 || char === 0x5b || char === 0x7b) && --depth === 0) return at;
  }
  return undefined;
}

/** The pieces of code between the places outside of brackets where `at` says so: how many characters a separator takes there, or 0. */
export function piecesOf(code: string, separator: (index: number) => number): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code.charCodeAt(at);
    if (char === 0x28 || char === 0x5b || char === 0x7b) depth++;
    else if (char === 0x29 || char === 0x5d || char === 0x7d) depth--;
    const taken = depth === 0 ? separator(at) : 0;
    if (taken === 0) continue;
    found.push({ from, to: at });
    from = at + taken;
    at += taken - 1;
  }
  found.push({ from, to: code.length });
  return found;
}

/** A part of a stretch of text, of whose code `from` and `to` are offsets, without the blanks around it. */
export function partOf({ start }: Extent, code: string, from: number, to: number): Extent {
  let first = from;
  let last = to;
  while (first < last && code.charCodeAt(first) <= 0x20) first++;
  while (last > first && code.charCodeAt(last - 1) <= 0x20) last--;
  return { start: start + first, end: start + last };
}
