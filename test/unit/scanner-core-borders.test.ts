import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anchorOf } from '../../scripts/patterns/anchor.js';
import { ScannerCore } from '../../src/rules/scanner-core.js';
import { scannerTables } from '../../src/rules/scanner-tables.js';

/** As long as the stretch the core works on. */
const STRETCH = 0x40000;

function hits(literals: readonly string[], text: Buffer): string[] {
  const found: string[] = [];
  new ScannerCore(scannerTables(literals.map((one) => ({ text: one, anchor: anchorOf(one) })))).literals(text, (literal, offset) => found.push(`${literal}@${offset}`));
  return found.sort();
}

describe('the scanner core at its borders', () => {
  it('finds a literal once wherever it lies over the border of two stretches', () => {
    const literals = ['xoxb', 'sk_live_', 'w'.repeat(64)];
    for (const [index, literal] of literals.entries()) {
      for (let start = STRETCH - literal.length - 2; start <= STRETCH + 2; start++) {
        const text = Buffer.alloc(STRETCH + 200, '.');
        text.write(literal, start);
        assert.deepEqual(hits(literals, text), [`${index}@${start}`], `${literal.length} bytes at ${start}`);
      }
    }
  });

  it('finds what ends with a text that fills its stretches', () => {
    for (const length of [STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH]) {
      const text = Buffer.alloc(length, '.');
      text.write('xoxb', length - 4);
      assert.deepEqual(hits(['xoxb'], text), [`0@${length - 4}`]);
    }
  });

  it('does not see a literal that lay there in an earlier text', () => {
    const core = new ScannerCore(scannerTables([{ text: 'xoxb', anchor: 0 }]));
    const found: number[] = [];
    for (const text of ['....xoxb', '....xox', '....', 'b', '']) core.literals(Buffer.from(text), (_, offset) => found.push(offset));
    assert.deepEqual(found, [4]);
  });

  it('gives every hit when there are more than its records hold', () => {
    const times = 100_000;
    const literals = ['aaaa', 'aaaaa', 'aaaaaa'];
    assert.equal(hits(literals, Buffer.alloc(times, 'A')).length, times - 3 + times - 4 + times - 5);
  });

  it('knows a literal that is registered as often as a table slot has entries', () => {
    // All begin with the same trigrams, so that one chain holds them all.
    const literals = Array.from({ length: 2000 }, (_, index) => `zqzq${String(index).padStart(4, '0')}`);
    const core = new ScannerCore(scannerTables(literals.map((text) => ({ text, anchor: 0 }))));
    const found: number[] = [];
    core.literals(Buffer.from(literals.join(' ')), (literal) => found.push(literal));
    assert.deepEqual(
      found.sort((a, b) => a - b),
      literals.map((_, index) => index),
    );
  });

  it('finds nothing when there are no literals', () => {
    assert.deepEqual(hits([], Buffer.from('xoxb xoxb')), []);
  });
});
