import { isPlaceholder } from './placeholder.js';
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
]);

/** A password that was hashed: crypt(3), bcrypt, argon2, LDAP, Django. */
const HASHED = /^\$(?:2[abxy]|argon2\w*|pbkdf2[\w-]*|5|6|1|y|apr1|scrypt)\$|^\{(?:SHA|SSHA|MD5|CRYPT)\w*\}|^pbkdf2_sha/;

/**
 * What a value beside a password's name is. People choose passwords: a third are plain words, so randomness cannot be asked for, only that the value does
 * not stand for something else. `low`: plain words, which are as often a label as a password.
 */
export function classifyPassword(value: string, name: string): PasswordVerdict {
  if (/[\s\x80-\xff]/.test(value) || isPlaceholder(value) || isReference(value) || HASHED.test(value)) return 'reject';
  if (!/[A-Za-z0-9]/.test(value)) return 'reject';
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  // In a URL what stands before is the user, and `root:root` is a real password.
  if (!name.includes('://') && bare(name).endsWith(bare(value))) return 'reject';
  if (/[0-9]/.test(value) || /[^A-Za-z._-]/.test(value)) return 'normal';
  const words = pieces(value);
  if (words.every((word) => TALK.has(word.toLowerCase()))) return 'reject';
  const letters = (some: readonly string[]): number => some.join('').length;
  return letters(words.filter(isWord)) * 10 >= letters(words) * 7 ? 'low' : 'normal';
}
