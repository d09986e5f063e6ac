import type { Verdict } from './verify.js';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** A Bech32 string of any length: readable part, `1`, data, six characters of checksum (BIP 173; age: https://age-encryption.org/v1). */
export function verifyBech32(token: string): Verdict {
  const text = token.toLowerCase();
  const split = text.lastIndexOf('1');
  const readable = text.slice(0, split);
  const values = [...text.slice(split + 1)].map((char) => ALPHABET.indexOf(char));
  const expanded = [...readable].map((char) => char.charCodeAt(0) >> 5);
  const low = [...readable].map((char) => char.charCodeAt(0) & 31);
  const matches = !values.includes(-1) && polymod([...expanded, 0, ...low, ...values]) === 1;
  // A made-up key is as grave to its reader as a mistyped one: the level stays.
  return { valid: true, proves: matches, note: matches ? 'its checksum is valid' : 'its checksum does not match' };
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((word, bit) => {
      if ((top >> bit) & 1) sum ^= word;
    });
  }
  return sum >>> 0;
}
