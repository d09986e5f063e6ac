import type { Verdict } from './verify.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Characters of a key id that hold the account: 48 bits after the prefix of four, of which the first and the last seven say something else. */
const HELD = 10;

/**
 * The account that an access key id belongs to. Observed by its users and nowhere promised (https://aws.amazon.com says only that `sts get-access-key-info` tells
 * it), so it informs and rejects nothing. Ids made before 2019 hold none: their fifth character is I or J.
 */
export function awsAccount(keyId: string): Verdict {
  let bits = 0n;
  for (const char of keyId.slice(4, 4 + HELD)) {
    const value = BASE32.indexOf(char);
    if (value < 0) return { valid: true, proves: false };
    bits = (bits << 5n) | BigInt(value);
  }
  // 50 bits were read, 48 are meant: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html for the prefixes.
  const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n;
  const old = keyId[4] === 'I' || keyId[4] === 'J';
  return { valid: true, proves: false, ...(old || account > 999_999_999_999n ? {} : { note: `its account is ${account.toString().padStart(12, '0')}` }) };
}
