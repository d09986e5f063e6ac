import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shannonEntropy } from '../../src/text/entropy.js';

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

describe('entropy', () => {
  it('has known values', () => {
    close(shannonEntropy(''), 0);
    close(shannonEntropy('aaaa'), 0);
    close(shannonEntropy('ab'), 1);
    close(shannonEntropy('aabb'), 1);
    close(shannonEntropy('abcd'), 2);
    close(shannonEntropy('0123456789abcdef'), 4);
    close(shannonEntropy('aab'), Math.log2(3) - 2 / 3);
    close(shannonEntropy('mississippi'), 1.823_067_982_273_661);
  });

  it('counts characters, not their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', '1', '-'), { maxLength: 40 }), (chars) =>
        close(shannonEntropy(chars.join('')), shannonEntropy([...chars].sort().join(''))),
      ),
    );
  });

  it('lies between nothing and the logarithm of the number of characters', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), (text) => {
        const bits = shannonEntropy(text);
        assert.ok(bits >= 0 && bits <= Math.log2(new Set(text).size) + 1e-9);
      }),
    );
  });

  it('is that of a repeated text for each repeat', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.integer({ min: 2, max: 5 }), (text, times) => close(shannonEntropy(text.repeat(times)), shannonEntropy(text))),
    );
  });
});
