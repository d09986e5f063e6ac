import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { valueOfExpression } from '../../src/detect/flow/arithmetic.js';

const NAMES: Readonly<Record<string, number | string | boolean>> = { n: 7, text: 'a', yes: true };
const value = (code: string): number | string | boolean | undefined => valueOfExpression(code, (name) => NAMES[name]);

describe('an expression of constants', () => {
  it('comes to what it comes to in any language', () => {
    for (const [code, expected] of [
      ['1 + 2 * 3', 7],
      ['(1 + 2) * 3', 9],
      ['10 - 4 - 3', 3],
      ['-n + 8', 1],
      ['84 / n', 12],
      ['85 % n', 1],
      ['n > 3 && !(n < 5)', true],
      ['n > 3 and n < 8', true],
      ['n >= 8 || yes', true],
      ["text == 'a'", true],
      ['text != "a"', false],
      ['False', false],
    ] as const)
      assert.equal(value(code), expected, code);
  });

  it('is unknown where languages differ, and where it is none', () => {
    for (const code of ['', '7 / 2', '-7 % 2', '1 / 0', 'text == 1', 'other > 1', 'f(1)', '1 +', '(1', '1)', '1.5 > 1', 'n && yes', 'not yes', '0x10 > 1', 'text + text'])
      assert.equal(value(code), undefined, code);
  });

  it('comes to what its parts come to', () => {
    interface Part {
      readonly code: string;
      readonly value: number;
    }
    const combine: Readonly<Record<string, (a: number, b: number) => number>> = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b };
    const { sum } = fc.letrec<{ sum: Part; part: Part }>((tie) => ({
      part: fc.oneof(
        { maxDepth: 3 },
        fc.nat(99).map((value) => ({ code: String(value), value })),
        tie('sum'),
      ),
      sum: fc
        .tuple(tie('part'), fc.constantFrom('+', '-', '*'), tie('part'))
        .map(([a, sign, b]) => ({ code: `(${a.code} ${sign} ${b.code})`, value: combine[sign]?.(a.value, b.value) ?? 0 })),
    }));
    fc.assert(fc.property(sum, ({ code, value: expected }) => value(code) === ((code.match(/\d+|[^ \d]/g) ?? []).length > 40 ? undefined : expected)));
  });
});
