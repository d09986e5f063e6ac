import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapedTexts } from '../../src/detect/escaped-texts.js';
import { joinedTexts } from '../../src/detect/joined-texts.js';
import { ScannerCore } from '../../src/rules/scanner-core.js';
import { scannerTables } from '../../src/rules/scanner-tables.js';

const core = new ScannerCore(scannerTables([]));
const folds = (text: string): boolean => [...joinedTexts(text), ...escapedTexts(text)].length > 0;

/** Pieces of what is folded, and of what looks like it. */
const PIECES = [
  `'ab'`,
  '"cd"',
  '`ef`',
  '"',
  "'",
  '+',
  '.',
  '&',
  '|',
  '_',
  ';',
  '=',
  ' +=',
  '\\x41\\x42\\x43\\x44',
  '\\x41',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\\',
  '\\\n',
  '\\u0041',
  '\\u00',
  '[',
  ']',
  '(',
  ')',
  ',',
  '.join(',
  `.join('')`,
  `"".join([`,
  `''.join((`,
  'x',
  'é',
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

describe('whether a text may hold something in pieces', () => {
  it('is never denied where there is something', () => {
    let folded = 0;
    const never = (text: string): void => {
      if (!folds(text)) return;
      folded++;
      assert.ok(core.mayFold(Buffer.from(text, 'latin1')), JSON.stringify(text));
    };
    fc.assert(fc.property(texts, never), { numRuns: 20_000 });
    assert.ok(folded > 1000, `${folded} texts held something`);
  });

  for (const text of ['', 'const a = "b";\n', "path.join(a, 'b');\n", "list.join(', ');\n", 'a + b\n', "x.y('z')\n", 'a = 1.5;\nb = 2\n', "f('\\n');\n", 'one.\ntwo\n'])
    it(`is denied of ${JSON.stringify(text)}`, () => assert.equal(core.mayFold(Buffer.from(text)), false));

  it('is not denied of what is too long to say', () => assert.ok(core.mayFold(Buffer.alloc(1 << 20, 'a'))));
});
