import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Follower, Lazy } from './called.js';
import { valueEnd } from './choices.js';
import { parameterNames } from './parameters.js';
import { endOf } from './returned.js';
import type { Trace } from './trace.js';
import { partOf, piecesOf, writtenAt } from './written.js';

/** As much text before a use is looked at, in bytes. */
const BEFORE = 2000;
/** How languages hand over a name that is written into. PHP says so where the function is written alone. */
const HANDED: Readonly<Partial<Record<string, string>>> = { c: '&', cpp: '&', go: '&', rust: '&mut[ ]', csharp: '(?:\\bref|\\bout)[ ]', php: '' };

/** What a function of the same file wrote last into a name that it was handed, behind `from` and before `offset`: `change(&name, value)`. */
export function filledBy(follower: Follower, name: string, from: number, offset: number, hops: number): (Trace & { readonly at: number }) | undefined {
  const { view, outline } = follower;
  const sign = HANDED[view.language];
  const start = Math.max(from, offset - BEFORE);
  if (sign === undefined || hops < 2 || start >= offset) return undefined;
  const text = view.text.slice(start, offset);
  if (!text.includes(name)) return undefined;
  const calls = [...text.matchAll(new RegExp(`(?<![\\w$.>:])([A-Za-z_]\\w{0,60})\\((?:[^();\\n]{0,160}[,][ ]?)?${sign}${name.replaceAll('$', '\\$')}(?=[ ]?[,)])`, 'g'))];
  for (const call of calls.reverse()) {
    const header = outline.functionNamed(call[1] ?? '');
    if (header === undefined || follower.isIn(header.start) || view.mask.zoneAt(start + call.index) !== 'code') continue;
    const whole: Extent = { start: start + call.index + (call[1] ?? '').length + 1, end: Math.min(view.text.length, start + call.index + 400) };
    const code = writtenAt(view, whole);
    const close = closesAt(code);
    const pieces = piecesOf(code.slice(0, close), (at) => (code[at] === ',' ? 1 : 0)).map((piece) => partOf(whole, code, piece.from, piece.to));
    const names = parameterNames(view, header);
    const index = pieces.findIndex((piece) => piece.end >= start + call.index + call[0].length && piece.start <= start + call.index + call[0].length);
    const target = names[index];
    if (target === undefined || (view.language === 'php' && !header.parameters.includes(`&${target}`))) continue;
    const last = outline.lastAssignment(target, header.end, endOf(view, header));
    if (last === undefined || !follower.spend()) continue;
    const bound = new Map<string, Lazy>(
      names.flatMap((one, at) => (pieces[at] === undefined || at === index ? [] : [[one, () => follower.trace(pieces[at] as Extent, hops - 1)] as const])),
    );
    const end = last.end ?? valueEnd(view, last.value);
    const trace = follower.inside(header.end, { from: header.start, names: bound, self: undefined }).trace({ start: last.value, end }, hops - 1);
    return { ...trace, steps: [...trace.steps, { start: last.start, end }], at: start + call.index };
  }
  return undefined;
}

/** What a name held, but that nothing is known of a constant which something was handed to write over: `json.Unmarshal(data, &name)`, `write!(name, …)`. */
export function unlessHanded(view: TextView, trace: Trace, name: string, from: number, offset: number): Trace {
  const sign = HANDED[view.language];
  if (trace.origin !== 'constant' || sign === undefined || sign === '') return trace;
  const start = Math.max(from, offset - BEFORE);
  const text = start < offset ? view.text.slice(start, offset) : '';
  if (!text.includes(name)) return trace;
  const handed = new RegExp(`(?:[(,][ ]?${sign}|\\bwrite(?:ln)?!\\([ ]?)${name.replaceAll('$', '\\$')}(?=[ ]?[,)])`).exec(text);
  return handed === null || view.mask.zoneAt(start + handed.index) !== 'code' ? trace : { ...trace, origin: 'unknown' };
}

/** Where the bracket closes that was opened before the code. */
function closesAt(code: string): number {
  let depth = 1;
  for (let at = 0; at < code.length; at++) {
    if ('([{'.includes(code[at] ?? ' ')) depth++;
    else if (')]}'.includes(code[at] ?? ' ') && --depth === 0) return at;
  }
  return code.length;
}
