import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodedRuns } from '../../src/detect/encoded-runs.js';
import { detectorOf, findingsIn, ruleOf } from '../support/scan.js';
import { githubToken, slackToken } from '../support/tokens.js';

const none = detectorOf([]);

function runs(text: string): string[] {
  return [...encodedRuns(Buffer.from(text, 'latin1'), none.ruleset)].map(({ start, end, encoding, decoded }) => `${encoding} ${start}-${end} ${decoded.toString('latin1')}`);
}

const SENTENCE = 'the quick brown fox: jumps';
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const percent = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('encoded text', () => {
  it('is found in base64, with and without padding, at every offset', () => {
    for (const text of [SENTENCE, `${SENTENCE}!`, `${SENTENCE}!!`]) {
      for (const before of ['', '"', 'x = "', 'data: ']) {
        const encoded = base64(text);
        const bare = encoded.replace(/=+$/, '');
        assert.deepEqual(runs(`${before}${encoded}" y`), [`base64 ${before.length}-${before.length + bare.length} ${text}`]);
        assert.deepEqual(runs(before + bare), [`base64 ${before.length}-${before.length + bare.length} ${text}`]);
      }
    }
  });

  it('is found in base64url, hex of either case and percent encoding', () => {
    const text = 'subject?id=1>2&x~y: two words';
    assert.deepEqual(runs(Buffer.from(text).toString('base64url')).length, 1);
    assert.deepEqual(runs(hex(SENTENCE)), [`hex 0-${SENTENCE.length * 2} ${SENTENCE}`]);
    assert.deepEqual(runs(hex(SENTENCE).toUpperCase()), [`hex 0-${SENTENCE.length * 2} ${SENTENCE}`]);
    assert.deepEqual(runs(percent(SENTENCE)), [`percent 0-${SENTENCE.length * 3} ${SENTENCE}`]);
  });

  it('is found when it is wide, as PowerShell encodes its commands', () => {
    const encoded = Buffer.from(SENTENCE, 'utf16le').toString('base64').replace(/=+$/, '');
    assert.deepEqual(runs(`powershell -e ${encoded}`), [`base64 14-${14 + encoded.length} ${SENTENCE}`]);
  });

  it('is not what decodes to bytes: images, hashes, keys', () => {
    const random = fc.uint8Array({ minLength: 40, maxLength: 80 }).filter((bytes) => bytes.subarray(0, 16).some((byte) => byte > 0x7f));
    fc.assert(
      fc.property(random, (bytes) => {
        assert.deepEqual(runs(base64(Buffer.from(bytes))), []);
        assert.deepEqual(runs(Buffer.from(bytes).toString('hex')), []);
      }),
    );
  });

  it('is not looked for in runs shorter than 24 characters', () => {
    assert.deepEqual(runs(base64('seventeen letters')), []);
    assert.equal(runs(base64('eighteen letters!!')).length, 1);
  });

  it('is found by a round trip for any ASCII text long enough', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .:/?&=-_{}"\n'), minLength: 24, maxLength: 120 });
    fc.assert(
      fc.property(text, fc.constantFrom(base64, hex), (plain, encode) => {
        const encoded = encode(plain);
        const found = [...encodedRuns(Buffer.from(` ${encoded} `), none.ruleset)].map(({ decoded }) => decoded.toString('latin1'));
        // Text that repeats itself too much is not looked at.
        if (new Set(encoded).size > 8) assert.deepEqual(found, [plain]);
      }),
    );
  });
});

describe('a secret in encoded text', () => {
  const token = githubToken('encoded');

  for (const [encoding, encode] of [
    ['base64', base64],
    ['hex', hex],
    ['percent', percent],
  ] as const) {
    it(`is found in ${encoding}, and the finding says so and spans the encoded text`, () => {
      const encoded = encode(`{"user":"app","token":"${token}"}`);
      const [finding, ...others] = findingsIn(`a\n  auth: "${encoded}"\n`, 'a.yaml');
      assert.deepEqual(others, []);
      assert.match(finding?.message ?? '', new RegExp(`\\(in ${encoding} encoding`));
      assert.deepEqual(
        [finding?.start, finding?.end],
        [
          { line: 2, column: 10 },
          { line: 2, column: 10 + encoded.replace(/=+$/, '').length },
        ],
      );
      assert.equal(finding?.level, 'error');
      assert.ok(!JSON.stringify(finding).includes(encoded.slice(8, 40)));
    });
  }

  it('is found among other words, and each encoded text by itself', () => {
    const text = `${base64(`first ${token} `)} ${base64(`second ${slackToken('encoded')}`)} ${base64('third: nothing to see here')}`;
    assert.equal(findingsIn(text).length, 2);
  });

  it('is not found by rules that know only a name: a decoded name and value is noise', () => {
    const named = ruleOf({ id: 'named', keywords: ['password'], pattern: 'password=(?<secret>[a-z0-9]{8,20})', value: 'password', confidence: 'high' });
    assert.equal(findingsIn('password=k4t3r1n4x', 'a.env', detectorOf([named])).length, 1);
    assert.deepEqual(findingsIn(base64('user=x&password=k4t3r1n4x'), 'a.env', detectorOf([named])), []);
  });
});
