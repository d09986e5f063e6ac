import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anchorOf, asciiLower } from '../../scripts/patterns/anchor.js';
import { ScannerCore } from '../../src/rules/scanner-core.js';
import { scannerTables } from '../../src/rules/scanner-tables.js';

/** Every occurrence of every literal, letters of ASCII in any case: [literal, offset], sorted. */
function naive(literals: readonly string[], text: Buffer): string[] {
  const fold = (bytes: Buffer): string => bytes.toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const haystack = fold(text);
  const found: string[] = [];
  literals.forEach((literal, index) => {
    const needle = fold(Buffer.from(literal, 'latin1'));
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) found.push(`${index}@${at}`);
  });
  return found.sort();
}

function indexed(literals: readonly string[], text: Buffer): string[] {
  const found: string[] = [];
  const anchored = literals.map(asciiLower).map((one) => ({ text: one, anchor: anchorOf(one) }));
  new ScannerCore(scannerTables(anchored)).literals(text, (literal, offset) => found.push(`${literal}@${offset}`));
  return found.sort();
}

function same(literals: readonly string[], text: Buffer): void {
  assert.deepEqual(indexed(literals, text), naive(literals, text));
}

describe('the scanner core, looking for literals', () => {
  it('finds a literal at every offset, even and odd, first and last', () => {
    for (const literal of ['xoxb', 'xoxb-', 'sk_live_', 'a'.repeat(64)]) {
      for (let before = 0; before < 9; before++) {
        for (let after = 0; after < 4; after++) {
          const text = Buffer.from(`${'.'.repeat(before)}${literal}${'.'.repeat(after)}`);
          assert.deepEqual(indexed([literal], text), [`0@${before}`], `${literal} at ${before}, ${after} bytes before the end`);
        }
      }
    }
  });

  it('finds nothing in a text shorter than its literals', () => {
    for (const text of ['', 'x', 'xo', 'xox', 'oxb']) assert.deepEqual(indexed(['xoxb'], Buffer.from(text)), []);
  });

  it('tells apart literals that share all but one byte', () => {
    same(['key-a', 'key-b', 'key-1', 'key_1', 'bkey-'], Buffer.from('key-akey-bkey-1key_1KEY-A bkey-b'));
  });

  it('finds literals inside each other and overlapping', () => {
    same(['aaaa', 'aaaaa', 'abab', 'baba', 'secret', 'secret_key', 'cret'], Buffer.from('aaaaaaaab abababab SECRET_KEYsecretsecret_key'));
  });

  it('folds the case of letters and of nothing else', () => {
    // 0x20 is what letters of two cases differ by, and so do @ and `, [ and {, \ and |, ^ and ~.
    same(['ab[{', 'ab@`', '\\|^~', 'ab\x00\x20'], Buffer.from('AB[{ ab{[ ab@` AB`@ \\|^~ |\\~^ ab\x00\x20 ab\x20\x00', 'latin1'));
    assert.deepEqual(indexed(['token'], Buffer.from('TOKEN Token tOkEn')), ['0@0', '0@12', '0@6']);
  });

  it('finds the bytes of other scripts as they are', () => {
    const literals = ['\xe2\x80\xaea', '\xc3\x80bcd', '\xd0\x9f\xd0\xb0', '\xdeadb'];
    for (const literal of literals) same(literals, Buffer.from(`..${literal}...${literal}`, 'latin1'));
    assert.equal(indexed(['\xc3\x80bcd'], Buffer.from('\xc3\x80bcd', 'latin1')).length, 1);
  });

  it('agrees with a naive search on texts made of its literals', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '_', '\x80', '0'), minLength: 4, maxLength: 8 }).map((text) => text.toLowerCase());
    const literals = fc.uniqueArray(literal, { minLength: 1, maxLength: 12 });
    const property = fc.property(
      literals,
      fc.array(fc.tuple(fc.nat(20), fc.string({ unit: fc.constantFrom('a', 'B', '-', ' '), maxLength: 3 })), { maxLength: 30 }),
      (all, parts) => {
        const text = parts.map(([pick, between]) => {
          const one = all[pick % all.length] ?? '';
          return between + (pick % 3 === 0 ? one.toUpperCase() : pick % 3 === 1 ? one : one.slice(0, -1));
        });
        same(all, Buffer.from(text.join(''), 'latin1'));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('agrees with a naive search on random bytes', () => {
    const literals = fc.uniqueArray(
      fc.uint8Array({ minLength: 4, maxLength: 6 }).map((bytes) =>
        Buffer.from(bytes)
          .toString('latin1')
          .replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
      ),
      { minLength: 1, maxLength: 40 },
    );
    const property = fc.property(literals, fc.uint8Array({ maxLength: 400 }), fc.nat(400), (all, bytes, at) => {
      const planted = Buffer.concat([Buffer.from(bytes.slice(0, at)), Buffer.from(all[at % all.length] ?? '', 'latin1'), Buffer.from(bytes.slice(at))]);
      same(all, planted);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
