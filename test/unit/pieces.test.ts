import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { batches, Each, each, jsonPieces, whole } from '../../src/report/pieces.js';

describe('a report in pieces', () => {
  it('says what JSON.stringify says, wherever its lists are made on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (list, fields) => {
        const told = (members: unknown): object => ({ ...fields, list: members, nothing: undefined, runs: [{ results: members, tool: fields }] });
        assert.equal(whole(jsonPieces(told(new Each(list)))), `${JSON.stringify(told(list), null, 2)}\n`);
        assert.equal(whole(jsonPieces(new Each(list))), `${JSON.stringify(list, null, 2)}\n`);
      }),
    );
  });

  it('makes a member when it is written, not before', () => {
    let made = 0;
    const pieces = jsonPieces({
      findings: new Each(
        each(Array.from({ length: 1000 }), () => {
          made++;
          return { a: 1 };
        }),
      ),
    })[Symbol.iterator]();
    for (let piece = 0; piece < 10; piece++) pieces.next();
    assert.ok(made > 0 && made <= 10, `${made}`);
  });

  it('goes out in batches that are long enough, and whole', () => {
    const pieces = Array.from({ length: 1000 }, (_, at) => String(at).repeat(7));
    const sent = [...batches(pieces, 500)];
    assert.equal(sent.join(''), pieces.join(''));
    assert.ok(sent.slice(0, -1).every(({ length }) => length >= 500 && length < 500 + 21));
    assert.deepEqual([...batches('whole')], ['whole']);
  });
});
