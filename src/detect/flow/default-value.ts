import type { TextView } from '../text-view.js';
import type { Assignment } from './assignments.js';

/** As much before an assignment is looked at as a condition takes. */
const CONDITION = 160;
const EMPTY =
  /(?:!|\bnot |\bempty\(|\bis_null\(|IsNullOr\w{5,10}\(|\blen\(|\bstrlen\()[ \t]{0,4}NAME\b(?![.[(])|\bNAME[ \t]{0,4}(?:===?|is)[ \t]{0,4}(?:""|''|null\b|nil\b|None\b|undefined\b|NULL\b)|\bNAME\.(?:isEmpty|isBlank|isNullOrEmpty|isNullOrBlank|empty|nil\?|blank\?|empty\?)|\bunless NAME$/
    .source;

/** Does the assignment give a value only where there was none: `if (next === '') next = '/'`? Then what the name had before counts. */
export function isDefault(view: TextView, { name, start }: Assignment): boolean {
  const before = view.text.slice(Math.max(0, start - CONDITION), start);
  const condition = /\b(?:if|unless)\b([^\n]{1,120}?)(?:[){:]|\bthen\b)?[ \t]*[\r\n]{0,2}[ \t{]{0,80}$/.exec(before)?.[0].trim();
  if (condition === undefined || !condition.includes(name)) return false;
  return new RegExp(EMPTY.replaceAll('\\bNAME', '(?<![\\w$])NAME').replaceAll('NAME', name.replaceAll('$', '\\$'))).test(
    condition.replace(/[){:\s]+$/, (tail) => (tail.includes(')') ? ')' : '')),
  );
}
