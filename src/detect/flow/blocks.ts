import type { Language } from '../../model/language.js';
import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Decided } from './decided.js';
import { closingOf, partOf, piecesOf } from './written.js';

/** Blocks that give back a value. */
const VALUES: ReadonlySet<Language> = new Set<Language>(['rust', 'kotlin', 'swift', 'ruby']);
const BEGINS = /^(?:if|unless|match|switch|when|case|begin)\b|^(?:try|run|unsafe)[ ]?(?=\{)|^\{|^[\w$.()]{1,60} (?:switch|match)[ \r\n]*\{/;

/** Is the code a block, or begins one? */
export function isBlock(code: string, language: Language): boolean {
  const word = BEGINS.exec(code)?.[0];
  if (word === undefined) return false;
  if (word === '{') return language === 'rust';
  return VALUES.has(language) || /match|switch/.test(word);
}

/** The branches of `if` and of `try`, each by the value it ends with. */
export function branchesOf(view: TextView, decided: Decided, one: Extent, code: string): readonly Extent[] | undefined {
  const word = /^\w+/.exec(code)?.[0];
  if (view.language === 'ruby') return word === 'if' || word === 'unless' || word === 'begin' ? branchesOfRuby(view, decided, one, code) : undefined;
  if (word === 'try') return blocksOf(code).flatMap(([from, to]) => lastOf(view.language, one, code, from, to));
  if (word !== 'if') return undefined;
  const condition = conditionOf(code);
  if (condition === undefined) return undefined;
  const otherwise = piecesOf(code, (at) => (code.startsWith('else', at) && /^\W?$/.test(code[at - 1] ?? '') && /^\W?$/.test(code[at + 4] ?? '') ? 4 : 0))[1];
  if (otherwise === undefined) return undefined;
  const holds = decided.holds(view.text.slice(one.start + condition.from, one.start + condition.to));
  const first = valueIn(view.language, one, code, condition.after, otherwise.from - 4);
  // What follows a further `else` belongs to it.
  const second = valueIn(view.language, one, code, otherwise.from, code.length);
  return holds === undefined ? [...first, ...second] : holds ? first : second;
}

function conditionOf(code: string): { readonly from: number; readonly to: number; readonly after: number } | undefined {
  const from = /^if\s*/.exec(code)?.[0].length ?? 0;
  if (code[from] === '(') {
    const close = closingOf(code, from);
    if (close !== undefined && /^\s*[^\s.&|=<>+]/.test(code.slice(close + 1, close + 40))) return { from, to: close + 1, after: close + 1 };
  }
  const open = code.indexOf('{', from);
  return open < 0 ? undefined : { from, to: open, after: open };
}

/** What a branch gives: the last value of its block, or itself. */
function valueIn(language: Language, one: Extent, code: string, from: number, to: number): readonly Extent[] {
  const piece = partOf(one, code, from, to);
  const first = piece.start - one.start;
  if (code[first] !== '{') return [piece];
  const close = closingOf(code, first);
  return close === undefined ? [piece] : lastOf(language, one, code, first + 1, Math.min(close, to));
}

/** The blocks in braces that stand side by side. */
function blocksOf(code: string): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let at = code.indexOf('{'); at >= 0; at = code.indexOf('{', at)) {
    const close = closingOf(code, at);
    found.push([at + 1, close ?? code.length]);
    at = close ?? code.length;
  }
  return found;
}

/** The value that a block ends with: of Rust, Kotlin and Ruby the last expression. */
export function lastOf(language: Language, one: Extent, code: string, from = code.indexOf('{') + 1, to = closingOf(code, from - 1) ?? code.length): readonly Extent[] {
  const block = code.slice(from, to);
  const pieces = piecesOf(block, (at) => (block[at] === ';' || (block[at] === '\n' && language !== 'rust' && !/^\s*[.?&|+]/.test(block.slice(at, at + 80))) ? 1 : 0));
  const last = pieces.filter((piece) => block.slice(piece.from, piece.to).trim() !== '').at(-1);
  if (last === undefined || (language === 'rust' && last !== pieces.at(-1))) return [];
  const piece = partOf(one, code, from + last.from, from + last.to);
  return /^(?:return|throw|raise|break|continue|panic!|abort)\b/.test(code.slice(piece.start - one.start)) ? [] : [piece];
}

/** The lines of Ruby that divide a block, each with what belongs to it; the keyword stands in group 1. */
function branchesOfRuby(view: TextView, decided: Decided, one: Extent, code: string): readonly Extent[] {
  const marks = [...code.matchAll(/(?:^|(?<=\n)[ \t]*)(if|unless|elsif|else|rescue|ensure|begin|end)\b/g)];
  const indent = marks.at(-1)?.[0].match(/^[ \t]*/)?.[0].length ?? 0;
  const own = marks.filter((mark, index) => index === 0 || (mark[0].match(/^[ \t]*/)?.[0].length ?? 0) === indent);
  const first = own[0]?.[1] === 'if' ? decided.holds(view.text.slice(one.start + 2, one.start + lineEnd(code, 0))) : undefined;
  return own.slice(0, -1).flatMap((mark, index) => {
    if (mark[1] === 'ensure' || (first !== undefined && first !== (index === 0))) return [];
    const from = mark[1] === 'else' || mark[1] === 'begin' ? mark.index + mark[0].length : lineEnd(code, mark.index);
    return lastOf('ruby', one, code, from, own[index + 1]?.index ?? code.length);
  });
}

function lineEnd(code: string, from: number): number {
  const end = code.indexOf('\n', from);
  return end < 0 ? code.length : end;
}

/** The arms of `match`, `switch` and `when`, each by its value; that of the arm that constants choose where they do. */
export function armsOf(view: TextView, decided: Decided, one: Extent, code: string): readonly Extent[] | undefined {
  const { language } = view;
  const all = language === 'ruby' ? whensOf(one, code) : arrowsOf(language, one, code);
  if (all === undefined || all.length === 0) return undefined;
  const subject = /^(?:(?:match|switch|when|case)\b\s{0,4}([^{\n]{0,200}?)|([^{\n]{0,200}?)\s{1,4}(?:switch|match))\s{0,40}(?:\{|\n)/.exec(code);
  const asked = subject?.[1] ?? subject?.[2] ?? '';
  const from = subject === null ? 0 : code.indexOf(asked);
  const about = partOf(one, code, from, from + asked.length);
  const value = asked === '' ? undefined : decided.value(view.text.slice(about.start, about.end).replace(/^\((.*)\)$/s, '$1'));
  const textOf = ({ start, end }: Extent): string => view.text.slice(start, end);
  if (value !== undefined) {
    const chosen =
      all.find(({ label }) =>
        textOf(label)
          .split(/[,|]/)
          .some((part) => decided.value(part.replace(/^\s*(?:case|when)\b/, '')) === value),
      ) ?? all.find(({ label }) => /^(?:default|else|_)?$/.test(textOf(label)));
    if (chosen !== undefined) return chosen.values;
  }
  return all.flatMap(({ label, values }) => values.map((part) => (binds(textOf(label), textOf(part)) ? about : part)));
}

/** Does an arm take its value out of what is asked about, under a name of its pattern? */
function binds(label: string, value: string): boolean {
  return [...label.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/(?<![\w.:])[a-z_]\w*(?![\w(:])/g)].some(
    ([name]) => !/^(?:_|default|else|case|when|is|in|if|ref|mut|true|false|null|nil)$/.test(name) && new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(value),
  );
}

interface Arm {
  readonly label: Extent;
  readonly values: readonly Extent[];
}

function arrowsOf(language: Language, one: Extent, code: string): Arm[] | undefined {
  const open = code.indexOf('{');
  if (open < 0) return undefined;
  const close = closingOf(code, open) ?? code.length;
  const body = code.slice(open + 1, close);
  const arms: Arm[] = [];
  for (const arrow of body.matchAll(/=>|->/g)) {
    const before = body.slice(0, arrow.index);
    if ([...before].reduce((depth, char) => depth + ('([{'.includes(char) ? 1 : ')]}'.includes(char) ? -1 : 0), 0) !== 0) continue;
    const from = Math.max(before.lastIndexOf('\n'), before.lastIndexOf(','), before.lastIndexOf(';'), before.lastIndexOf('}')) + 1;
    const label = partOf(one, code, open + 1 + from + (/^\s*(?:case|when)\b/.exec(body.slice(from, arrow.index))?.[0].length ?? 0), open + 1 + arrow.index);
    const after = open + 1 + arrow.index + 2;
    const begun = /^\s*/.exec(code.slice(after))?.[0].length ?? 0;
    if (code[after + begun] === '{') {
      arms.push({ label, values: lastOf(language, one, code, after + begun + 1, closingOf(code, after + begun) ?? close) });
      continue;
    }
    const rest = code.slice(after + begun, close);
    const [value] = piecesOf(rest, (at) => (',;'.includes(rest[at] ?? ' ') || (rest[at] === '\n' && !/^\s*[.?&|+]/.test(rest.slice(at, at + 80))) ? 1 : 0));
    const piece = partOf(one, code, after + begun, after + begun + (value?.to ?? 0));
    if (!/^(?:return|throw|raise|panic!)\b/.test(code.slice(piece.start - one.start))) arms.push({ label, values: [piece] });
  }
  return arms;
}

/** `case x when a then b else c end`. */
function whensOf(one: Extent, code: string): Arm[] | undefined {
  if (!code.startsWith('case')) return undefined;
  const marks = [...code.matchAll(/(?:^|(?<=[\n ]))(when|else|end)\b/g)];
  return marks.flatMap((mark, index) => {
    if (mark[1] === 'end') return [];
    const to = marks[index + 1]?.index ?? code.length;
    const from = mark.index + mark[0].length;
    const then = mark[1] === 'else' ? from : from + (/\bthen\b|\n/.exec(code.slice(from, to))?.index ?? 0);
    const after = code.startsWith('then', then) ? then + 4 : then;
    return { label: partOf(one, code, from, then), values: lastOf('ruby', one, code, after, to) };
  });
}
