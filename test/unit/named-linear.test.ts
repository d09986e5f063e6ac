import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedCandidates } from '../../src/detect/named/candidates.js';
import { ruleOf } from '../support/scan.js';

const rule = ruleOf({ id: 'made-up', keywords: ['password'], pattern: '', value: 'password', syntaxes: ['assignment'] });

/** How many bytes searches of strings pass over while `run` runs. */
function passedOver(run: () => void): number {
  const { indexOf, lastIndexOf } = String.prototype;
  let bytes = 0;
  String.prototype.lastIndexOf = function (this: string, searched: string, from = this.length): number {
    const found = lastIndexOf.call(this, searched, from);
    bytes += Math.min(from, this.length) - Math.max(found, 0);
    return found;
  };
  String.prototype.indexOf = function (this: string, searched: string, from = 0): number {
    const found = indexOf.call(this, searched, from);
    bytes += (found < 0 ? this.length : found) - from;
    return found;
  };
  try {
    run();
  } finally {
    Object.assign(String.prototype, { indexOf, lastIndexOf });
  }
  return bytes;
}

describe('names on a line without end', () => {
  for (const [what, syntax, piece] of [
    ['after slashes', 'assignment', 'x/password="k9Zq2!w"; '],
    ['after colons', 'assignment', 'x:password:y; '],
    ['after nothing', 'assignment', 'password="k9Zq2!w"; '],
    ['as columns of a table', 'column', 'login,password,'],
  ] as const)
    it(`${what} are looked at with bounded work each`, () => {
      const work = [2000, 4000].map((times) => {
        const text = piece.repeat(times);
        const offsets = Array.from({ length: times }, (_, at) => text.indexOf('password', at * piece.length));
        return passedOver(() => namedCandidates(rule, [syntax], text, offsets, 'text')) / times;
      });
      assert.ok((work[1] ?? 0) <= 1.1 * (work[0] ?? 0) + 1 && (work[1] ?? 0) < 2000, `${work}`);
    });

  it('are settings in a group only where the group begins their line', () => {
    const found = (text: string): number => namedCandidates(rule, ['assignment'], text, [text.indexOf('password')], 'text').length;
    assert.deepEqual(['store/password="k9Zq2w"', 'a\nstore/password="k9Zq2w"', 'a store/password="k9Zq2w"', `${'x'.repeat(100)}/password="k9Zq2w"`].map(found), [1, 1, 0, 0]);
  });
});
