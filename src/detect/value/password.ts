import { classifyPhrase } from './phrase.js';
import { isPlaceholder } from './placeholder.js';
import { isRegular, rareLength } from './rarity.js';
import { isReference } from './reference.js';
import { isWord, pieces } from './word.js';

export type PasswordVerdict = 'reject' | 'low' | 'normal';

/** Names, types and formats that stand where a password would. */
const TALK = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'pass',
  'secret',
  'token',
  'key',
  'auth',
  'user',
  'username',
  'login',
  'email',
  'new',
  'old',
  'current',
  'confirm',
  'confirmation',
  'reset',
  'forgot',
  'change',
  'hash',
  'hashed',
  'encrypted',
  'plain',
  'field',
  'input',
  'label',
  'type',
  'name',
  'id',
  'file',
  'path',
  'env',
  'prompt',
  'required',
  'invalid',
  'incorrect',
  'wrong',
  'missing',
  'bearer',
  'basic',
  'oauth',
  'digest',
  'boolean',
  'function',
  'number',
  'object',
  'str',
  'int',
  'byte',
  'bytes',
  'varchar',
  'char',
  'self',
  'this',
  'props',
  'state',
  'data',
  'config',
  'request',
  'params',
  'process',
  'not',
  'and',
  'or',
  'the',
  'db',
  'admin',
  'api',
  'repeat',
  'client',
  'account',
  'service',
  'server',
  'code',
  'value',
  'error',
  'your',
  'my',
  'the',
  'some',
  'any',
  'format',
  'test',
  'default',
]);

/** A password that was hashed: crypt(3), bcrypt, argon2, LDAP, Django. */
export const HASHED = /^\$(?:2[abxy]|argon2\w*|pbkdf2[\w-]*|5|6|1|y|apr1|scrypt)\$|^\{[A-Za-z][\w@.-]{2,40}\}|^pbkdf2_sha|^\$PBKDF2\$/;
/** What a string that is put together leaves between its quotes. */
const REMNANT = /^["'`]?[ ]?[+.,][ ]?|[+,]["'`]?$|["'`][ ]?[+.&,]|[+.&,][ ]?["'`]/;
/** Base64 that begins or ends with a sign that strings are joined by. */
const SIGNED = /^[A-Za-z\d+/]{24,}={0,2}$/;
/** Characters that no keyboard types. */
const ESCAPES = /\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0abefnrtv])/g;
/** Words that hold a digit and still only name a technique or a version. */
const TECHNIQUES =
  'v\\d{1,2}|b(?:ase)?(?:16|32|58|64)|sha\\d{1,3}|md[45]|aes\\d{0,3}|oauth2?|utf8(?:mb\\d)?|utf16|latin\\d|cp\\d{3,4}|iso\\d{4}|ipv[46]|x509|p12|pkcs\\d{1,2}|s3|ec2|k8s|i18n|l10n|[23]fa|http2|h2|[rh]s256|ed25519|mp[34]|db\\d|pbkdf2|argon2(?:id)?';
const TECHNICAL = new RegExp(`(?<![A-Za-z0-9])(?:${TECHNIQUES}|${TECHNIQUES.replace(/[a-z]+(?![{])/g, (word) => (word === 'd' ? word : word.toUpperCase()))})(?![a-z0-9])`, 'g');
/** Marks that people put into passwords and nobody into names. */
const MARK = /[!@$%^~&#?*+=]/;
/** Google's app passwords, as they are shown: https://support.google.com/accounts/answer/185833 */
const APP_PASSWORD = /^(?:[a-z]{4} ){3}[a-z]{4}$/;
/** An address of e-mail stands beside a password, not for it. */
const ADDRESS = /^[\w.+-]+@[a-z\d.-]+\.(?:[a-z]{2,3}|info|test|local|example|invalid)$/;
const CREDENTIAL = /^(?:password|passwords|passwd|passphrase|pwd|pass|secret|secrets|token|tokens|credential|credentials|key|keys)$/;

/**
 * What a value beside a password's name is. People choose passwords: a third are plain words, so randomness cannot be asked for, only that the value does
 * not stand for something else. `low`: plain words, which are as often a label as a password.
 *
 * @param name the text from the beginning of the name up to the value.
 */
export function classifyPassword(value: string, name: string): PasswordVerdict {
  if (APP_PASSWORD.test(value)) return rareLength(value) > 0 ? 'normal' : 'reject';
  if (value.includes(' ')) return classifyPhrase(value, name);
  if (/[\s\x80-\xff]/.test(value) || isPlaceholder(value) || isReference(value) || HASHED.test(value) || (REMNANT.test(value) && !SIGNED.test(value)) || ADDRESS.test(value))
    return 'reject';
  if (!/[A-Za-z0-9]/.test(value.replace(ESCAPES, '')) || value === '1Password' || (value.length >= 16 && isRegular(value))) return 'reject';
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  // In a URL what stands before is the user, and `root:root` is a real password.
  if (!name.includes('://') && bare(name).endsWith(bare(value))) return 'reject';
  const plain = value.replace(TECHNICAL, (word) => word.replace(/\d/g, ''));
  const words = pieces(plain);
  // A word that is called out is a label: `Password!`.
  const calledOut = /^[A-Za-z]+[!?]$/.test(plain) && isWord(plain.slice(0, -1));
  if (/[0-9]/.test(plain) || (MARK.test(plain.slice(1)) && !calledOut)) return isNumberedName(value, words) ? 'reject' : 'normal';
  if (words.every((word) => TALK.has(word.toLowerCase()))) return 'reject';
  const letters = (some: readonly string[]): number => some.join('').length;
  const spoken = letters(words.filter((word) => isWord(word) && rareLength(word) === 0)) / letters(words);
  if (spoken >= 0.4 && words.length > 1 && words.some((word) => CREDENTIAL.test(word.toLowerCase()))) return 'reject';
  return spoken >= 0.7 ? 'low' : 'normal';
}

/** Letters alone are mixed when so many of them are drawn at random, in both cases. */
const RARE_LETTERS = 9;

/** Is the value of mixed characters: letters with a digit or a mark, and more than a word of the trade with a number? */
export function isMixed(value: string): boolean {
  const plain = value.replace(TECHNICAL, '');
  if (!/[A-Za-z]/.test(plain)) return value.length >= 8 && MARK.test(plain) && /[0-9]/.test(plain);
  if (!/[0-9]/.test(plain)) return (MARK.test(plain.slice(1, -1)) && value.length >= 6) || (/[a-z][A-Z]/.test(plain) && rareLength(plain) >= RARE_LETTERS);
  const words = pieces(plain).filter((piece) => /[A-Za-z]/.test(piece));
  return !words.every((word) => TALK.has(word.toLowerCase())) && !/^\d+(?:px|em|rem|pt|ms|s|m|h|d|kb|mb|gb|k|st|nd|rd|th|x|%)$/i.test(value);
}

/** `user_1`, `password-2`, `input-password-01`, `newPassword1`: words of the trade with a small number make a name; `password123` is a password. */
function isNumberedName(value: string, words: readonly string[]): boolean {
  const spoken = words.filter((word) => /[A-Za-z]/.test(word));
  if (spoken.length > 2 && /^[\w.-]+$/.test(value) && spoken.every(isWord) && spoken.some((word) => CREDENTIAL.test(word.toLowerCase()))) return true;
  return spoken.length > 1 && /^[A-Za-z_.-]+\d?$|^[a-z]+(?:[_.-][a-z]+)+[_.-]\d\d$/.test(value) && spoken.every((word) => TALK.has(word.toLowerCase()));
}
