import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from '../../src/detect/candidate.js';
import { withoutOverlaps } from '../../src/detect/refine/overlap.js';
import type { Rule } from '../../src/model/rule.js';
import { ruleOf } from '../support/scan.js';

type Fields = Partial<Rule> & { readonly id: string };

function candidate(fields: Fields, start: number, end: number, more: Partial<Candidate> = {}): Candidate {
  const rule = ruleOf({ keywords: ['none'], pattern: 'none', ...fields });
  return {
    rule,
    start,
    end,
    secretStart: start,
    secretEnd: end,
    secret: 'x'.repeat(end - start),
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes: [],
    ...more,
  };
}

function kept(...candidates: Candidate[]): string[] {
  return withoutOverlaps(candidates).map(({ rule }) => rule.id);
}

describe('of overlapping secrets one stays', () => {
  it('that whose rule supersedes the other, in any order', () => {
    const wins = candidate({ id: 'wins', supersedes: ['loses'], confidence: 'low' }, 4, 10);
    const loses = candidate({ id: 'loses', confidence: 'high' }, 0, 40, { proven: true });
    assert.deepEqual(kept(wins, loses), ['wins']);
    assert.deepEqual(kept(loses, wins), ['wins']);
  });

  it('else that with a valid checksum', () => {
    assert.deepEqual(kept(candidate({ id: 'long' }, 0, 40), candidate({ id: 'proven', confidence: 'medium' }, 4, 10, { proven: true })), ['proven']);
  });

  it('else that which knows the provider rather than a name', () => {
    assert.deepEqual(kept(candidate({ id: 'name', value: 'token' }, 0, 40), candidate({ id: 'shape', confidence: 'medium' }, 4, 40)), ['shape']);
  });

  it('else the more confident, else the longer', () => {
    assert.deepEqual(kept(candidate({ id: 'low', confidence: 'low' }, 0, 40), candidate({ id: 'high' }, 4, 10)), ['high']);
    assert.deepEqual(kept(candidate({ id: 'short' }, 4, 10), candidate({ id: 'long' }, 0, 40)), ['long']);
  });
});

describe('findings stay side by side', () => {
  it('when they only touch', () => {
    assert.deepEqual(kept(candidate({ id: 'a' }, 0, 10), candidate({ id: 'b' }, 10, 20)), ['a', 'b']);
  });

  it('when they overlap a third that was dropped, and not each other', () => {
    assert.deepEqual(kept(candidate({ id: 'a' }, 0, 12), candidate({ id: 'between', confidence: 'low' }, 10, 22), candidate({ id: 'b' }, 20, 30)), ['a', 'b']);
  });

  it('when they are of another kind, unless one supersedes the other', () => {
    const code = { kind: 'insecure-code' } as const;
    assert.deepEqual(kept(candidate({ id: 'secret' }, 5, 10), candidate({ id: 'code', ...code }, 0, 20)), ['code', 'secret']);
    assert.deepEqual(kept(candidate({ id: 'one', ...code }, 0, 10), candidate({ id: 'two', ...code }, 0, 10)).sort(), ['one', 'two']);
    assert.deepEqual(kept(candidate({ id: 'one', ...code, supersedes: ['two'] }, 0, 10), candidate({ id: 'two', ...code }, 0, 20)), ['one']);
  });

  it('in the order of their places', () => {
    assert.deepEqual(kept(candidate({ id: 'c' }, 30, 40), candidate({ id: 'a' }, 0, 10), candidate({ id: 'b' }, 12, 20)), ['a', 'b', 'c']);
  });
});

describe('whatever the candidates', () => {
  const any = fc
    .record({
      id: fc.constantFrom('p', 'q', 'r', 's'),
      start: fc.nat(100),
      length: fc.integer({ min: 1, max: 20 }),
      confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
      proven: fc.boolean(),
    })
    .map(({ id, start, length, confidence, proven }) => candidate({ id, confidence }, start, start + length, { proven }));

  it('no two kept secrets overlap, none is invented, and every dropped one overlaps a kept one', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (all) => {
        const left = withoutOverlaps(all);
        const overlap = (a: Candidate, b: Candidate): boolean => a.secretStart < b.secretEnd && b.secretStart < a.secretEnd;
        for (const one of left) {
          assert.ok(all.includes(one));
          assert.ok(left.every((other) => other === one || !overlap(one, other)));
        }
        for (const one of all) assert.ok(left.includes(one) || left.some((other) => overlap(one, other)));
      }),
      { numRuns: 500 },
    );
  });
});
