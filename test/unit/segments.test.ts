import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { scanInSegments, scanText } from '../../src/detect/scan-text.js';
import { segments } from '../../src/detect/segments.js';
import type { AddedLines } from '../../src/model/source-text.js';
import { detectorOf, ruleOf, textOf } from '../support/scan.js';

const detector = detectorOf([ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{8})\\b' })]);
const SIZE = 400;
const OVERLAP = 200;

const line = fc
  .array(
    fc.oneof(
      fc.constantFrom('mine_kzqw90ht', 'x', ' ', 'mine_'),
      fc.integer({ min: 1, max: 30 }).map((times) => '.'.repeat(times)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(' '));
const added = fc.oneof(
  fc.constant<AddedLines>({ kind: 'all' }),
  fc.uniqueArray(fc.integer({ min: 1, max: 80 })).map(
    (numbers): AddedLines => ({
      kind: 'lines',
      ranges: numbers.sort((a, b) => a - b).map((number) => ({ first: number, last: number })),
    }),
  ),
);

describe('a text scanned in pieces', () => {
  it('has the findings it has as a whole, at the same places', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n'), added, (lines, end, author) => {
        const source = textOf(lines.join(end), 'a.js', author);
        const places = ({ findings }: ReturnType<typeof scanText>): string[] =>
          findings.map(({ start, end: stop }) => `${start.line}:${start.column}-${stop.line}:${stop.column}`).sort();
        assert.deepEqual(places(scanInSegments(segments(source, SIZE, OVERLAP), detector)), places(scanText(source, detector)));
      }),
      { numRuns: 500 },
    );
  });

  it('is cut into pieces that cover it, each beginning where it says', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const source = textOf(lines.join('\n'));
        let covered = 0;
        for (const { source: piece, linesBefore, columnsBefore } of segments(source, SIZE, OVERLAP)) {
          const start = piece.bytes.byteOffset - source.bytes.byteOffset;
          const before = source.bytes.toString('latin1', 0, start).split('\n');
          assert.ok(start <= covered && piece.bytes.length <= SIZE);
          assert.deepEqual([linesBefore, columnsBefore], [before.length - 1, (before.at(-1) ?? '').length]);
          covered = start + piece.bytes.length;
        }
        assert.equal(covered, source.bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('may be one line', () => {
    const content = Array.from({ length: 300 }, (_, index) => `mine_${String(index).padStart(4, '0')}kzqw`).join(' ');
    const source = textOf(content);
    assert.deepEqual(
      scanInSegments(segments(source, SIZE, OVERLAP), detector).findings.map(({ start }) => start.column),
      Array.from({ length: 300 }, (_, index) => index * 14 + 1),
    );
  });
});
