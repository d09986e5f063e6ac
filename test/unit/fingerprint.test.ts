import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fingerprint } from '../../src/detect/fingerprint.js';
import { detectorOf, findingsIn, ruleOf } from '../support/scan.js';
import { githubToken, slackToken } from '../support/tokens.js';

const rule = ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{8})\\b' });
const detector = detectorOf([rule]);

function printsOf(content: string, path = 'a.js', by = detector): string[] {
  return findingsIn(content, path, by).map((finding) => finding.fingerprint);
}

const LINE = "const key = 'mine_abcd1234'; // for the shop";

describe('a fingerprint', () => {
  const [print = ''] = printsOf(LINE);

  it('has two parts: the place and the secret', () => {
    assert.match(print, /^[0-9a-f]{24}-[0-9a-f]{5}$/);
  });

  it('survives lines that come and go before and after', () => {
    assert.deepEqual(printsOf(`\n\nimport x;\n${LINE}\nmore();\n`), [print]);
  });

  it('survives indentation, tabs, trailing space and other line ends', () => {
    for (const line of [`    ${LINE}`, `\t${LINE}  `, `${LINE}\r\n`, LINE.replaceAll(' ', '  '), LINE.replaceAll(' ', '\t')])
      assert.deepEqual(printsOf(line), [print], JSON.stringify(line));
  });

  it('survives a rename', () => {
    assert.deepEqual(printsOf(LINE, 'other/place.py'), [print]);
  });

  it('differs for another secret in the same place, in its last part alone', () => {
    const [other = ''] = printsOf(LINE.replace('abcd', 'wxyz'));
    assert.equal(other.split('-')[0], print.split('-')[0]);
    assert.notEqual(other, print);
  });

  it('differs for two secrets on one line', () => {
    const both = printsOf("f('mine_abcd1234', 'mine_wxyz5678')");
    assert.equal(both.length, 2);
    assert.notEqual(both[0], both[1]);
    const twice = printsOf("f('mine_abcd1234', 'mine_abcd1234')");
    assert.equal(twice.length, 2);
    assert.notEqual(twice[0], twice[1]);
  });

  it('differs for another line and another rule', () => {
    assert.notDeepEqual(printsOf(LINE.replace('shop', 'bank')), [print]);
    const same = { before: 'a', after: 'b', secret: 'c' };
    assert.notEqual(fingerprint({ ...same, ruleId: 'one' }), fingerprint({ ...same, ruleId: 'two' }));
  });

  it('changes with the salt of the repository in its last part alone', () => {
    const [salted = ''] = printsOf(LINE, 'a.js', detectorOf([rule], 'builtin', 'salt of this repository'));
    assert.equal(salted.split('-')[0], print.split('-')[0]);
    assert.notEqual(salted.split('-')[1], print.split('-')[1]);
  });

  it('says of the secret only what its last part says: the place does not depend on it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (before, after, one, other) => {
        const parts = { ruleId: 'rule', before, after };
        assert.equal(fingerprint({ ...parts, secret: one }).slice(0, 24), fingerprint({ ...parts, secret: other }).slice(0, 24));
      }),
    );
  });

  it('does not depend on the far ends of a minified line', () => {
    const far = (filler: string): string => `${filler.repeat(300)};const key = 'mine_abcd1234';${'ab();'.repeat(100)}${filler.repeat(300)}`;
    assert.deepEqual(printsOf(`${'xy();'.repeat(100)}${far('p=1')}`).length, 1);
    const near = (first: string): string => `${first}${'xy();'.repeat(100)}const key = 'mine_abcd1234';${'ab();'.repeat(100)}${first}`;
    assert.deepEqual(printsOf(near('one')), printsOf(near('another')));
  });

  it('is the same for equal findings of a whole scan, and no two findings of different places share one', () => {
    const lines = [githubToken('a'), githubToken('b'), slackToken('c')].map((token, index) => `const k${index} = "${token}";`);
    const prints = findingsIn(lines.join('\n'), 'a.js').map((finding) => finding.fingerprint);
    assert.equal(new Set(prints).size, 3);
    assert.deepEqual(new Set(findingsIn([...lines].reverse().join('\n\n'), 'b.ts').map((finding) => finding.fingerprint)), new Set(prints));
  });
});
