import { shannonEntropy } from '../../text/entropy.js';
import { isReference, isUuid } from './reference.js';

const MIN_LENGTH = 16;
/** Random base64 or base62 of 16 characters has 3.6 bits a character on average, hex of 32 has 3.6; words joined have the same, hence the rest. */
const MIN_ENTROPY = 3;

/** Can this value have come from a random generator? */
export function isTokenLike(value: string): boolean {
  if (value.length < MIN_LENGTH || /[\s\x80-\xff]/.test(value)) return false;
  if (isReference(value) || isUuid(value)) return false;
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (shannonEntropy(value) < MIN_ENTROPY) return false;
  return !madeOfWords(value);
}

/** An identifier or a slug: every piece between separators is a word, or a number of up to four digits. */
function madeOfWords(value: string): boolean {
  const pieces = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/).filter((piece) => piece !== '');
  const wordLetters = pieces.filter(isWord).join('').length;
  return wordLetters * 10 >= value.replace(/[^A-Za-z0-9]/g, '').length * 7;
}

/** Three letters or more in one case with a vowel and no five consonants in a row. */
function isWord(piece: string): boolean {
  return /^[A-Z]?[a-z]{2,}$|^[A-Z]{3,}$/.test(piece) && /[aeiouy]/i.test(piece) && !/[bcdfghjklmnpqrstvwxz]{5}/i.test(piece);
}
