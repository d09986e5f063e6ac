import type { Language } from '../../model/language.js';
import { type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { armsOf, branchesOf, isBlock, lastOf } from './blocks.js';
import type { Decided } from './decided.js';
import { remembering } from './remember.js';
import { closingOf, partOf, piecesOf, writtenAt } from './written.js';

/** Values of one expression that are looked at. */
const MOST_CHOICES = 6;
const DEEPEST = 5;
/** Languages that write `condition ? one : other`. */
const TERNARY: ReadonlySet<Language> = new Set<Language>(['javascript', 'typescript', 'vue', 'svelte', 'html', 'java', 'csharp', 'php', 'ruby', 'c', 'cpp', 'swift']);
/** What must stand in code that any of the ways to choose has. */
const CHOOSES = /[?({|]|\bif\b|\bor\b|\bcase\b|\bbegin\b/;

/**
 * The values that may come out of an expression: the branches of a condition, the arms of a `match`, what stands in for a value that is missing. A branch that constants decide against is left
 * out, and what decides is none of them.
 */
export const choicesIn = remembering((decided: Decided, extent: Extent): readonly Extent[] => chosen(decided.view, decided, extent, DEEPEST));

function chosen(view: TextView, decided: Decided, extent: Extent, depth: number): readonly Extent[] {
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  const code = written.slice(one.start - extent.start, one.end - extent.start);
  if (depth === 0 || !CHOOSES.test(code)) return [extent];
  const parts = inside(view, decided, one, code) ?? operands(view, decided, one, code);
  if (parts === undefined) return [extent];
  const found = parts.flatMap((part) => chosen(view, decided, part, depth - 1));
  // More than are looked at: all of it says what may come out.
  return found.length > MOST_CHOICES ? [extent] : found;
}

/** What stands in the brackets, or the block, that the whole expression is. */
function inside(view: TextView, decided: Decided, one: Extent, code: string): readonly Extent[] | undefined {
  if (code.startsWith('(')) {
    const close = closingOf(code, 0);
    if (close !== code.length - 1 || piecesOf(code.slice(1, close), (at) => (code[at + 1] === ',' ? 1 : 0)).length > 1) return undefined;
    return [partOf(one, code, 1, close)];
  }
  if (!isBlock(code, view.language)) return undefined;
  return branchesOf(view, decided, one, code) ?? armsOf(view, decided, one, code) ?? lastOf(view.language, one, code);
}

/** The values on both sides of an operator that chooses one. */
function operands(view: TextView, decided: Decided, one: Extent, code: string): readonly Extent[] | undefined {
  const { language } = view;
  // A function is no choice, whatever it chooses inside.
  if (/^[^?"]{0,160}(?:=>|->[ ]?\{)|^(?:lambda|function|fn|func)\b/.test(code)) return undefined;
  const at = (from: number, to: number): Extent => partOf(one, code, from, to);
  const text = (from: number, to: number): string => view.text.slice(one.start + from, one.start + to);
  if (language === 'python') {
    const [first, second, third] = piecesOf(code, (index) => wordAt(code, index, 'if') || wordAt(code, index, 'else'));
    if (first !== undefined && second !== undefined && third !== undefined && !/\bfor\b/.test(code.slice(first.from, first.to))) {
      const holds = decided.holds(text(second.from, second.to));
      const others = { from: third.from, to: code.length };
      return [first, others].filter((_, index) => holds === undefined || holds === (index === 0)).map(({ from, to }) => at(from, to));
    }
  }
  if (TERNARY.has(language)) {
    const [question, colon] = ternary(code, language);
    if (question !== undefined && colon !== undefined) {
      const holds = decided.holds(text(0, question));
      return [at(question + 1, colon), at(colon + 1, code.length)].filter((_, index) => holds === undefined || holds === (index === 0));
    }
  }
  const [first, ...others] = piecesOf(code, (index) => standIn(code, index, language));
  return first === undefined || others.length === 0 ? undefined : [first, ...others].map(({ from, to }) => at(from, to)).filter(({ start, end }) => end > start);
}

/** `a ?? b`, `a || b`, `a or b`, `a ?: b`: how long the operator is that stands there. */
function standIn(code: string, index: number, language: Language): number {
  switch (code[index]) {
    case '?':
      return (code[index + 1] === '?' && code[index + 2] !== '=') || (code[index + 1] === ':' && (language === 'kotlin' || language === 'php')) ? 2 : 0;
    case '|':
      return code[index + 1] === '|' && code[index + 2] !== '=' && language !== 'rust' ? 2 : 0;
    case 'o':
      return language === 'python' || language === 'ruby' ? wordAt(code, index, 'or') : 0;
    default:
      return 0;
  }
}

function wordAt(code: string, index: number, word: string): number {
  return code.startsWith(word, index) && /^[^\w.]?$/.test(code[index - 1] ?? '') && index > 0 && /^\W?$/.test(code[index + word.length] ?? '') ? word.length : 0;
}

/** Where the `?` and its `:` stand. */
function ternary(code: string, language: Language): readonly (number | undefined)[] {
  let depth = 0;
  let question: number | undefined;
  let nested = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code[at] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth !== 0) continue;
    else if (char === '?') {
      if ('?.:'.includes(code[at + 1] ?? '')) at++;
      // A method of Ruby may end so; a type may be optional elsewhere.
      else if (/[\s"\w()$@[\-!]/.test(code[at + 1] ?? ' ') && (language !== 'ruby' || code[at - 1] === ' ')) {
        if (question === undefined) question = at;
        else nested++;
      }
    } else if (char === ':' && question !== undefined) {
      if (code[at + 1] === ':') at++;
      else if (language === 'ruby' && code[at - 1] !== ' ') continue;
      else if (nested-- === 0) return [question, at];
    }
  }
  return [];
}

/** What stands in C# before the braces of a table or of a choice. */
const BEFORE_BRACES = /\b(?:switch|new[ ][\w.<>, ]{1,60}|new(?:[ ][\w.<>, ]{1,60})?\((?:StringComparer\.\w{1,30})?\))[ \t\r]*$/;

/** Commas between types end no value, nor does a line before the bracket that belongs to it. */
function pastTypes(view: TextView, from: number, first: number): number {
  let end = first;
  for (let more = 0; more < 3 && view.text[end] === ',' && /<[\w.,<>[\]? ]{1,80}$/.test(view.text.slice(Math.max(from, end - 100), end)); more++) end = statementEnd(view, end + 1);
  if (view.language !== 'csharp' || view.text[end] === ';' || !BEFORE_BRACES.test(view.text.slice(Math.max(from, end - 100), end))) return end;
  const open = /^\s{1,80}(?=\{)/.exec(view.text.slice(end, end + 100));
  return open === null ? end : statementEnd(view, end + open[0].length, LINES_OF_BLOCK);
}

/** Lines of a block that gives back a value. */
const LINES_OF_BLOCK = 30;

/** Where the value ends that a name is given: at the end of its statement, or of the block that it is. */
export function valueEnd(view: TextView, from: number): number {
  const { text, lines, language } = view;
  const end = pastTypes(view, from, statementEnd(view, from));
  const begun = /^[ \t]*(?:begin|case|if|unless)\b/.exec(text.slice(from, Math.min(end, from + 80)));
  if (begun === null)
    return /^[ \t]*(?:(?:match|switch|when|try|if|run)\b|[\w.()]{1,60} switch\b|\{)/.test(text.slice(from, from + 80)) ? statementEnd(view, from, LINES_OF_BLOCK) : end;
  if (language !== 'ruby') return language === 'kotlin' || language === 'rust' || language === 'swift' ? statementEnd(view, from, LINES_OF_BLOCK) : end;
  const line = lines.lineAt(from);
  const column = from + begun[0].length - lines.startOf(line);
  for (let next = line + 1; next < line + LINES_OF_BLOCK; next++) {
    const start = lines.startOf(next);
    if (start >= text.length) break;
    const closes = /^([ \t]*)end\b/.exec(text.slice(start, start + column + 4));
    if (closes !== null && (closes[1]?.length ?? 0) <= column) return start + closes[0].length;
  }
  return end;
}
