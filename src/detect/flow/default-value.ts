import { detached } from '../../text/detached.js';
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
  const condition = /\b(?:if|unless)\b([^\n]{1,120}?)(?:[){:]|\bthen\b)?[ \t]{0,4}[\r\n]{0,2}[ \t{]{0,80}$/.exec(before)?.[0].trim();
  if (condition === undefined || !condition.includes(name)) return false;
  return emptyOf(name).test(condition.replace(/[){:\s]+$/, (tail) => (tail.includes(')') ? ')' : '')));
}

const expressions = new Map<string, RegExp>();
/** So many expressions about names are kept: conditions that follow each other are often about the same. */
const KEPT = 16;

function emptyOf(name: string): RegExp {
  let made = expressions.get(name);
  if (made === undefined) {
    made = new RegExp(EMPTY.replaceAll('\\bNAME', '(?<![\\w$])NAME').replaceAll('NAME', name.replaceAll('$', '\\$')));
    if (expressions.size === KEPT) expressions.clear();
    expressions.set(detached(name), made);
  }
  return made;
}
