import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ScannerCore } from '../../src/rules/scanner-core.js';
import { scannerTables } from '../../src/rules/scanner-tables.js';
import { shannonEntropy } from '../../src/text/entropy.js';

const LEAST = 24;
/** As long as the stretch the core works on. */
const STRETCH = 0x40000;
const core = new ScannerCore(scannerTables([]));

/** Every maximal run of at least 24 token characters, by a plain regular expression. */
function naive(text: string): string[] {
  return [...text.matchAll(/[A-Za-z0-9+/_%-]+/g)].filter(([run]) => run.length >= LEAST).map((match) => `${match.index}-${match.index + match[0].length}`);
}

function found(text: string, bits = 0): string[] {
  return core.runs(Buffer.from(text, 'latin1'), LEAST, bits).map(([start, end]) => `${start}-${end}`);
}

describe('the scanner core, looking for runs of token characters', () => {
  it('agrees with a plain search on random text', () => {
    const piece = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'Z', '9', '/', '%'), maxLength: 60 }), fc.constantFrom(' ', '=', '"', '\n', '\x80', 'é'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        assert.deepEqual(found(text), naive(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('finds runs of every length at every place around the border of a stretch', () => {
    for (const length of [23, 24, 25, 47, 48, 63, 64, 65, 300]) {
      for (let start = STRETCH - length - 2; start <= STRETCH + 2; start += Math.max(1, Math.floor(length / 23))) {
        const text = `${' '.repeat(start)}${'x9'.repeat(length).slice(0, length)} `;
        assert.deepEqual(found(text), length < LEAST ? [] : [`${start}-${start + length}`], `length ${length} at ${start}`);
      }
    }
  });

  it('joins a run that fills several stretches', () => {
    const text = `.${'aB3'.repeat(STRETCH)}.`;
    assert.deepEqual(found(text), naive(text));
  });

  it('leaves out runs whose entropy is too low, as the entropy function measures it', () => {
    const run = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '2', 'Z'), minLength: LEAST, maxLength: 200 });
    fc.assert(
      fc.property(run, fc.constantFrom(1, 1.5, 2, 2.3), (text, bits) => {
        const entropy = shannonEntropy(text);
        if (Math.abs(entropy - bits) < 0.001) return;
        assert.equal(found(`. ${text} .`, bits).length, entropy > bits ? 1 : 0);
      }),
    );
  });

  it('keeps of the decodable ones all that decode to text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'k', ' ', '\n', '=', '"', 'Z', '7', '~', '\0'), minLength: 24, maxLength: 90 });
    const forms = [
      (it: string): string => Buffer.from(it).toString('base64').replace(/=+$/, ''),
      (it: string): string => Buffer.from(it).toString('base64url'),
      (it: string): string => Buffer.from(it).toString('hex'),
      (it: string): string => Buffer.from(it).toString('hex').toUpperCase(),
      (it: string): string => `${it.replace(/[^a-z0-9]/gi, '')}${'%20ab'.repeat(6)}`,
    ];
    fc.assert(
      fc.property(text, fc.constantFrom(...forms), (written, form) => {
        const run = form(written);
        assert.deepEqual(core.runs(Buffer.from(`. ${run} .`), LEAST, 0, true), [[2, 2 + run.length]]);
      }),
    );
    const names = ['someLongIdentifierNameOfAFunction', 'd41d8cd98f00b204e9800998ecf8427e', 'THIS_IS_A_CONSTANT_WITH_A_LONG_NAME'];
    for (const name of names) assert.deepEqual(core.runs(Buffer.from(`. ${name} .`), LEAST, 0, true), [], name);
  });
});
