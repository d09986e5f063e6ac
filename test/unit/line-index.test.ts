import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countLines, LineIndex } from '../../src/text/line-index.js';

const content = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\f', '\u2028', '\0', 'é'), maxLength: 60 }).map((text) => Buffer.from(text));

describe('lines', () => {
  it('are counted as git counts them', () => {
    for (const [text, lines] of [
      ['', 0],
      ['a', 1],
      ['a\n', 1],
      ['\n', 1],
      ['\n\n', 2],
      ['a\nb', 2],
      ['a\r\nb\r\n', 2],
      ['a\rb', 1],
      ['a\fb\u2028c\u0085d', 1],
    ] as const) {
      assert.equal(countLines(Buffer.from(text)), lines, JSON.stringify(text));
    }
  });

  it('are numbered from 1; the LF belongs to the line it ends', () => {
    const index = new LineIndex(Buffer.from('ab\n\ncd\n'));
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((offset) => index.lineAt(offset)),
      [1, 1, 1, 2, 3, 3, 3],
    );
    assert.deepEqual(
      [1, 2, 3, 4, 99].map((line) => index.startOf(line)),
      [0, 3, 4, 7, 7],
    );
  });

  it('agree with counting LFs, at every offset of any content', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        const index = new LineIndex(bytes);
        for (let offset = 0; offset < bytes.length; offset++) {
          const line = bytes.subarray(0, offset).toString('latin1').split('\n').length;
          assert.equal(index.lineAt(offset), line);
          assert.equal(index.startOf(line), bytes.subarray(0, offset).lastIndexOf(0x0a) + 1);
        }
        const text = bytes.toString('latin1');
        assert.equal(countLines(bytes), text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0));
      }),
      { numRuns: 500 },
    );
  });

  it('put an offset at or after the end on the last line', () => {
    assert.equal(new LineIndex(Buffer.from('a\nb')).lineAt(3), 2);
    assert.equal(new LineIndex(Buffer.from('a\nb\n')).lineAt(4), 2);
    assert.equal(new LineIndex(Buffer.alloc(0)).lineAt(0), 1);
  });
});
