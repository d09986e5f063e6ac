import { shannonEntropy } from '../../text/entropy.js';
import { isReference, isUuid } from './reference.js';
import { isWord, pieces } from './word.js';

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

/** An identifier or a slug: most of its letters and digits are in words. */
function madeOfWords(value: string): boolean {
  const wordLetters = pieces(value).filter(isWord).join('').length;
  return wordLetters * 10 >= value.replace(/[^A-Za-z0-9]/g, '').length * 7;
}
