import type { Follower } from './called.js';
import { valueEnd } from './choices.js';
import { expressionAt } from './expression.js';
import { MOST_NAMES, type Name, namesIn } from './names.js';

/** Words of a table that is written out, beside its keys and values: what makes it, and its types. */
const TABLE_WORD =
  /^(?:(?:Linked|Concurrent)?HashMap|Map|TreeMap|EnumMap|Immutable(?:Map|Dictionary)|(?:Sorted|Frozen)?Dictionary|Object|Record|Readonly|dict|map|mapOf|hashMapOf|entry|array|list|string|[iI]nt|StringComparer|std|unordered_map|to)$/;
const ASKED = /(?<![\w$.>])(\$?[A-Za-z_]\w*)(?:\??\.(?:get|Get|getOrDefault|getOrElse|getValue|GetValueOrDefault|TryGetValue|fetch|at))?$/;

/** The name of the table that is asked for a value by this name and for nothing else: `columns[sort]`, `columns.get(sort, "name")`. `open` is where the bracket around the name opens. */
function tableAsked(code: string, open: number, { name, index }: Name): string | undefined {
  const table = ASKED.exec(code.slice(Math.max(0, open - 80), open))?.[1];
  if (table === undefined || table === name || code.slice(open, index).includes(',')) return undefined;
  const behind = code.slice(index + name.length, index + name.length + 120);
  // What is handed a second time is what comes out where the table has no such key.
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(behind) ? undefined : table;
}

const MADE =
  /^[ \t]{0,4}(?:new\((?:StringComparer\.\w{1,30})?\)\s{0,80}\{|new (?:\w{0,20}Dictionary|HashMap|Map)\b|(?:mapOf|hashMapOf|Map\.of\w{0,10}|Object\.freeze|dict)[ ]?[(<])/;

const BEFORE_KEY = /[{,(\n][ \t\r\n]{0,40}\[?$/;
const MEMBER_KEY = /[A-Z]\w{0,40}(?:\.|::)\w{1,40}\]?[ \t]{0,8}(?:=>|[:=](?![:=]))/y;

/** Is the name at this place that of an enumeration, a member of which is a key: `Sort.NAME:`, `[Sort.Name] =`? */
export function isMemberKey(code: string, index: number): boolean {
  MEMBER_KEY.lastIndex = index;
  return MEMBER_KEY.test(code) && BEFORE_KEY.test(code.slice(Math.max(0, index - 42), index));
}

/** Does the code make a table that is written out? */
export function makesTable(code: string): boolean {
  return MADE.test(code) && isWrittenOut(code);
}

/** Is a table, its literals emptied, written out with nothing but literals in it? An empty one is filled elsewhere. */
function isWrittenOut(code: string): boolean {
  if (!code.includes('""') || code.length > 800) return false;
  const names = namesIn(code);
  return names.length < MOST_NAMES && names.every(({ name, index }) => TABLE_WORD.test(name) || isMemberKey(code, index));
}

/** Is the value at a name only the key of a table that is written out in this file? `open` is where the bracket around it opens, `offset` where the expression stands. */
export function isInOwnTable(follower: Follower, one: Name, open: number, offset: number): boolean {
  const table = tableAsked(one.code, open, one);
  if (table === undefined || !follower.spend()) return false;
  const { view, outline, from } = follower;
  const all = outline.assignments(table);
  const made = outline.lastAssignment(table, from ?? 0, offset) ?? (all.length === 1 ? all[0] : undefined);
  if (made === undefined || made.adds) return false;
  return isWrittenOut(expressionAt(view, { start: made.value, end: Math.min(valueEnd(view, made.value), made.value + 800) }).code);
}
