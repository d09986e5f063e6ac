import type { Syntax } from '../../model/rule.js';
import { bare, LOOSE, SETTINGS } from './bare.js';
import { column } from './column.js';
import { formField } from './form-field.js';
import { literalAt } from './literal.js';
import { member } from './members.js';
import { after, BEFORE, before, behind, type FindValue, isOneOf, lineBefore } from './place.js';
import { remark } from './remark.js';
import { COMPARES, reversed } from './reversed.js';
import { toldInWords } from './told-in-words.js';
import { bareAt, fieldAt, type NamedValue } from './value.js';

/** Text that wraps a literal without changing it: an opening bracket, a conversion, the letters before a string. */
export const WRAPPED =
  /(?:\r?\n[ \t]{0,120})?(?:\[\]byte\(|(?:[([{][ \t]{0,2}(?:\r?\n[ \t]{0,120})?)?(?:(?:(?:[A-Za-z_]\w{0,20}::){0,3}Lazy(?:Lock|Cell)?::new\(\|\|[ ]?)?(?:(?:new[ ])?(?:[A-Za-z_]\w{0,20}(?:\.|::|->)){0,3}(?:(?:Q|NS|C|Ansi|Secure|to|To|from|From|from_)?[Ss]tring|str|bytes?|Bytes|from|Some|Secret\w{0,8}|secret\w{0,8}|quote|literal|text|u8|Value|val|valueOf|Password|Credential|required|Just|fromBase64|atob|b64decode|getBytes|stringify|fromhex|unhexlify|fromHex)\([ \t]{0,2})?))(?:[bBrRfFuUL]{1,2}|u8|\$@|@\$|@|\$|N|c|<<)?/y;

function mayBeWrapped(text: string, at: number): boolean {
  if (isOneOf('\r\n[({$@<', text, at)) return true;
  const near = text.slice(at, at + 120);
  return /^[A-Za-z_]/.test(near) && (near.includes('(') || /["'`\\&]/.test(near.slice(0, 4)));
}

function wrappedLiteral(text: string, at: number): NamedValue | undefined {
  const found = literalAt(text, mayBeWrapped(text, at) ? (after(WRAPPED, text, at) ?? at) : at);
  // Spring Security's mark of a password that is not hashed.
  return found !== undefined && text.startsWith('{noop}', found.start) ? { start: found.start + 6, end: found.end } : found;
}

export const TAIL =
  /(?:\.(?:value|text|Text|val|data|current|default|defaultValue|fromBase64|nodeValue))?(?:\\{0,7}["'`]|&quot;)?[\])]{0,2}[!?]?(?:\.(?:to|should|must)(?:\.be)?)?[ \t]{0,40}/y;
/** A type between a name and its value, and the default of a column; of text in lower case. */
export const TYPE =
  /:[ \t]{0,4}[&*]?(?:'static )?(?:\[\]?)?[A-Za-z_][\w.<>[\]|;?&' ]{0,40}?[ \t]{0,4}(?==)|as string[ \t]{1,4}(?==)|(?:\*?string|\[\]byte|&str)[ \t]{1,4}(?==)|(?:\[\w{0,12}\])?[ \t]{0,4}(?:progmem[ \t]{1,4})?(?==)/;
export const COLUMN = /(?:n?varchar2?|char|text)(?:\(\w{1,6}\))?[ \t]{1,4}(?:not null[ \t]{1,4})?default[ \t]{1,4}/;
const TYPED = new RegExp(`(?:${TYPE.source}|${COLUMN.source})?`, 'y');

/** A type stands before an assignment or a default. */
function mayBeTyped(text: string, at: number): boolean {
  if (!isOneOf(':*sS[&nNvVcCtTaApP', text, at)) return false;
  const first = text[at] === ':' ? behind(' \t', text, at + 1, 4) : -1;
  if (first >= 0 && isOneOf('"\'`\\0123456789{[(', text, first) && !text.startsWith('[]', first)) return false;
  return /=|default/i.test(text.slice(at, at + 80));
}

export const OPERATOR = /(?:===?|!==?|=>|<>|:=|<-|\|\|=|\?\?=|\?=|=|:|\beq\b|\bis\b(?= "))[ \t]{0,40}/y;
const COMPARISON = /(?:===?|!==?|<>|\beq\b)[ \t]{0,40}/y;

/** `name = "value"`, `"name": "value"`, `name := "value"`, `name => 'value'`, `name == "value"`, with types, conversions, brackets or a line break before the literal. */
const assignment: FindValue = ({ text, name }) => {
  const tail = isOneOf('.\\"\'`&])!?', text, name.end) ? (after(TAIL, text, name.end) ?? name.end) : behind(' \t', text, name.end, 40);
  const typed = mayBeTyped(text, tail) ? tail + (after(TYPED, text.slice(tail, tail + 200).toLowerCase(), 0) ?? 0) : tail;
  if (text.slice(tail, typed).endsWith('default ')) return wrappedLiteral(text, typed);
  if (!isOneOf('=!<:|?ei', text, typed)) return undefined;
  // What a call gives back can be compared; behind `=>` and `:` stands something else.
  const value = after(text.slice(name.end, tail).includes(')') ? COMPARISON : OPERATOR, text, typed);
  const found = value === undefined ? undefined : wrappedLiteral(text, value);
  // The first key of an object: `"password": {"reference": …`.
  return found !== undefined && text[value as number] === '{' && /^["'`][ \t]{0,4}:/.test(text.slice(found.end, found.end + 6)) ? undefined : found;
};

export const LOOKED_UP =
  /\\{0,3}["'`]?[\])]{0,2}[ \t]{0,4}(?:\r?\n[ \t]{0,80})?(?:\|\||\?\?|\?:|(?<=[\])][ \t]{0,4})or\b|\.(?:unwrap_or|orElse|or|getOrElse|else|unwrap_or_else)\((?:\|\w{0,8}\|[ \t]{0,4})?|\)[ \t]{0,2}\{|\|>[ ][\w.| >]{0,40}?(?:defaultValue[ ]|~default:))[ \t]{0,4}(?:\r?\n[ \t]{0,80})?/y;
export const SHELL_DEFAULT = /:[-=]?(?![-=?+])/y;

/** An expression between a name and what it falls back to: `password = process.env.PW || "value"`. */
export const DEFAULTED =
  /["'`]?[ ]{0,2}(?::[ ]?[A-Za-z][\w<>?]{0,20}[ ]?(?==))?(?::=|[:=])[ ]{0,2}[A-Za-z_$][\w$.?!]{1,60}(?:\[["'`][\w.-]{1,40}["'`]\]|\(["'`][\w.-]{1,40}["'`]\))?[ ]{0,2}(?:\|\||\?\?|\?:|\bor\b)[ ]{0,2}(?=["'`])/y;

/** What a look-up falls back to: `process.env.NAME || "value"`, `${NAME:-value}`. */
const fallback: FindValue = (place) => {
  const { text, name } = place;
  const otherwise = isOneOf('=:', text, behind('"\'` ', text, name.end, 3)) ? after(DEFAULTED, text, name.end) : undefined;
  const defaulted = otherwise === undefined ? undefined : literalAt(text, otherwise);
  if (defaulted !== undefined) return { ...defaulted, strict: true };
  const value = isOneOf('|?o.{', text, behind('\\"\'`]) \t\r\n', text, name.end, 120)) ? after(LOOKED_UP, text, name.end) : undefined;
  if (value !== undefined) return wrappedLiteral(text, value);
  const opened = text.slice(Math.max(0, name.start - 2), name.start);
  const start = opened === '${' || name.text.startsWith('${') ? after(SHELL_DEFAULT, text, name.end) : undefined;
  const field = start === undefined ? undefined : (literalAt(text, start) ?? fieldAt(text, start));
  return field !== undefined && /^["'\\]{0,4}\}/.test(text.slice(field.end, field.end + 5)) ? field : undefined;
};

export const NEXT_ARGUMENT =
  /\\{0,3}["'`]\]?[ \t]{0,4}(?:,|\.[ ](?="))[ \t]{0,8}(?:\r?\n[ \t]{0,120})?(?:default(?:_value)?[ \t]?=[ \t]?|fallback[ \t]?=[ \t]?|(?:\w{1,16}[ ]?=[^,()=\n]{1,41},[ ]{0,4}){1,4}default[ ]?=[ ]?|:?with(?::|[ ]?=>)[ ]?)?/y;
const FIRST_ARGUMENT = /([([{])[ \t\r\n]{0,80}(?:[^()[\]{},\n]{1,60},[ \t\r\n]{0,80})?[brfu@]?\\{0,3}["'`][:$]?$|\bfill_in[ ]["']$/;
/** A constant that Gradle writes into the code of an app. */
const BUILT = /\b(?:buildConfigField|resValue)[ (]?["'][Ss]tring["'],[ ]?["']$/;
/** Calls whose first argument is a password, not its name. */
const WORKS_ON =
  /(?:errors?\.add|parametrize|[Ee]rror|rejectValue|match|encod|crypt|hash|verif|digest|authenticat|login|Token|User|Principal|standard|stronger|delux)\w*\([^()\n]{0,80}$/;
/** A map as a list of keys and values. */
const MAP_OF = /\b(?:Map\.of|ImmutableMap\.of)\([^()\n]{1,100}$/;
const LAST_OF_LIST = /^\\{0,3}["'`][ \t\r\n]{0,30}[\]}]/;
export const COMPARED = /(?:\(\))?,[ \t]{0,4}(?:<<)?/y;
/** A name without quotes that begins a tuple or is defined, as Erlang has them: `{password, "x"}`, `-define(PASSWORD, "x")`. */
export const TUPLE = /\{|-define\(|set_env\([a-z_]{1,30},[ ]?/;
const IN_TUPLE = new RegExp(`(?:${TUPLE.source})$`);
/** The argument after a quoted name, or after a name that is compared: `set("password", "value")`, `define('DB_PASSWORD', 'value')`, `strcmp(password, "value")`. */
const argument: FindValue = (place) => {
  const { text, name } = place;
  const quoted = isOneOf('"\'`', text, name.start - 1);
  if (!(quoted ? text.slice(name.end, name.end + 12).match(/[,.]/) : isOneOf(',(', text, name.end))) return undefined;
  const value = after(quoted ? NEXT_ARGUMENT : COMPARED, text, name.end);
  if (value === undefined) return undefined;
  const found = wrappedLiteral(text, value);
  if (!quoted) {
    if (COMPARES.test(lineBefore(place).toLowerCase())) return found;
    return found !== undefined && IN_TUPLE.test(lineBefore(place)) ? { ...found, strict: true } : undefined;
  }
  // One of many words of a list is no name of the next.
  const near = before(place);
  const first = FIRST_ARGUMENT.exec(near);
  if (found !== undefined && BUILT.test(near)) return found;
  if (found !== undefined && first === null && MAP_OF.test(near)) return { ...found, strict: true };
  if (found === undefined || first === null || WORKS_ON.test(near)) return undefined;
  // Behind a name the bracket is that of a call; else words of a list follow each other.
  if (first[1] === undefined || (first[1] === '(' && /[\w$!>]$/.test(near.slice(0, first.index)))) return found;
  return first[1] === '(' || LAST_OF_LIST.test(text.slice(found.end, found.end + 40)) ? { ...found, strict: true } : undefined;
};

export const METHOD =
  /(?:\(\))?[!?]?\)?\.(?:equals|equalsIgnoreCase|Equals|eq|eql\??|isEqualTo|compareTo|compare|toBe|toEqual|toStrictEqual|contentEquals|should\.equal|is|set|setValue|sendKeys|send_keys|SendKeys|setText|set_text|typeText|enterText|val|of|from|fill|type|push|assign|copy)\([ \t]{0,4}/y;
export const CALLED = /(?:![ \t]?)?\([ \t]{0,4}(?:\r?\n[ \t]{0,80})?(?:[A-Za-z_]\w{0,30},[ \t]{0,4})?/y;
const SETS = /^(?:[Ss]et|[Ww]ith|and|[Uu]se|[Aa]dd|assign|[Pp]ut|[Ii]nit|[Uu]pdate|[Ee]nter|input|fill|type)(?=[A-Z_])/;
/** Of names in lower case: the flag i costs more to compile than all the rest. */
const BUILDS =
  /^\.|^[$a-z_]\w*\.(?:[a-z_]\w*\.)*(?:set|with|use|add)?(?:db|user|proxy|admin|client|api|access|auth|bearer|secret|basic)?_?(?:password|passphrase|passwd|pass|token|secret|key)$/;

/** The argument of a setter or a comparison: `setPassword("value")`, `.password("value")`, `password.equals("value")`. */
const call: FindValue = ({ text, name }) => {
  const method = text.slice(name.end, name.end + 5).includes('.') ? after(METHOD, text, name.end) : undefined;
  if (method !== undefined) return wrappedLiteral(text, method);
  if (!text.slice(name.end, name.end + 3).includes('(')) return undefined;
  const value = SETS.test(name.text) || (name.text.includes('.') && BUILDS.test(name.text.toLowerCase())) ? after(CALLED, text, name.end) : undefined;
  return value === undefined ? undefined : wrappedLiteral(text, value);
};

/** Of text in lower case. */
export const PAIR_NAME =
  /(?:name|key|id|property|field|env(?:config)?|var|variable|param|setting|parameterkey|option|header|input type)s?\\{0,7}["']?[ \t]{0,4}(?:[=:]|=>)?[ \t]{0,4}\\{0,7}["'`]?$|<(?:key|name|param-name|string|property|entry[^<>]{0,20}key=)["']?[^<>]{0,20}>?$/;
/** The last letters of its words, and what may stand behind them. */
const PAIR_ENDS = 'eydvgrmns';
const BEHIND_PAIR_NAME = ' \t\\"\'`=:>';
export const PAIR_VALUE =
  /\\{0,7}["'`]?[ \t]{0,4}(?:,|;|\{)?[ \t]{0,4}[ \t]{0,3}(?:(?:\\[nrt]|\r?\n)[ \t]{0,120}){0,3}(?:(?:[^\s<>"'`][^\r\n<>"'`]{0,39})?(?:["'][^\r\n"'<>]{0,60}["'],?[ \t]{0,4})?\r?\n[ \t]{0,120}){0,3}?\\{0,7}["'`]?(?:\w{0,12}(?:value|default)|content|val|string)\\{0,7}["'`]?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}/iy;
export const PAIR_TAG = /[^<>\n]{0,4}<\/[\w:.-]{1,40}>[ \t\r\n]{0,120}<[\w:.-]{1,40}(?:[ \t][^<>\n]{0,80})?>[ \t\r\n]{0,80}/y;
/** The tag goes on and ends: `<string name="password">x</string>`. */
export const PAIR_TEXT =
  /["'](?:[ \t][^<>\n]{0,80}[^<>\n/])?>[ \t\r\n]{0,80}(?:<boolProp[^\n]{1,80}\n[ \t]{0,40})?(?:<(?:(?:\w{1,12}:)?value|stringProp name="Argument\.value")>[ \t\r\n]{0,20})?(?:<!\[CDATA\[)?(?=[^<])/y;
export const PAIR_ATTRIBUTE = /["'][^<>\n]{0,100}?[ \t\n](?:[\w-]{1,20}:)?(?:value|val|default|content|string)[ ]?=[ ]?/iy;

/** The value's attribute before that of its name: `<arg value="x" name="password"/>`. */
export const VALUE_ATTRIBUTE = /[ ](?:value|content)=["']([^"'<>\n]{4,80})["'][ ](?:[\w:.-]{1,20}=["'][^"'<>\n]{0,30}["'][ ]){0,2}(?:name|key|id)=["']$/d;

/** No longer is what it matches. */
const PAIR_REACH = 64;

/** @param near no more than may be matched. */
function mayEndPairName(near: string): boolean {
  let last = near.length - 1;
  while (isOneOf(BEHIND_PAIR_NAME, near, last)) last--;
  return isOneOf(PAIR_ENDS, near, last) || near.includes('<');
}

function isInTag(near: string): boolean {
  return near.lastIndexOf('<') > near.lastIndexOf('>');
}

/** Name and value in two members, attributes, tags or lines of their own: `name: DB_PASSWORD` with `value: x` below. */
const pair: FindValue = (place) => {
  const { text, name } = place;
  const isAttribute = isOneOf('"\'', text, name.start - 1) && text[name.start - 2] === '=';
  const earlier = isAttribute ? VALUE_ATTRIBUTE.exec(before(place))?.indices?.[1] : undefined;
  if (earlier !== undefined) {
    const from = name.start - Math.min(BEFORE, name.start);
    return { start: from + earlier[0], end: from + earlier[1], strict: true };
  }
  const near = text.slice(Math.max(0, name.start - PAIR_REACH), name.start).toLowerCase();
  if (!mayEndPairName(near) || !PAIR_NAME.test(near)) return undefined;
  const tag = after(PAIR_TAG, text, name.end);
  if (tag !== undefined) return elementText(text, tag);
  const attribute = after(PAIR_ATTRIBUTE, text, name.end);
  const inside = attribute === undefined && isInTag(before(place)) ? after(PAIR_TEXT, text, name.end) : undefined;
  if (inside !== undefined) return elementText(text, inside);
  const value = attribute ?? after(PAIR_VALUE, text, name.end);
  return value === undefined ? undefined : (wrappedLiteral(text, value) ?? bareAt(text, value));
};

export const OPEN_TAG = /(?:[ \t][^<>\n]{0,160})?(?:>|&gt;)[ \t\r\n]{0,80}(?:<!\[CDATA\[)?(?:<(?:[Ss]tring|[Vv]alue)>)?/y;
export const ELEMENT = /([^<>\s&]{3,200}(?:[ ][^<>\s&]{1,24}){0,7})(?:\]\]>)?[ \t\r\n]{0,80}(?:<\/|&lt;\/)/y;

function elementText(text: string, at: number): NamedValue | undefined {
  ELEMENT.lastIndex = at;
  const value = ELEMENT.exec(text)?.[1];
  return value === undefined ? undefined : { start: at, end: at + value.length };
}

/** `<password>value</password>`. */
const element: FindValue = (place) => {
  const { text, name, language } = place;
  const near = text.slice(Math.max(0, name.start - 26), name.start);
  if (!(near.includes('<') || near.includes('&lt;')) || !/(?:<|&lt;)(?:[\w-]{1,20}:)?$/.test(near)) return undefined;
  const start = after(OPEN_TAG, text, name.end);
  const value = start === undefined ? undefined : elementText(text, start);
  return value === undefined || language === 'xml' ? value : { ...value, strict: true };
};

export const FLAG_VALUE = /(?:[ \t]{1,4}|=|:|\\?["'][ \t]{0,2},[ \t]{0,4}(?=\\?["']))/y;

/** `--password value`, `--password=value`, `"--password", "value"`, `-Password "value"`. */
const flag: FindValue = ({ text, name }) => {
  if (!/^-{1,2}[A-Za-z]/.test(name.text)) return undefined;
  const value = after(FLAG_VALUE, text, name.end);
  if (value === undefined || text[value] === '-') return undefined;
  return literalAt(text, value) ?? bareAt(text, value);
};

export const FIELD_OPERATOR = /(?:=|%3[Dd]|:[ ]{0,2})(?![=:/])/y;

/** `…&password=value&…`, `"DB_PASSWORD=value\n"`, `"host=x password=value"`: settings and forms inside a string of code. */
const field: FindValue = (place) => {
  const { text, name, language } = place;
  const line = lineBefore(place);
  // A shell's lines inside code of another language.
  const exported = line.endsWith('export ') && (language === undefined || !(SETTINGS.has(language) || LOOSE.has(language))) && /^[ \t]*export[ ]$/.test(line);
  if (!exported && !/[?&;]$|%(?:26|3[Ff])$/.test(line) && (/[:/]$/.test(line) || !inString(line))) return undefined;
  const value = after(FIELD_OPERATOR, text, name.end);
  const found = value === undefined ? undefined : fieldAt(text, value);
  if (found === undefined || found.end - found.start < 4) return undefined;
  // `a?r.password=r.url.password:…`: a member of the same object.
  const dot = name.text.indexOf('.') + 1;
  return dot > 0 && text.startsWith(name.text.slice(0, dot), found.start) ? undefined : { ...found, strict: true };
};

/** Is a string open at the end of this line? */
function inString(line: string): boolean {
  // Cut off in the middle of a long line: nobody knows.
  if (line.length >= BEFORE) return false;
  return ['"', "'", '`'].some((quote) => isOdd(line, quote));
}

/** Does a text hold a character an odd number of times? */
function isOdd(text: string, character: string): boolean {
  let odd = false;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) odd = !odd;
  return odd;
}

export const SPACE = /[ \t]{1,8}(?:is[ ]|was[ ]|PIC[ ]X\(\d{1,4}\)[ ]{1,4}VALUE[ ]{1,4})?/y;

/** `PASSWORD 'value'`, `password "value"`, and the picture of COBOL between them. */
const spaced: FindValue = (place) => {
  const told = toldInWords(place);
  if (told !== undefined) return told;
  if (!isOneOf(' \t', place.text, place.name.end) || isOneOf('"\'`', place.text, place.name.start - 1)) return undefined;
  const value = after(SPACE, place.text, place.name.end);
  const found = value === undefined ? undefined : literalAt(place.text, value);
  return found === undefined ? undefined : { ...found, strict: true };
};

/** The table of syntaxes. */
export const SYNTAX: Readonly<Record<Syntax, FindValue>> = {
  assignment,
  fallback,
  argument,
  call,
  reversed,
  pair,
  element,
  flag,
  bare,
  field,
  spaced,
  member,
  formField,
  column,
  remark,
};
