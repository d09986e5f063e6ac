import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { lastOf } from './blocks.js';
import { closingOf, partOf, writtenAt } from './written.js';

/** A function without a name. */
export interface Lambda {
  readonly start: number;
  readonly parameters: readonly string[];
  /** The values that it may give back. */
  readonly values: readonly Extent[];
}

const LONGEST = 800;
/** `x => x`, `(x) -> x`, `lambda x: x`, `->(x) { x }`, `lambda { |x| x }`, `{ x: String -> x }`, `|x| x`, `function (x) {`, `func(x string) string {`. Groups are lists of parameters. */
const BEGINS =
  /^(?:async |static |move )*(?:\(([^()]{0,200})\)(?:[ ]?:[ ]?[\w<>[\]|. ]{1,40})?[ ]?(?:=>|->)|([\w$]{1,40})[ ]?(?:=>|->)|lambda[ ]?([\w, *=]{0,100}):|->[ ]?\(?([\w, ]{0,100})\)?[ ]?(?=\{)|(?:lambda|proc)[ ](?=\{)|(?:function|fn|func)[ ]?[\w$]{0,40}\(([^()]{0,200})\)[^{;=]{0,80}(?=\{|=>)|\|([\w, :&<>]{0,100})\|(?:[ ]?->[ ]?[\w:<>]{1,40})?)\s*/;
const BRACED = /^\{[ ]?(?:\|([\w, ]{0,100})\||(\w+(?:[ ]+\w+)*[ ]*(?::[ ]*[\w<>?.]+[ ]*)?(?:,[ ]*\w+(?:[ ]+\w+)*[ ]*(?::[ ]*[\w<>?.]+[ ]*)?){0,5})->)?/;

/** Reads the function that an extent is. */
export function lambdaAt(view: TextView, extent: Extent): Lambda | undefined {
  if (extent.end - extent.start > LONGEST) return undefined;
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  const code = written.slice(one.start - extent.start, one.end - extent.start);
  if (code.startsWith('(') && closingOf(code, 0) === code.length - 1) return lambdaAt(view, partOf(one, code, 1, code.length - 1));
  const begun = BEGINS.exec(code);
  let from = begun?.[0].length ?? 0;
  if (begun !== null && code.startsWith('=>', from)) from += 2;
  let parameters = begun?.slice(1).find((group) => group !== undefined) ?? '';
  const { language } = view;
  const isBraced = language === 'kotlin' || (language === 'ruby' && begun !== null);
  if (begun === null && language !== 'kotlin') return undefined;
  let values: readonly Extent[];
  const body = partOf(one, code, from, code.length);
  const open = body.start - one.start;
  if (code[open] !== '{') {
    if (begun === null) return undefined;
    values = [{ start: body.start, end: body.end }];
  } else {
    const close = closingOf(code, open);
    if (close === undefined) return undefined;
    let inner = open + 1;
    if (isBraced) {
      const named = BRACED.exec(code.slice(open));
      if (named?.[1] !== undefined || named?.[2] !== undefined) {
        parameters = named[1] ?? named[2] ?? '';
        inner = open + named[0].length;
      } else if (language === 'kotlin') parameters = 'it';
    }
    values = isBraced || language === 'rust' ? lastOf(language === 'rust' ? 'rust' : 'ruby', one, code, inner, close) : returnsIn(one, code, inner, close);
  }
  const names = parameters.split(',').map((part) => (/^(?:[^:]*[ \t])?([$\w]+)[ \t]*(?::|$)/.exec(part.replace(/=.*$/s, '').trim())?.[1] ?? '').trim());
  const goNames = language === 'go' ? parameters.split(',').map((part) => /\w+/.exec(part)?.[0] ?? '') : names;
  return { start: one.start, parameters: goNames.filter((name) => name !== ''), values };
}

function returnsIn(one: Extent, code: string, from: number, to: number): Extent[] {
  const body = code.slice(from, to);
  return [...body.matchAll(/(?<![\w$.])(?:return|yield)\b([^;\n}]{0,400})/g)].map((match) =>
    partOf(one, code, from + match.index + match[0].length - (match[1] ?? '').length, from + match.index + match[0].length),
  );
}
