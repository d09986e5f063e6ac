import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MASK } from '../../src/text/mask.js';
import { detectorOf, findingsIn, ruleOf, viewOf } from '../support/scan.js';

const detector = detectorOf([ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{12})\\b' })]);
const MINE = 'mine_kzqw90htrx21';
const SHOWN = `mine_${MASK}`;

function previews(content: string): string[] {
  return findingsIn(content, 'a.txt', detector).map(({ preview: { text, start, end } }) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`);
}

describe('a preview', () => {
  it('is the line without its indentation, the secret masked and marked', () => {
    assert.deepEqual(previews(`x\n\t  key = "${MINE}";  \r\ny`), [`key = "[${SHOWN}]";`]);
  });

  it('is the whole secret when nothing else is on the line', () => {
    assert.deepEqual(previews(MINE), [`[${SHOWN}]`]);
  });

  it('keeps other scripts as they are', () => {
    assert.deepEqual(previews(`größe 日本 😀 = ${MINE} // ключ`), [`größe 日本 😀 = [${SHOWN}] // ключ`]);
  });

  it('shows a part of a long line around the secret', () => {
    const [shown = ''] = previews(`${'abc();'.repeat(500)}${MINE}${';def()'.repeat(500)}`);
    assert.match(shown, /^[abc();]+\[mine_\*{8}\][;def()]+$/);
    assert.ok(shown.length <= 160 + MASK.length, `${shown.length}`);
  });

  it('shows neither end of a secret that the part would cut', () => {
    for (let gap = 40; gap < 100; gap++) {
      for (const [first = '', second = ''] of [previews(`${MINE}${'.'.repeat(gap)}${MINE}${'.'.repeat(400)}`), previews(`${'.'.repeat(400)}${MINE}${'.'.repeat(gap)}${MINE}`)]) {
        for (const shown of [first, second]) assert.doesNotMatch(shown.replaceAll(SHOWN, '').replaceAll(MASK, ''), /[a-z0-9]{2}/, shown);
      }
    }
  });
});

describe('the place of a finding', () => {
  it('counts lines from 1 and columns in UTF-16 units, the end exclusive', () => {
    const places = findingsIn(`${MINE}\n😀é ${MINE} ${MINE}\r\n\n\t${MINE}`, 'a.txt', detector).map(({ start, end }) => `${start.line}:${start.column}-${end.line}:${end.column}`);
    assert.deepEqual(places, ['1:1-1:18', '2:5-2:22', '2:23-2:40', '4:2-4:19']);
  });

  it('is where the text says, asked for in any order', () => {
    const content = fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', ' ', '日'), { maxLength: 60 });
    fc.assert(
      fc.property(content, fc.array(fc.nat(80), { maxLength: 20 }), (parts, picks) => {
        const view = viewOf(parts.join(''));
        const offsets = parts.map((_, index) => Buffer.byteLength(parts.slice(0, index).join('')));
        for (const pick of picks) {
          const index = pick % Math.max(1, parts.length);
          const before = parts.slice(0, index).join('').split('\n');
          assert.deepEqual(view.position(offsets[index] ?? 0), { line: before.length, column: (before.at(-1) ?? '').length + 1 });
        }
      }),
      { numRuns: 500 },
    );
  });
});
