import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Recent } from '../../src/rules/recent.js';

describe('what was asked for lately', () => {
  it('is made once, and again only when others were asked for meanwhile', () => {
    const made: string[] = [];
    const recent = new Recent<string>(3);
    const ask = (...keys: string[]): void => {
      for (const key of keys)
        assert.equal(
          recent.get(key, (one) => {
            made.push(one);
            return `value of ${one}`;
          }),
          `value of ${key}`,
        );
    };
    ask('a', 'b', 'c', 'a', 'b', 'c');
    assert.deepEqual(made.splice(0), ['a', 'b', 'c']);
    ask('d', 'a', 'e');
    assert.deepEqual(made.splice(0), ['d', 'e']);
    // b and c were asked for before three others.
    ask('f', 'g', 'h', 'i', 'b', 'c');
    assert.deepEqual(made, ['f', 'g', 'h', 'i', 'b', 'c']);
  });

  it('never is more than twice what is kept', () => {
    const recent = new Recent<WeakKey>(10);
    const made = new Set<WeakKey>();
    const fresh = (): WeakKey => {
      const one = {};
      made.add(one);
      return one;
    };
    for (let at = 0; at < 1000; at++) recent.get(String(at % 400), fresh);
    // Of 400 in turn none comes again while it is kept.
    assert.equal(made.size, 1000);
    for (let at = 0; at < 1000; at++) recent.get(String(at % 10), fresh);
    assert.ok(made.size <= 1010);
  });
});
