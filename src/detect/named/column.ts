import { literalAt } from './literal.js';
import type { FindValue } from './place.js';
import { inTable } from './table.js';
import type { NamedValue } from './value.js';

// Statements of SQL in which a column's name and its value stand apart.

const BEFORE = 200;
/** Of text in lower case. */
export const INSERT = /\binsert[ ]{1,3}(?:ignore[ ])?into[ ]{1,3}[^()\n]{1,80}\([^()]{0,120}$/;
export const VALUES = /[^()]{0,200}\)[ \t\r\n]{0,40}values[ \t\r\n]{0,40}\(/iy;
export const WHERE = /\b(?:\w{0,12}value|content|data)["\x60\]]?[ ]{0,2}=[ ]{0,2}'([^'\n]{4,100})'[^;\n]{0,40}\bwhere[ ][^;\n]{0,40}=[ ]{0,2}'$/di;
/** A hash in a column of passwords: what a dump of accounts holds. */
const DIGEST = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
/** Bytes of one row that are looked through. */
const ROW = 800;

/** `INSERT INTO users (name, password) VALUES ('ann', 'x')`, `UPDATE settings SET value = 'x' WHERE name = 'password'`. */
export const column: FindValue = (place) => {
  const { text, name } = place;
  const before = text.slice(Math.max(0, name.start - BEFORE), name.start);
  const where = before.endsWith("'") && before.includes('=', before.length - 4) ? WHERE.exec(before)?.indices?.[1] : undefined;
  if (where !== undefined) return { start: name.start - before.length + where[0], end: name.start - before.length + where[1], strict: true };
  const list = before.lastIndexOf('(');
  if (list < 0 || !INSERT.test(before.toLowerCase())) return inTable(place);
  VALUES.lastIndex = name.end;
  if (!VALUES.test(text)) return undefined;
  const value = nthOf(text, VALUES.lastIndex, before.slice(list).split(',').length - 1);
  const hashed = value !== undefined && /pass|pwd/i.test(name.text) && DIGEST.test(text.slice(value.start, value.end));
  return hashed ? undefined : value;
};

/** The literal at a place in a list of values, if there is one. */
function nthOf(text: string, start: number, place: number): NamedValue | undefined {
  let at = start;
  for (let left = place; at < text.length && at - start < ROW; at++) {
    const char = text[at] ?? '';
    if (left === 0 && !/[\s(NE]/.test(char)) return literalAt(text, at);
    if (char === "'" || char === '"') at = literalAt(text, at)?.end ?? at + 1;
    else if (char === ',') left--;
    else if (char === ';') return undefined;
  }
  return undefined;
}
