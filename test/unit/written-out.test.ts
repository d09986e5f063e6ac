import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writtenOut } from '../../src/rules/written-out.js';

const SIZES: readonly (readonly [pattern: string, size: number])[] = [
  ['', 0],
  ['abc', 3],
  ['a{4}', 4],
  ['a{2,5}b', 6],
  ['a{3,}', 3],
  ['(?:ab){3}', 6],
  ['(?:a|b{2}){4}c', 13],
  ['(?<secret>[a-z\\]{9}]{10})', 10],
  ['\\bx{2}\\b', 2],
  ['^\\x41{3}$', 3],
  ['\\({2}\\{', 3],
  ['(?:(?:a{10}){10}){10}', 1000],
  ['(?=a)b', 2],
];

describe('the size of a pattern with its counts written out', () => {
  for (const [pattern, size] of SIZES) it(`of ${JSON.stringify(pattern)} is ${size}`, () => assert.equal(writtenOut(pattern), size));

  it('is a number for whatever is no pattern', () => {
    for (const text of [')', '((', '[a', 'a{', 'a{,3}', '{2}', '\\']) assert.ok(Number.isFinite(writtenOut(text)), text);
  });
});
