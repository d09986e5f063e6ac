import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { awsAccount } from '../../src/detect/checksum/aws-account.js';
import { verifyBase62Crc32 } from '../../src/detect/checksum/base62-crc32.js';
import { verifyBech32 } from '../../src/detect/checksum/bech32.js';
import { crc32 } from '../../src/detect/checksum/crc32.js';
import { verifyJwt } from '../../src/detect/checksum/jwt.js';
import { verifyNkey } from '../../src/detect/checksum/nkey.js';
import { verifySuffixCrc32 } from '../../src/detect/checksum/suffix-crc32.js';
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

const jwt = (header: object, claims: object): string =>
  [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.', filled('jwt', '{b64url:43}'));

describe('what a JWT says of itself', () => {
  it('is the day on which it expires, as the calendar has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000_000 }), (exp) => {
        assert.equal(verifyJwt(jwt({ alg: 'HS256' }, { exp })).note, `it expires on ${new Date(exp * 1000).toISOString().slice(0, 10)}`);
      }),
    );
  });

  it('is that nobody signed it', () => {
    assert.equal(verifyJwt(jwt({ alg: 'none' }, { exp: 1 })).note, 'it is not signed');
  });
});

describe('the account in an AWS key id', () => {
  const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

  it('comes back from an id made with it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (account) => {
        // One high bit set, as in ids made since 2019; 7 low bits and 2 beyond are something else.
        let bits = (((1n << 47n) | (account << 7n) | 0x55n) << 2n) | 1n;
        let id = '';
        for (let i = 0; i < 10; i++, bits >>= 5n) id = BASE32[Number(bits & 31n)] + id;
        assert.equal(awsAccount(`AKIA${id}${filled('aws', '{b32:6}')}`).note, `its account is ${String(account).padStart(12, '0')}`);
      }),
    );
  });

  it('is not told of an old id', () => {
    assert.equal(awsAccount(`AKIAI${filled('aws', '{b32:15}')}`).note, undefined);
  });
});

describe('checksums of other tokens', () => {
  it('prove a Bech32 string, in either case, and not one with a letter changed', () => {
    // A valid string of BIP 173's own test vectors.
    const valid = 'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w';
    assert.deepEqual([verifyBech32(valid).proves, verifyBech32(valid.toUpperCase()).proves], [true, true]);
    assert.equal(verifyBech32(valid.replace('stage', 'stags')).proves, false);
  });

  it('prove a NATS seed by its CRC-16, computed by other means', () => {
    const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bytes = [0x90, 0xa0, ...Buffer.from(filled('nkey', '{alnum:32}'))];
    // Long division of the message by x^16 + x^12 + x^5 + 1, https://reveng.sourceforge.io/crc-catalogue/16.htm#crc.cat.crc-16-xmodem
    let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`) << 16n;
    for (let top = rest.toString(2).length; top > 16; top = rest.toString(2).length) rest ^= 0x11021n << BigInt(top - 17);
    bytes.push(Number(rest & 0xffn), Number(rest >> 8n));
    let bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
    const seed = (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
    assert.equal(verifyNkey(seed).proves, true);
    assert.equal(verifyNkey(`${seed.slice(0, 20)}${seed[20] === 'A' ? 'B' : 'A'}${seed.slice(21)}`).proves, false);
  });

  it('prove a Grafana token with or without its prefix counted, and condemn none', () => {
    const body = filled('grafana', '{alnum:32}');
    for (const counted of [body, `glsa_${body}`]) {
      assert.deepEqual(verifySuffixCrc32(`glsa_${body}_${zlibCrc32(counted).toString(16).padStart(8, '0')}`), { valid: true, proves: true, note: 'its checksum is valid' });
    }
    assert.deepEqual(verifySuffixCrc32(`glsa_${body}_00000000`), { valid: true, proves: false });
  });
});
