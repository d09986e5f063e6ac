import type { Language } from '../../model/language.js';
import { literalAt } from './literal.js';
import { after, type FindValue, isOneOf, lineBefore, type Place } from './place.js';
import { bareAt, type NamedValue } from './value.js';

export const SETTINGS = new Set<Language>(['env', 'properties', 'ini', 'yaml', 'shell', 'dockerfile', 'toml']);
export const LOOSE = new Set<Language>(['text', 'markdown', 'sql', 'html', 'xml', 'terraform', 'json']);
export const BARE_OPERATOR = /[ \t]{0,40}(?:=>|[?:]=|[=:](?![=:/]))[ \t]{0,40}/y;
export const BARE_SPACE = /[ \t]{1,40}(?![=:])/y;
export const BARE_NEXT_LINE = /["']?:[ \t]{0,4}\r?\n[ \t]{0,60}-[ \t]{1,4}/y;
/** What YAML writes before a scalar: the mark of a block on the next lines, a tag of its own, an anchor (YAML 1.2.2, chapters 6.9 and 8.1). */
export const YAML_SCALAR = /[|>][+-]?[1-9]?[+-]?[ \t]{0,8}(?:#[^\n]{0,80})?\r?\n[ \t]{1,60}|!!(?:str|binary)[ \t]{1,4}["']?|&[\w-]{1,30}[ \t]{1,4}["']?/y;
export const LISTED = /[*_\x60]{0,3}["']?(?:[ ](?:for|of|on)[ ][\w .-]{1,30})?[ \t]{0,2}(?:\|[ \t]{0,20}\x60?|[=:][*_]{0,3}[ \t]{1,4}\x60?|[ ]to[ ]\x60)/y;

/** `name = value`, `name: value` without quotes, where a language has that; in prose with strictness. */
export const bare: FindValue = (place) => {
  const { text, name, language } = place;
  // A field of a URL, and a variable of a shell, whose default is another syntax's.
  if (isOneOf('?&', text, name.start - 1) || text.startsWith('${', name.start - 2)) return undefined;
  if (language === undefined || SETTINGS.has(language)) return settingValue(place);
  if (!LOOSE.has(language)) return undefined;
  const value = after(BARE_OPERATOR, text, name.end) ?? (language === 'markdown' ? after(LISTED, text, name.end) : undefined);
  const found = value === undefined ? wholeLine(place) : bareAt(text, value);
  return found === undefined ? undefined : { ...found, strict: true };
};

/** A line of a name and a value and nothing else: `password x`, as `.msmtprc` and its kind have it. */
function wholeLine(place: Place): NamedValue | undefined {
  if (place.language !== 'text' || !/^[ \t]*(?:set[ ]|(?:header_up|header_down|request_header|proxy_set_header|dns)[ ])?$/.test(lineBefore(place))) return undefined;
  const value = after(BARE_SPACE, place.text, place.name.end);
  const found = value === undefined ? undefined : bareAt(place.text, value);
  return found !== undefined && /^["']?[ \t]*(?:\r?\n|$)/.test(place.text.slice(found.end, found.end + 8)) ? found : undefined;
}

/** May blanks alone stand between the name and its value? */
function isSpaced(place: Place): boolean {
  if (place.language === 'dockerfile' || place.language === 'ini') return true;
  return /^(?:set|setx|setenv|export|env)[ \t]{1,4}(?:-[a-z]{1,4}[ \t]{1,4})?$/i.test(lineBefore(place).trimStart());
}

function settingValue(place: Place): NamedValue | undefined {
  const { text, name, language } = place;
  const list = language === 'yaml' ? after(BARE_NEXT_LINE, text, name.end) : undefined;
  if (list !== undefined) return literalAt(text, list) ?? bareAt(text, list);
  const operator = after(BARE_OPERATOR, text, name.end);
  const value = operator ?? (isSpaced(place) ? after(BARE_SPACE, text, name.end) : undefined);
  const found = value === undefined ? undefined : bareAt(text, language === 'yaml' && isOneOf('|>!&', text, value) ? (after(YAML_SCALAR, text, value) ?? value) : value);
  if (found === undefined || language === undefined) return found;
  // More words behind it: a sentence, but for commands and comments.
  const command = language === 'shell' || language === 'dockerfile';
  const goesOn = !command && /^[ \t]{1,4}[^\s#;/}|&\\-]/.test(text.slice(found.end, found.end + 6));
  return goesOn || (operator === undefined && !command) ? { ...found, strict: true } : found;
}
