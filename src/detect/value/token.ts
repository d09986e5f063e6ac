import { shannonEntropy } from '../../text/entropy.js';
import { recurringValue } from '../../text/recurring.js';
import { isRegular, rareLength } from './rarity.js';
import { isReference, isUuid } from './reference.js';
import { isWord, pieces } from './word.js';

const MIN_LENGTH = 16;
/** Random base64 or base62 of 16 characters has 3.6 bits a character on average, hex of 32 has 3.6; words joined have the same, hence the rest. */
const MIN_ENTROPY = 3;
/** So many characters must look drawn at random; a prefix, a date or a name of words may stand around them. */
const MIN_RARE = 12;
/** Without a digit there must be more of them. */
const MIN_RARE_LETTERS = 20;
/** Addresses of a block chain, the public halves of key pairs and the client ids of GitHub's apps are no secrets. */
const PUBLIC_ID = /^0x[0-9a-fA-F]{40}$|^SCW[A-Z0-9]{17}$|^Iv1\.[0-9a-f]{16}$|^(?:Iv|Ov)23[A-Za-z0-9]{16}$/;

/** Can this value have come from a random generator? */
export const isTokenLike = recurringValue((value) => {
  if (value.length < MIN_LENGTH || /[\s\x80-\xff"'`]/.test(value)) return false;
  if (!/[A-Za-z]/.test(value)) return false;
  const rare = rareLength(value);
  if (!/[0-9]/.test(value) && (rare < MIN_RARE_LETTERS || !/[a-z]/.test(value) || !/[A-Z]/.test(value))) return false;
  if (rare < MIN_RARE || shannonEntropy(value) < MIN_ENTROPY || isRegular(value)) return false;
  // The shapes of references last: their patterns cost a hook a millisecond to compile.
  return !isReference(value) && !isUuid(value) && !PUBLIC_ID.test(value);
});

/** So many letters without a digit are a secret when they are drawn at random. */
const MIN_LETTERS = 10;

/** A short secret that a person may have made: 8 characters or more with letters and digits, and no name of words and numbers; or letters of both cases without a word in them. */
export const isSecretLike = recurringValue((value) => {
  if (value.length < 8 || value.length > 64 || value.includes('/') || /-[^-]*-/.test(value) || PUBLIC_ID.test(value) || !/[A-Za-z]/.test(value)) return false;
  const words = pieces(value).filter((piece) => /[A-Za-z]/.test(piece));
  const known = words.filter((word) => isWord(word) && rareLength(word) === 0);
  const drawn = rareLength(value) === value.length && known.every(({ length }) => length < 4);
  if (!/[0-9]/.test(value)) return drawn && value.length >= MIN_LETTERS && /[a-z][A-Z]/.test(value) && /[A-Z]{2}/.test(value);
  return drawn || known.join('').length * 2 < value.length;
});
