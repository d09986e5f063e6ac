import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LEXICAL } from '../../src/detect/lexical-table.js';
import { Literals } from '../../src/detect/literals.js';

describe('a closer', () => {
  const text = 'a " b " c \' d " e';
  const every = (close: string, from: number, limit: number): number => {
    const found = text.indexOf(close, from);
    return found >= 0 && found + close.length <= limit ? found : -1;
  };

  it('is the next one, in whatever order it is asked for', () => {
    for (const seed of [1, 7, 11, 13]) {
      const literals = new Literals(text, LEXICAL.text);
      for (let turn = 0; turn < 60; turn++) {
        const from = (turn * seed * 5) % (text.length + 1);
        const limit = turn % 3 === 0 ? text.length - (turn % 5) : text.length;
        for (const close of ['"', "'", '<', ' b']) assert.equal(literals.find(close, from, limit), every(close, from, limit), `${close} from ${from} to ${limit}`);
      }
    }
  });
});
