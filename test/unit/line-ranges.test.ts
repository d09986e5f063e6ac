import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LineRange } from '../../src/model/source-text.js';
import { intersect, lineCount, linesNotIn } from '../../src/sources/line-ranges.js';
import { viewOf } from '../support/scan.js';

function rangesOf(lines: Iterable<number>): LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.last === line - 1) last.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}

function linesOf(ranges: readonly LineRange[]): number[] {
  return ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

function assertTidy(ranges: readonly LineRange[]): void {
  ranges.forEach(({ first, last }, index) => {
    assert.ok(first >= 1 && first <= last);
    assert.ok(first > (ranges[index - 1]?.last ?? 0));
  });
}

const lineSet = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });

describe('line ranges', () => {
  it('intersect like the sets of their lines', () => {
    fc.assert(
      fc.property(lineSet, lineSet, (a, b) => {
        const common = intersect(rangesOf(a), rangesOf(b));
        assertTidy(common);
        assert.deepEqual(
          linesOf(common),
          a.filter((line) => b.includes(line)).sort((x, y) => x - y),
        );
        assert.equal(lineCount(rangesOf(a)), a.length);
      }),
      { numRuns: 500 },
    );
  });

  it('hold a span when any of its lines is in them', () => {
    fc.assert(
      fc.property(lineSet, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 5 }), (added, first, more) => {
        const view = viewOf('x\n'.repeat(50), 'a.txt', { kind: 'lines', ranges: rangesOf(added) });
        const last = first + more;
        assert.equal(
          view.isAdded((first - 1) * 2, last * 2 - 1),
          added.some((line) => line >= first && line <= last),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the lines a text has and an earlier one lacks', () => {
  const lines = (now: string, before: string): number[] => linesOf(linesNotIn(Buffer.from(now), Buffer.from(before)));

  it('are all of them when there was nothing', () => {
    assert.deepEqual(lines('a\nb\nc', ''), [1, 2, 3]);
    assert.deepEqual(lines('', 'a\n'), []);
  });

  it('do not count a line that only moved, or whose line end changed', () => {
    assert.deepEqual(lines('b\na\n', 'a\nb\n'), []);
    assert.deepEqual(lines('a\r\nb', 'a\nb\r\n'), []);
  });

  it('count a line again that was copied', () => {
    assert.deepEqual(lines('key\nx\nkey\nkey\n', 'key\n'), [2, 3, 4]);
  });

  it('hold every line that does not occur before, and no more lines than were lacking', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (now, before) => {
        const join = (list: string[]): string => list.map((line) => `${line}\n`).join('');
        const added = linesNotIn(Buffer.from(join(now)), Buffer.from(join(before)));
        assertTidy(added);
        for (const line of new Set(now)) {
          const count = (list: readonly string[]): number => list.filter((one) => one === line).length;
          assert.equal(linesOf(added).filter((number) => now[number - 1] === line).length, Math.max(0, count(now) - count(before)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
