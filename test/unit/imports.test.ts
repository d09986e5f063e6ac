import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SourceText } from '../../src/model/source-text.js';
import { concernsPackages } from '../../src/packages/concerns.js';
import { ScannerCore } from '../../src/rules/scanner-core.js';
import { scannerTables } from '../../src/rules/scanner-tables.js';

const core = new ScannerCore(scannerTables([]));

/** The names that are asked about, in a text whose every line is new, and whether one of them is not in use. */
function asked(text: string, inUse: (name: string) => boolean, byEngine: boolean): { readonly concerns: boolean; readonly names: readonly string[] } {
  const names: string[] = [];
  const source: SourceText = { path: 'src/a.js', bytes: Buffer.from(text, 'latin1'), language: 'javascript', added: { kind: 'all' }, origin: { door: 'file' } };
  const known = (name: string): boolean => names.push(name) > 0 && inUse(name);
  return { concerns: concernsPackages(source, known, byEngine ? (bytes, hit) => core.imports(bytes, hit) : () => undefined), names };
}

const PIECES = [
  'from',
  'require',
  'require.resolve',
  'import',
  ' ',
  '\n',
  '\t',
  '(',
  ')',
  "'left-pad'",
  '"@scope/name/deep"',
  '"./own"',
  "'",
  '"',
  '/*',
  '*/',
  '/',
  '.',
  'x',
  ';',
  'é',
  "'fs'",
  '\u00a0',
  ' '.repeat(81),
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('where a script names packages', () => {
  it('the engine finds all that the expression finds', () => {
    let named = 0;
    const all = (text: string): void => {
      const slow = asked(text, () => true, false);
      const quick = asked(text, () => true, true);
      named += slow.names.length;
      assert.ok(!slow.concerns || quick.concerns, JSON.stringify(text));
      const missed = slow.names.filter((name) => !quick.names.includes(name));
      assert.ok(quick.concerns || missed.length === 0, `${JSON.stringify(text)}: ${missed}`);
    };
    fc.assert(fc.property(texts, all), { numRuns: 20_000 });
    assert.ok(named > 1000, `${named} names`);
  });

  it('the engine finds them at every offset, and gives every place when there are more than its records hold', () => {
    for (let shift = 0; shift < 20; shift++) assert.deepEqual(asked(`${';'.repeat(shift)}import("left-pad")`, () => true, true).names, ['left-pad']);
    assert.equal(asked('from"a";'.repeat(32_768), () => true, true).names.length, 32_768);
  });

  for (const text of ['', 'from', "'left-pad'", "a = 'from b'", "const from = 'x';", "important('x')", `from${' '.repeat(161)}'x'`])
    it(`nothing is found in ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.deepEqual(
        asked(text, () => false, true),
        { concerns: false, names: [] },
      ));
});
