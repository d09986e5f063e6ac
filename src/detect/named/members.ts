import { literalAt } from './literal.js';
import type { FindValue } from './place.js';
import { bareAt } from './value.js';

// Objects, maps and records in which name and value are told by several members. Quotes may be escaped, since such objects often lie in strings.

const QUOTE = String.raw`\\{0,7}["']`;
const BLANK = String.raw`[ \t\r\n]{0,80}`;
const IS = String.raw`[ \t]{0,20}(?::|=>|=)[ \t]{0,4}`;
/** A member that says something else: `"type": "string", `. */
const OTHER = String.raw`(?:(?:${QUOTE})?\w{1,30}(?:${QUOTE})?${IS}(?:${QUOTE}[^"'\n\\]{0,80}${QUOTE}|[\w.]{1,20})[ \t]{0,4}[,\n]${BLANK}){0,3}?`;
const VALUE = String.raw`(?:${QUOTE})?(?:\w{0,12}[vV]alue|[dD]efault|initial|content|const)(?:${QUOTE})?${IS}`;

/** `"password": {`, and the block of a language of settings: `variable "password" {`. */
export const NESTED = new RegExp(String.raw`(?:(?:${QUOTE})?${IS}|"[ ]{1,3})\{${BLANK}${OTHER}${VALUE}`, 'y');
export const SIBLING = new RegExp(`${QUOTE},${BLANK}${OTHER}${VALUE}`, 'y');
const NAMES = '(?:name|key|id|property|field|env|var|variable|param|setting|option|header|label)';
export const IS_NAME = new RegExp(String.raw`[{,\s"'\\]\w{0,12}?${NAMES}(?:${QUOTE})?${IS}${QUOTE}$`);
export const VALUE_FIRST = new RegExp(
  String.raw`[{,\s"'\\](?:value|default)(?:${QUOTE})?${IS}${QUOTE}([^"'\\\n]{4,100})${QUOTE},${BLANK}(?:${QUOTE})?\w{0,12}?${NAMES}(?:${QUOTE})?${IS}${QUOTE}$`,
  'd',
);
const BEFORE = 180;

/** `DbPassword:` with `Default: x` among its members below, as CloudFormation and pipelines declare parameters. */
export const DECLARED = /:[ \t]{0,4}\r?\n(?:[ ]{2,40}[A-Za-z]{2,20}:[ ][^\n]{1,100}\n){0,5}?[ ]{2,40}(?:[dD]efault|[vV]alue):[ ]{1,4}/y;

/** `"password": {"value": "x"}`, `"id": "password", "type": "string", "value": "x"`, `"value": "x", "key": "password"`. */
export const member: FindValue = ({ text, name }) => {
  const near = text.slice(name.end, name.end + 12);
  if (/^:[ \t]{0,4}\r?\n/.test(near)) {
    const value = endOf(DECLARED, text, name.end);
    return value === undefined ? undefined : (literalAt(text, value) ?? bareAt(text, value));
  }
  if (near.includes('{')) {
    const value = endOf(NESTED, text, name.end);
    return value === undefined ? undefined : literalAt(text, value);
  }
  if (near.startsWith('""')) return doubled(text, name.start, name.end);
  const comma = near.indexOf(',');
  if (!/^\\{0,7}["']/.test(near) || !/["']/.test(text[name.start - 1] ?? '')) return undefined;
  const before = text.slice(Math.max(0, name.start - BEFORE), name.start).toLowerCase();
  if (comma >= 0 && IS_NAME.test(before)) {
    const value = endOf(SIBLING, text, name.end);
    if (value !== undefined) return literalAt(text, value);
  }
  const first = VALUE_FIRST.exec(before)?.indices?.[1];
  if (first === undefined) return undefined;
  const from = name.start - before.length;
  return { start: from + first[0], end: from + first[1], strict: true };
};

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

export const DOUBLED = /""[ \t]{0,4}:[ \t]{0,4}""(?=[^"])/y;

/** C# doubles the quotes of JSON in a verbatim string: `@"{ ""password"": ""x"" }"`. */
function doubled(text: string, nameStart: number, nameEnd: number): { start: number; end: number } | undefined {
  const start = text.startsWith('""', nameStart - 2) ? endOf(DOUBLED, text, nameEnd) : undefined;
  const length = start === undefined ? -1 : text.slice(start, start + 200).indexOf('""');
  return start === undefined || length <= 0 ? undefined : { start, end: start + length };
}
