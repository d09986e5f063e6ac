import { crc32 } from './crc32.js';
import type { Verdict } from './verify.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECK_LENGTH = 6;

/**
 * `prefix_` + body + six base62 characters, the zero-padded CRC-32 of the body.
 * Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ (April 2021);
 * npm uses the same: https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
 */
export function verifyBase62Crc32(token: string): Verdict {
  const body = token.slice(token.indexOf('_') + 1, -CHECK_LENGTH);
  let rest = crc32(Buffer.from(body, 'latin1'));
  let expected = '';
  for (let i = 0; i < CHECK_LENGTH; i++) {
    expected = (BASE62[rest % 62] ?? '') + expected;
    rest = Math.floor(rest / 62);
  }
  const valid = token.endsWith(expected);
  return { valid, proves: valid, note: valid ? 'its checksum is valid' : 'its checksum does not match' };
}
