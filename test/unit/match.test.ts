import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { eachMatch, matchRules } from '../../src/detect/match.js';
import type { Rule } from '../../src/model/rule.js';
import { detectorOf, ruleOf, viewOf } from '../support/scan.js';
import { filled } from '../support/tokens.js';

/** "start-end secret" of each match by windows around keywords. */
function windowed(rule: Rule, text: string): string[] {
  const { ruleset } = detectorOf([rule]);
  const view = viewOf(text);
  return matchRules(ruleset, view.text, ruleset.hits(view.bytes))
    .map(({ start, end, secretStart, secretEnd }) => `${start}-${end} ${secretStart}-${secretEnd}`)
    .sort();
}

/** The same by running the pattern over each whole line, or over the whole text. */
function whole(rule: Rule, text: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (const line of rule.span === 'line' ? text.split('\n') : [text]) {
    for (const match of line.replace(/\r$/, '').matchAll(new RegExp(rule.pattern, 'dg'))) {
      const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length];
      found.push(`${at + match.index}-${at + match.index + match[0].length} ${at + start}-${at + end}`);
    }
    at += line.length + 1;
  }
  return found.sort();
}

const RULES = [
  ruleOf({ id: 'fixed', keywords: ['key_'], pattern: '\\b(?<secret>key_[a-z0-9]{12})\\b' }),
  ruleOf({ id: 'open', keywords: ['key_'], pattern: '\\b(?<secret>key_[a-z0-9]{8,40})' }),
  ruleOf({ id: 'tail', keywords: ['key_'], pattern: '\\b(?<secret>key_[a-z0-9]{4,20}(?:-[0-9]{2,10})?)\\b' }),
  ruleOf({ id: 'name', keywords: ['name'], pattern: '\\b(?:my_)?name[ \\t]{0,8}=[ \\t]{0,8}"(?<secret>[^"\\n]{1,30})"' }),
  ruleOf({ id: 'before', keywords: ['_end'], pattern: '\\b(?<secret>[a-z0-9]{4,30})_end\\b' }),
  // Would go over a line's end, which a rule for lines does not see.
  ruleOf({ id: 'over', keywords: ['name'], pattern: 'name[^"]{1,20}"?' }),
  ruleOf({ id: 'blank', keywords: ['name'], pattern: '\\bname(?:[ \\r\\n]{1,4}"|[ =]{0,3})' }),
  ruleOf({ id: 'lines', keywords: ['name'], pattern: '\\bname:[ \\n]{0,8}(?<secret>[a-z0-9]{4,30})', span: 'statement' }),
];

describe('matching in windows', () => {
  it('finds what running the pattern over everything finds', () => {
    const piece = fc.oneof(
      fc.constantFrom('key_', 'name', ' = "', '"', ' ', '\n', '\r\n', '_end', '-', 'my_', ': ', ';', '.'),
      fc.string({ unit: fc.constantFrom('a', 'b', '1', '2'), minLength: 1, maxLength: 14 }),
      fc.integer({ min: 1, max: 70 }).map((times) => '.'.repeat(times)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...RULES), fc.array(piece, { maxLength: 40 }), (rule, pieces) => {
        const text = pieces.join('');
        assert.deepEqual(windowed(rule, text), whole(rule, text), rule.id);
      }),
      { numRuns: 5000 },
    );
  });

  it('counts what could not be listed, and gives no more of it', () => {
    const { ruleset } = detectorOf([RULES[0] as Rule]);
    const tokens = Array.from({ length: 3000 }, (_, index) => filled(`count/${index}`, 'key_{lowalnum:12}'));
    for (const between of ['\n', ' ', `\n${'.'.repeat(100)}\n`, ' '.repeat(9000)]) {
      const view = viewOf(tokens.join(between));
      const counts: number[] = [];
      const given: unknown[] = [];
      const enough = { has: () => given.length >= 100, unseen: (count: number) => void counts.push(count) };
      for (const one of eachMatch(ruleset, view.text, ruleset.hits(view.bytes), undefined, enough)) given.push(one);
      const unseen = counts.reduce((sum, count) => sum + count, 0);
      assert.equal(given.length + unseen, tokens.length, JSON.stringify(between.slice(0, 3)));
      // All that one window holds is given.
      assert.ok(given.length < 700, `${given.length}`);
    }
  });

  it('finds every token of a long line, whole, however many there are', () => {
    for (const rule of RULES.slice(0, 3)) {
      for (const gap of [1, 3, 17, 41, 60]) {
        const tokens = Array.from({ length: 1500 }, (_, index) => filled(`${gap}/${index}`, 'key_{lowalnum:12}'));
        const text = tokens.join(' '.repeat(gap));
        assert.deepEqual(windowed(rule, text), whole(rule, text), `${rule.id}, ${gap} apart`);
      }
    }
  });

  it('finds a token of the greatest length in a long line, at any distance from its neighbours', () => {
    const [, rule] = RULES;
    assert.ok(rule !== undefined);
    for (let gap = 1; gap < 120; gap++) {
      const text = Array.from({ length: 300 }, (_, index) => filled(`long/${index}`, 'key_{lowalnum:40}')).join('.'.repeat(gap));
      assert.deepEqual(windowed(rule, text), whole(rule, text), `${gap} apart`);
    }
  });

  it('sees no word boundary where a window begins or ends', () => {
    const rule = ruleOf({ id: 'bounded', keywords: ['key_'], pattern: '\\b(?<secret>[a-z]{0,6}key_[0-9]{4})\\b' });
    assert.deepEqual(windowed(rule, `${'x'.repeat(500)}key_1234`), []);
    assert.deepEqual(windowed(rule, `key_1234${'5'.repeat(500)}`), []);
    assert.deepEqual(windowed(rule, `${'x'.repeat(500)} abckey_1234 ${'5'.repeat(500)}`), ['501-512 501-512']);
  });

  it('keeps to its line, unless the rule reaches further', () => {
    const line = ruleOf({ id: 'line', keywords: ['name'], pattern: 'name=[^a]{0,4}(?<secret>abcd)' });
    assert.deepEqual(windowed(line, 'name=\nabcd'), []);
    assert.deepEqual(windowed(line, 'name=\rabcd\r\n'), ['0-10 6-10']);
    assert.equal(windowed({ ...line, span: 'statement' }, 'name=\nabcd').length, 1);
  });

  it('extends a match to the end of a closing literal, one block away at most', () => {
    const pem = ruleOf({ id: 'pem', keywords: ['begin key'], pattern: '(?<secret>BEGIN KEY[ \\n]{1,2}[a-z]{4})', span: 'block', until: 'END KEY' });
    const text = (length: number): string => `x BEGIN KEY\nabcd${'e'.repeat(length)}END KEY y`;
    assert.deepEqual(windowed(pem, text(2000)), [`2-${2 + 14 + 2000 + 7} 2-${2 + 14 + 2000 + 7}`]);
    assert.deepEqual(windowed(pem, text(20_000)), ['2-16 2-16']);
    assert.deepEqual(windowed(pem, 'x BEGIN KEY\nabcd'), ['2-16 2-16']);
  });

  it('begins behind a line break that is written out, a colour of a terminal and a character of a URL', () => {
    const token = ruleOf({ id: 'token', keywords: ['tok_'], pattern: '\\b(?<secret>tok_[a-z]{4,40})\\b' });
    for (const before of ['\\n', '\u001b[32m', '\\u001b[0;1m', '\\033[m', '%3D', '%22', '=3D']) assert.equal(windowed(token, `x${before}tok_abcd`).length, 1, before);
    for (const before of ['m', '3D', '[32m', '%41']) assert.deepEqual(windowed(token, `x${before}tok_abcd`), [], before);
  });
});
