import { type FindValue, isOneOf, lineBefore } from './place.js';

/** The beginning of a call that compares or sets, of text in lower case. */
export const COMPARES = /(?:cmp|cpy|setopt|equal|equals|assert|expect|match|compare|verify|put|is)\w{0,16}!?[( ][^\n]{0,60}$|\bset[ ]:$/;

/** A literal, what stands between it and a name that it is compared with, and the name's owners. */
export const LITERAL_BEFORE = /(["'])([^"'\\\n]{4,80})\1/;
export const COMPARING = /\.(?:equals(?:IgnoreCase)?|Equals|isEqualTo|contentEquals)\([ ]?|[ \t]{0,2}(?:[!=]==?)[ \t]{0,2}/;
export const NEXT_TO = /,[ ]?/;
/** The literal is put into a store under a name, or compared with what a call gives back for one. */
export const UNDER = /,[ ]?for(?:Key|HTTPHeaderField):[ ]?["']|(?:\.equals(?:IgnoreCase)?\([ ]?|[ ]?===?[ ]?)[\w$.]{1,30}\(["']/;
const UNDER_NAME = new RegExp(`${LITERAL_BEFORE.source}(?:${UNDER.source})$`);
export const OWNERS = /(?:[\w$]{1,30}(?:\(\))?(?:\.|->|::)){0,4}\$?/;
const COMPARED_BEFORE = new RegExp(`${LITERAL_BEFORE.source}(?:${COMPARING.source}|${NEXT_TO.source})${OWNERS.source}$`);

/** A literal compared with the name behind it: `"value".equals(password)`, `"value" == password`, `assertEquals("value", user.getPassword())`. */
export const reversed: FindValue = (place) => {
  const { text, name } = place;
  const line = lineBefore(place);
  if (!line.includes('"') && !line.includes("'")) return undefined;
  const isQuoted = isOneOf('"\'', line, line.length - 1);
  const under = isQuoted && isOneOf('(: ', line, line.length - 2) ? UNDER_NAME.exec(line) : null;
  if (under !== null) return { start: name.start - line.length + under.index + 1, end: name.start - line.length + under.index + 1 + (under[2]?.length ?? 0), strict: true };
  const match = isQuoted ? null : COMPARED_BEFORE.exec(line);
  if (match === null || /["'`]/.test(text[name.end] ?? '')) return undefined;
  if (/,[ ]?[^,]*$/.test(match[0]) && !COMPARES.test(line.slice(0, match.index).toLowerCase())) return undefined;
  const start = name.start - line.length + match.index + 1;
  return { start, end: start + (match[2]?.length ?? 0), strict: true };
};
