import { shannonEntropy } from '../../text/entropy.js';
import { isRegular, rareLength } from './rarity.js';
import { isReference, isUuid } from './reference.js';

const MIN_LENGTH = 16;
/** Random base64 or base62 of 16 characters has 3.6 bits a character on average, hex of 32 has 3.6; words joined have the same, hence the rest. */
const MIN_ENTROPY = 3;
/** So many characters must look drawn at random; a prefix, a date or a name of words may stand around them. */
const MIN_RARE = 12;

/** Can this value have come from a random generator? */
export function isTokenLike(value: string): boolean {
  if (value.length < MIN_LENGTH || /[\s\x80-\xff]/.test(value)) return false;
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false;
  // The shapes of references last: their patterns cost a hook a millisecond to compile.
  return shannonEntropy(value) >= MIN_ENTROPY && rareLength(value) >= MIN_RARE && !isRegular(value) && !isReference(value) && !isUuid(value);
}
