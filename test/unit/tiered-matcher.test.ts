import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Matcher } from '../../src/rules/regex-engine.js';
import { TieredMatcher } from '../../src/rules/tiered-matcher.js';

let clock = 0;

/** Counts how often it is asked, and takes so many milliseconds each time. */
class Slow implements Matcher {
  asked = 0;
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  #wait(): void {
    this.asked++;
    clock += this.#ms;
  }

  matches(): [] {
    this.#wait();
    return [];
  }

  test(): boolean {
    this.#wait();
    return false;
  }

  count(): number {
    this.#wait();
    return 0;
  }
}

const TEXT = 'x'.repeat(100);

function asked(first: Slow, second: Slow | undefined, times: number): TieredMatcher {
  const matcher = new TieredMatcher(
    first,
    () => second,
    [],
    () => clock,
  );
  for (let time = 0; time < times; time++) matcher.matches(TEXT);
  return matcher;
}

describe('a pattern that begins on one engine', () => {
  it('stays there while it is quick', () => {
    const [first, second] = [new Slow(0.01), new Slow(0)];
    asked(first, second, 20_000);
    assert.equal(second.asked, 0);
  });

  it('goes to the other when it is slow, whatever it is asked, and stays there when that is quick', () => {
    const [first, second] = [new Slow(20), new Slow(0)];
    const matcher = new TieredMatcher(
      first,
      () => second,
      [],
      () => clock,
    );
    matcher.test(TEXT);
    matcher.count(TEXT);
    for (let time = 0; time < 50; time++) matcher.matches(TEXT);
    assert.equal(first.asked, 2);
    assert.equal(second.asked, 50);
  });

  it('comes back when the other is slower still, for good', () => {
    const [first, second] = [new Slow(20), new Slow(60)];
    asked(first, second, 10);
    assert.equal(second.asked, 1);
    assert.equal(first.asked, 9);
  });

  it('stays with the other when both are slow and that one less', () => {
    const [first, second] = [new Slow(40), new Slow(10)];
    asked(first, second, 10);
    assert.equal(first.asked, 1);
  });

  it('stays where there is no other', () => {
    const first = new Slow(40);
    asked(first, undefined, 4);
    assert.equal(first.asked, 4);
  });

  it('begins anew when more are with the other engine than are held there', () => {
    const held: TieredMatcher[] = [];
    const quick = new Slow(0);
    const firsts = Array.from({ length: 102 }, () => new Slow(35));
    const matchers = firsts.map(
      (first) =>
        new TieredMatcher(
          first,
          () => quick,
          held,
          () => clock,
        ),
    );
    for (const matcher of matchers) matcher.matches(TEXT);
    assert.equal(held.length, 100);
    for (const matcher of matchers.reverse()) matcher.matches(TEXT);
    assert.deepEqual(
      firsts.map(({ asked }) => asked),
      [2, 2, ...new Array(100).fill(1)],
    );
  });
});
