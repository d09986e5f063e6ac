import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forgetValues, recurring, recurringValue } from '../../src/text/recurring.js';
import { findingsIn } from '../support/scan.js';

describe('what is said of texts that recur', () => {
  it('is worked out once, and the same for who asks again', () => {
    const asked: string[] = [];
    const length = recurring((text) => {
      asked.push(text);
      return text.length;
    });
    assert.deepEqual([length('key'), length('token'), length('key'), length('')], [3, 5, 3, 0]);
    assert.deepEqual(asked, ['key', 'token', '']);
  });

  it('is false or empty as well as anything else', () => {
    let asked = 0;
    const isLong = recurring((text) => {
      asked++;
      return text.length > 3;
    });
    assert.deepEqual([isLong('key'), isLong('key')], [false, false]);
    assert.equal(asked, 1);
  });

  it('holds neither many texts nor long ones', () => {
    let asked = 0;
    const same = recurring((text) => {
      asked++;
      return text;
    });
    const long = 'x'.repeat(300);
    assert.deepEqual([same(long), same(long)], [long, long]);
    assert.equal(asked, 2);
    for (let number = 0; number < 5000; number++) same(`${number}`);
    assert.equal(same('0'), '0');
    assert.equal(asked, 5003);
  });

  it('is forgotten of values, and of names it is not', () => {
    let asked = 0;
    const count = (): number => ++asked;
    const [name, value] = [recurring(count), recurringValue(count)];
    assert.deepEqual([name('key'), value('x'), value('x')], [1, 2, 2]);
    forgetValues();
    assert.deepEqual([name('key'), value('x')], [1, 3]);
  });

  it('is forgotten of the values of a text when it was scanned', () => {
    let asked = 0;
    const value = recurringValue(() => ++asked);
    assert.deepEqual([value('x'), value('x')], [1, 1]);
    findingsIn('const a = 1;\n', 'a.js');
    assert.equal(value('x'), 2);
  });
});
