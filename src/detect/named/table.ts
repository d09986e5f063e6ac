import { type FindValue, isOneOf } from './place.js';

// Tables of text: a line of names, and rows below it, as browsers, password managers and databases export accounts (RFC 4180).

/** Of a line of names and of a row, in bytes: gates look no further. */
const LONGEST = 240;
const CELL = /(?:"((?:[^"\n]|""){0,100})"|([^"\n,;\t]{0,100}))/y;

/** The first words of a column's name: `Login password`. */
export const BEFORE_NAME = /(?:[A-Za-z_][\w .:/()#-]{0,39})?/;
export const BEHIND_NAME = /"?(?:[,;\t][^\n]{0,200})?\r?\n[^\n]{4}/y;

/** `site,username,password` on a line, and the value in the same column of the next one. */
export const inTable: FindValue = ({ text, name, language }) => {
  // A name that fills its cell.
  if ((language !== undefined && language !== 'text') || !isOneOf('",;\t\r\n', text, name.end)) return undefined;
  // No further than a line may be long: many names may stand on an endless one.
  const near = Math.max(0, name.start - LONGEST);
  const begun = near + text.slice(near, name.start).lastIndexOf('\n') + 1;
  const end = name.end + text.slice(name.end, name.end + LONGEST).indexOf('\n');
  if (end < name.end) return undefined;
  const names = cells(text, begun, end);
  const at = names?.findIndex((one) => one.start <= name.start && one.end === name.end) ?? -1;
  if (names === undefined || names.length < 2 || at < 0 || !names.every(({ start, end: last }) => NAMED.test(text.slice(start, last)))) return undefined;
  const below = text.slice(end + 1, end + 2 + LONGEST);
  const next = below.indexOf('\n');
  const row = cells(text, end + 1, end + 1 + (next < 0 ? below.length : next));
  const value = row?.length === names.length ? row[at] : undefined;
  return value === undefined || value.end - value.start < 4 ? undefined : value;
};

/** What a column is called. */
const NAMED = /^[A-Za-z_][\w .:/()#-]{0,39}$/;

/** The cells of a line; undefined where it is none of a table. */
function cells(text: string, start: number, end: number): { readonly start: number; readonly end: number }[] | undefined {
  const last = text[end - 1] === '\r' ? end - 1 : end;
  if (last - start > LONGEST) return undefined;
  const found: { start: number; end: number }[] = [];
  for (let at = start; ; at++) {
    CELL.lastIndex = at;
    const cell = CELL.exec(text);
    if (cell === null) return undefined;
    const quoted = cell[1] !== undefined;
    const value = cell[1] ?? cell[2] ?? '';
    const from = at + cell[0].length - value.length - (quoted ? 1 : 0);
    found.push({ start: from, end: from + value.length });
    at += cell[0].length;
    if (at >= last) return at === last ? found : undefined;
    if (!/[,;\t]/.test(text[at] ?? '')) return undefined;
  }
}
