import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { verifyBase62Crc32 } from '../../src/detect/checksum/base62-crc32.js';
import { crc32 } from '../../src/detect/checksum/crc32.js';
import { verifyJwt } from '../../src/detect/checksum/jwt.js';
import { filled, githubToken } from '../support/tokens.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Six base62 digits of a number, by BigInt and from the other end than ours. */
function sixDigits(value: number): string {
  let digits = '';
  for (let power = 5n; power >= 0n; power--) digits += BASE62[Number((BigInt(value) / 62n ** power) % 62n)];
  return digits;
}

describe('CRC-32', () => {
  it('has the check value of its catalogue', () => {
    // https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iso-hdlc
    assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
    assert.equal(crc32(Buffer.alloc(0)), 0);
  });

  it('is that of zlib for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => assert.equal(crc32(bytes), zlibCrc32(bytes))));
  });
});

describe('the checksum of GitHub and npm tokens', () => {
  it('is the zero-padded CRC-32 of the body in base62, computed by other means', () => {
    const body = fc.string({ unit: fc.constantFrom(...BASE62), minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(body, fc.constantFrom('ghp', 'gho', 'ghs', 'npm'), (random, prefix) => {
        const { valid, proves } = verifyBase62Crc32(`${prefix}_${random}${sixDigits(zlibCrc32(random))}`);
        assert.deepEqual([valid, proves], [true, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('is padded with zeros when it is small', () => {
    for (let tried = 0; ; tried++) {
      const random = sixDigits(tried).repeat(5);
      const check = sixDigits(zlibCrc32(random));
      if (!check.startsWith('00')) continue;
      assert.equal(verifyBase62Crc32(`ghp_${random}${check}`).valid, true);
      assert.equal(verifyBase62Crc32(`ghp_${random}${check.slice(2)}ab`).valid, false);
      break;
    }
  });

  it('fits no other body', () => {
    fc.assert(
      fc.property(fc.nat(29), fc.constantFrom(...BASE62), (place, char) => {
        const token = githubToken('other body');
        fc.pre(token[4 + place] !== char);
        const { valid, proves } = verifyBase62Crc32(token.slice(0, 4 + place) + char + token.slice(5 + place));
        assert.deepEqual([valid, proves], [false, false]);
      }),
    );
  });
});

describe('a JSON Web Token', () => {
  it('has a header that decodes, which proves nothing', () => {
    const { valid, proves } = verifyJwt(filled('jwt', '{jwt:HS256}'));
    assert.deepEqual([valid, proves], [true, false]);
  });

  it('is none without an algorithm, or when its header is no JSON object', () => {
    const part = (text: string): string => Buffer.from(text).toString('base64url');
    for (const header of ['{"typ":"JWT"}', '{"alg":1}', '"alg"', '["alg"]', 'null', '{"alg":"HS256"', '']) assert.equal(verifyJwt(`${part(header)}.x.y`).valid, false, header);
  });

  it('is judged without a throw, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(typeof verifyJwt(text).valid, 'boolean')));
  });
});
