import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import type { Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

/**
 * Python: a value in a string literal becomes a look-up in `os.environ`, which fails loudly where the variable is missing. Undefined where that is not certain: literals side by side, which are joined,
 * format strings, patterns of `case`. https://docs.python.org/3/library/os.html#os.environ
 */
export function pythonLookup(view: TextView, region: Region, secret: { readonly start: number; readonly end: number }, ruleId: string, naming: Naming): Repair | undefined {
  const { text } = view;
  const literal = text.slice(region.start, region.end);
  const [, prefix = '', open = ''] = /^([rbfuRBFU]{0,2})("""|'''|"|')/.exec(literal) ?? [];
  if (open === '') return undefined;
  const value = text.slice(secret.start, secret.end);
  const inner = literal.slice(prefix.length + open.length, -open.length);
  const whole = inner === value;
  const line = text.slice(text.lastIndexOf('\n', region.start - 1) + 1, region.start);
  if (/^\s*case\s/.test(line) || (open.length === 3 && line.trim() === '')) return undefined;
  const before = text.slice(Math.max(0, region.start - 600), region.start);
  const formatted = /f/i.test(prefix);
  if (whole && !formatted) {
    if (hasNeighbour(view, region)) return undefined;
    const variable = { name: naming(variableName(before, ruleId, false), value), value };
    const encoded = /b/i.test(prefix) ? '.encode()' : '';
    return { edits: [{ start: region.start, end: region.end, text: `os.environ["${variable.name}"]${encoded}` }], variable, module: 'os' };
  }
  if (/b/i.test(prefix)) return undefined;
  const offset = secret.start - region.start - prefix.length - open.length;
  if (formatted ? depthAt(inner, offset) !== 0 : /[{}]/.test(inner)) return undefined;
  if (/^\s*(?:%|\.format\b)/.test(text.slice(region.end, region.end + 40))) return undefined;
  const variable = { name: naming(variableName(before, ruleId, true), value), value };
  const other = open.startsWith('"') ? "'" : '"';
  const embedded = { ...secret, text: `{os.environ[${other}${variable.name}${other}]}` };
  const letter = { start: region.start, end: region.start + prefix.length, text: `${prefix.replace(/u/i, '')}f` };
  return { edits: formatted ? [embedded] : [letter, embedded], variable, module: 'os' };
}

/** Is there another literal right beside this one? Python joins the two. */
function hasNeighbour({ text, mask }: TextView, region: Region): boolean {
  const index = mask.firstEndingAfter(region.start);
  const [previous, next] = [mask.regions[index - 1], mask.regions[index + 1]];
  const touches = (a: Region | undefined, b: Region | undefined): boolean =>
    a?.zone === 'string' && b?.zone === 'string' && /^[ \t\r\n\\]*$/.test(text.slice(a.end, b.start)) && !/\n/.test(text.slice(a.end, b.start).replace(/\\\r?\n/g, ''));
  const joinedOver = (a: Region | undefined, b: Region | undefined): boolean =>
    a?.zone === 'string' && b?.zone === 'string' && /^[ \t\r\n]*$/.test(text.slice(a.end, b.start)) && inBrackets(text, a.start);
  return [touches, joinedOver].some((test) => test(previous, region) || test(region, next));
}

/** Does the line that holds `offset`, or the one above, leave a bracket open? Literals on lines of their own are joined only there. */
function inBrackets(text: string, offset: number): boolean {
  const from = Math.max(0, offset - 400);
  let open = 0;
  for (const char of text.slice(from, offset)) {
    if ('([{'.includes(char)) open++;
    else if (')]}'.includes(char) && open > 0) open--;
  }
  return open > 0;
}

/** How many braces of a format string are open at `offset`; doubled ones stand for themselves. */
function depthAt(inner: string, offset: number): number {
  let depth = 0;
  for (let at = 0; at < offset; at++) {
    const char = inner[at];
    if ((char === '{' || char === '}') && inner[at + 1] === char && depth === 0) at++;
    else if (char === '{') depth++;
    else if (char === '}') depth--;
  }
  return depth;
}

/** The offset of the line before which an `import` belongs: the first import, or what comes after comments, docstring and `from __future__`. */
export function importPlace(text: string): number {
  const head = /^(?:\ufeff)?(?:[ \t]*(?:#[^\n]*|\r?)\n)*(?:[rRuU]?(?:"""[\s\S]*?"""|'''[\s\S]*?''')[^\n]*\r?\n)?(?:[ \t]*(?:#[^\n]*|\r?)\n)*/.exec(text)?.[0].length ?? 0;
  const future = /^(?:from __future__ import [^\n(]*\n|[ \t]*(?:#[^\n]*|\r?)\n)*from __future__ import [^\n(]*\r?\n/.exec(text.slice(head))?.[0].length ?? 0;
  const blank = /^(?:[ \t]*(?:#[^\n]*|\r?)\n)+(?=(?:import|from)[ \t])/.exec(text.slice(head + future))?.[0].length ?? 0;
  return head + future + blank;
}

export function importsModule(text: string, module: string): boolean {
  return new RegExp(`^import[ \\t]+(?:[\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?[ \\t]*,[ \\t]*)*${module}[ \\t]*(?:,|#|;|\\r?$)`, 'm').test(text);
}
