import type { Language } from '../../model/language.js';
import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { type Expression, expressionAt, isJoined, withoutCasts } from './expression.js';
import { isOnlyContinued, isOnlyEnded, type Name, namesIn } from './names.js';
import { makesTable } from './own-table.js';

/** An expression with all that it says by itself, whatever its names hold. */
export interface Read {
  /** As it is in the source. */
  readonly written: string;
  /** Likewise, and its code, both without conversions to numbers. */
  readonly raw: string;
  readonly code: string;
  readonly names: readonly Name[];
  /** It is put together from a text and something else. */
  readonly joined: boolean;
  /** What it is, whatever its names hold. */
  readonly itself: 'constant' | 'unknown' | undefined;
}

/** Whatever decides, one of two literals comes out of it. */
const CHOICE_OF_LITERALS =
  /^[^?]{1,300}\?[ \t\r\n]{0,40}(?:""|[\d.]{1,20}|null)[ \t\r\n]{0,40}:[ \t\r\n]{0,40}(?:""|[\d.]{1,20}|null)[ \t\r\n;]{0,40}$|^[ \t]{0,4}if[ \t]?\(.{1,200}\)[ \t\r\n]{0,40}""[ \t\r\n]{0,40}else[ \t\r\n]{0,40}""[ \t\r\n;]{0,40}$|^[ \t]{0,4}""[ ]if[ ].{1,200}[ ]else[ ]""[ \t\r\n)]{0,40}$/;
const BRANCH = String.raw`[^{}<>=,; \t\r\n][^{}<>=]{0,79}[-=]>[ \t]{0,20}(?:""|[\d.]{1,20}|null)`;
const BETWEEN = String.raw`(?:[ \t\r\n]{1,40}(?:[,;][ \t\r\n]{0,40})?|[,;][ \t\r\n]{0,40})`;
/** The same, of several: a `switch`, `when` or `match` all of whose branches are literals. */
const BRANCHES_OF_LITERALS = new RegExp(
  String.raw`^[ \t]{0,4}(?:(?:switch|when|match)\b[^{}]{1,100}|[\w.()!? ]{1,80}\bswitch[ \t\r\n]{0,40})\{[ \t\r\n]{0,40}${BRANCH}(?:${BETWEEN}${BRANCH}){0,19}${BETWEEN}?\}[ \t\r\n;]{0,40}$`,
);
/** All characters but harmless ones are taken out. */
const ONLY_HARMLESS =
  /(?:\.(?:replaceAll|replace|Replace|ReplaceAllString|ReplaceAllLiteralString|gsub)|\bpreg_replace)\([^()\n]{0,60}["'/`]\[\^(?![^\]\n]{0,40}[./<])[^\]\n]{1,40}\][+*]?["'/`]/;
/** A format that takes nothing but numbers. */
const FORMATS_NUMBERS =
  /^\s*(?:sprintf|fmt\.Sprintf|[sS]tring\.format|format)\([ ]?["'](?:[^"'%\\]|%[-+ 0#,.\d]{0,8}[dfuxX]|%%){1,200}["'],(?:[^()"'`;\n]|\([^()\n]{0,80}\)|"[^"\n]{0,40}"|'[^'\n]{0,40}'){1,200}\)\s*;?\s*$/;
/** What a function in the value does with a request is not what the value is. */
const FUNCTION = /=>|\bfunction\b|\blambda\b|\bfunc ?\(|\bdo[ \t]*\|/;
/** The same where `=>` stands between a key and its value. */
const FUNCTION_BESIDE_KEYS = /\bfunction\b|\bfn ?\(|\blambda\b|->[ ]?\{|\bdo[ \t]*\|/;
const KEYED: ReadonlySet<Language> = new Set<Language>(['php', 'ruby']);
/** What picks some of a list, or the same part of each, by a function: it is what the list is. */
const PICKED =
  /\.(?:filter|find|sort|map|flatMap|Where|Select)\((?:\(?\w{1,40}\)?[ ]?=>[ ]?\w{1,40}(?:\??\.\w{1,40}){1,4}(?:\(\))?|(?<=\.(?:filter|find|sort|Where)\()[^{}\n]{1,120}?)\)(?=$|[ \t\r\n.;[\]),])/g;
/** The same literal for each of a list: the marks of a query's values. */
const SAME_FOR_EACH =
  /(?<![\w$.)\]])[@$]?[A-Za-z_][\w.?!]{0,80}?(?:\.stream\(\))?\.(?:map|Select|collect|let)[ ]?(?:\(\(?\w{0,40}(?:,[ ]?\w{1,20})?\)?[ ]?(?:=>|->)[ ]?""\)|\{[ ]?(?:\|\w{1,20}\|[ ]|\w{1,20}[ ]->[ ])?""[ ]?\})|(?<![\w$.)\]])\w[\w.]{0,80}\.joinToString\((?:"")?\)[ ]?\{[ ]?""[ ]?\}|""[ ]for[ ]\w{1,40}[ ]in[ ][\w.]{1,80}(?:\([\w.]{0,40}\))?/g;
/** Text around each of a list, as it is. */
const EACH_IN_TEXT =
  /\.(?:map|flatMap|Select)\(\(?\w{1,40}\)?[ ]?=>[ ]?(?=[^()"]{0,80}\(?[^()"]{0,80}"")(?:(?:\w{1,40}(?:\.\w{1,40}){0,3})?(?:""|[ +]|\(\w{1,40}(?:\.\w{1,40}){0,3}\))){1,20}(?:\w{1,40}(?:\.\w{1,40}){0,3})?\)/g;

const known = new WeakMap<TextView, Map<number, Read & Extent>>();
/** What was done for the values of a text until now: bytes of expressions that were read, and names that were looked up. */
export interface Done {
  readonly bytes: number;
  readonly looks: number;
}

const done = new WeakMap<TextView, Done>();

export function doneFor(view: TextView): Done {
  return done.get(view) ?? { bytes: 0, looks: 0 };
}

/** Counts one more name that is looked up. */
export function looked(view: TextView): true {
  const { bytes, looks } = doneFor(view);
  done.set(view, { bytes, looks: looks + 1 });
  return true;
}

/** Reads an expression from a stretch of text; once, since many ways may lead over it. */
export function readAt(view: TextView, { start, end }: Extent): Read {
  const all = known.get(view) ?? new Map<number, Read & Extent>();
  known.set(view, all);
  let read = all.get(start);
  if (read?.end !== end) {
    read = { ...readOf(expressionAt(view, { start, end }), view.language), start, end };
    all.set(start, read);
    const { bytes, looks } = doneFor(view);
    done.set(view, { bytes: bytes + end - start, looks });
  }
  return read;
}

export function readOf(whole: Expression, language: Language): Read {
  const keyed = KEYED.has(language);
  const expression = keyed ? whole : { ...whole, raw: whole.raw.replace(PICKED, ''), code: whole.code.replace(PICKED, '') };
  const code = withoutCasts(expression.code.replace(SAME_FOR_EACH, '""').replace(EACH_IN_TEXT, ' + ""'), language);
  const names = namesIn(code);
  const read = { written: whole.raw, raw: expression.raw, code, names, joined: false, itself: undefined };
  if (names.length === 0) return read;
  if (CHOICE_OF_LITERALS.test(code) || FORMATS_NUMBERS.test(whole.raw) || BRANCHES_OF_LITERALS.test(code) || makesTable(code)) return { ...read, itself: 'constant' };
  if ((keyed ? FUNCTION_BESIDE_KEYS : FUNCTION).test(code) || ONLY_HARMLESS.test(expression.raw)) return { ...read, itself: 'unknown' };
  return {
    ...read,
    raw: withoutCasts(expression.raw, language),
    joined: (isJoined(expression) || isJoined({ ...expression, code })) && !isOnlyContinued(code, names) && !isOnlyEnded(expression.raw, names),
  };
}
