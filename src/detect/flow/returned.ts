import { type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { lastOf } from './blocks.js';
import type { Header, Outline } from './outline.js';
import { closingOf, writtenAt } from './written.js';

/** Lines of a function that are looked at. */
export const LONGEST_BODY = 80;
/** As much of a function is read, in bytes, to see what it ends with. */
const LONGEST_END = 2000;
/** Values that it gives back. */
const MOST_RETURNS = 4;
/** Functions that make a value harmless, or say that they do. */
export const CLEANS = /sanit|escape|encode|valid|clean|check|safe|quote|normal|filter|strip|allow|hash|crypt|digest|sign|mask|canonical/i;
/** What a call of a function of the same file may stand behind: nothing, the object itself, a new one. */
const OWN = /(?:^|[^\w$.)\]"]|\b(?:this|self|cls|Self)\.|\bnew [A-Z]\w{0,40}\([^()]{0,60}\)\.|[^\w$.](?=[A-Z])[A-Z]\w{0,40}\.)$/;

/** Is a function of this file called at `open`, and not one of another object that has its name? */
export function isOwnCall(code: string, open: number, name: string): boolean {
  const before = ` ${code
    .slice(0, open)
    .trimEnd()
    .replace(/<[\w., ]{1,40}>$/, '')}`;
  return before.endsWith(name) && OWN.test(before.slice(0, -name.length));
}

/** The arguments of the call whose bracket opens at `open`, as code. */
export function argumentsIn(code: string, open: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = from; at < code.length; at++) {
    const char = code[at] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (char === ',' && depth === 0) {
      found.push(code.slice(from, at));
      from = at + 1;
    } else if (')]}'.includes(char) && depth-- === 0) {
      found.push(code.slice(from, at));
      break;
    }
  }
  return found;
}

/** The values that a function gives back. */
export function returnsOf(view: TextView, outline: Outline, header: Header): Extent[] {
  const { text, lines } = view;
  const whole = /^[ \t]*(?::[^=\n{(]{1,60})?=(?![=>])[ \t\r\n]/.exec(text.slice(header.end, header.end + 120))?.[0] ?? (text.slice(0, header.end).endsWith('=>') ? '' : undefined);
  if (whole !== undefined) {
    const start = header.end + whole.length;
    return [{ start, end: statementEnd(view, start) }];
  }
  const found: Extent[] = [];
  const end = endOf(view, header);
  for (const match of text.slice(header.end, end).matchAll(/(?<![\w$.])(?:return|yield(?: return)?)\b(?=[ \t(])/g)) {
    const start = header.end + match.index + match[0].length;
    if (view.mask.zoneAt(start - 1) !== 'code' || outline.functionsAround(start)[0]?.start !== header.start) continue;
    found.push({ start, end: Math.min(statementEnd(view, start), lines.startOf(lines.lineAt(start) + 8)) });
    if (found.length === MOST_RETURNS) break;
  }
  return found.length < MOST_RETURNS ? [...found, ...lastValue(view, header.end, end)] : found;
}

/** Ruby and Rust give back what a function ends with. */
function lastValue(view: TextView, from: number, to: number): readonly Extent[] {
  if (view.language !== 'ruby' && view.language !== 'rust') return [];
  const body = { start: from, end: Math.min(to, from + LONGEST_END) };
  const code = writtenAt(view, body);
  const open = view.language === 'rust' ? code.indexOf('{') : 0;
  return lastOf(view.language, body, code, open + (view.language === 'rust' ? 1 : 0), view.language === 'rust' ? (closingOf(code, open) ?? code.length) : code.length);
}

/** Where a function's body ends: at the first line that stands no deeper than its header. */
export function endOf({ text, lines }: TextView, header: Header): number {
  const indent = indentAt(text, lines.startOf(lines.lineAt(header.start)));
  const first = lines.lineAt(header.end);
  for (let line = first + 1; line <= first + LONGEST_BODY; line++) {
    const start = lines.startOf(line);
    if (start >= text.length) return text.length;
    const own = indentAt(text, start);
    // The bracket that opens the body may stand on a line of its own.
    if (own <= indent && !'\r\n'.includes(text[start + own] ?? '\n') && !(line === first + 1 && text[start + own] === '{')) return start;
  }
  return lines.startOf(first + LONGEST_BODY);
}

function indentAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
