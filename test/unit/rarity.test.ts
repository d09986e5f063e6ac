import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LETTER_PAIRS } from '../../src/detect/value/letter-pairs.js';
import { isRegular, rareLength } from '../../src/detect/value/rarity.js';
import { filled } from '../support/tokens.js';

describe('the table of letter pairs', () => {
  it('has a digit for every pair', () => {
    assert.equal(LETTER_PAIRS.length, 26);
    for (const row of LETTER_PAIRS) assert.match(row, /^[0-9]{26}$/);
  });

  it('knows what is common in words and what is not', () => {
    const bits = (pair: string): number => Number(LETTER_PAIRS[pair.charCodeAt(0) - 0x61]?.[pair.charCodeAt(1) - 0x61]) - 6;
    for (const pair of ['th', 'er', 'in', 'on', 'qu', 'st']) assert.ok(bits(pair) > 0, pair);
    for (const pair of ['qz', 'xk', 'vf', 'jq', 'zp', 'wx']) assert.ok(bits(pair) < -2, pair);
  });
});

describe('rarity', () => {
  it('is nothing in words, whatever joins them', () => {
    for (const text of [
      '',
      'password',
      'getCurrentUserName',
      'MAX_RETRY_COUNT',
      'content-security-policy',
      'src/components/Button',
      'version 12, released in 2024',
      'a.b.c',
      'node20',
      '2024-01-31',
    ]) {
      assert.equal(rareLength(text), 0, text);
    }
  });

  it('is the length of what was drawn at random', () => {
    for (const template of ['{hex:32}', '{alnum:24}', '{lowalnum:24}', '{ALNUM:24}']) {
      for (let fill = 0; fill < 50; fill++) {
        const random = filled(`rarity/${template}/${fill}`, template);
        assert.equal(rareLength(`deploy-key ${random} of the server`), random.length, random);
      }
    }
  });

  it('never exceeds the number of letters and digits', () => {
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (text) => assert.ok(rareLength(text) <= text.replace(/[^A-Za-z0-9]/g, '').length)));
  });
});

describe('regularity', () => {
  it('is counting up and down, doubled, interleaved or repeated', () => {
    for (const text of [
      '0123456789abcdef',
      'fedcba9876543210',
      '00112233445566778899aabbccddeeff',
      'a1b2c3d4e5f6a7b8',
      'deadbeefdeadbeef',
      'q7Xz2Wq7Xz2Wq7Xz2W',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      'x'.repeat(5000),
    ]) {
      assert.equal(isRegular(text), true, text);
    }
  });

  it('is not found in random values', () => {
    const values = ['{hex:16}', '{hex:32}', '{hex:64}', '{alnum:16}', '{alnum:40}', '{b64:64}'].flatMap((template) =>
      Array.from({ length: 200 }, (_, fill) => filled(`regular/${template}/${fill}`, template)),
    );
    assert.deepEqual(values.filter(isRegular), []);
  });
});
