import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDialect } from '../../scripts/patterns/dialect.js';
import { goPattern, Inexpressible } from '../../src/authoring/go-pattern.js';

describe('a pattern of Go in our dialect', () => {
  const converted = (source: string, group = 0): string => {
    const { pattern } = goPattern(source, group);
    assert.deepEqual(checkDialect(pattern).problems, [], pattern);
    return pattern;
  };

  it('keeps what both can say', () => {
    assert.equal(converted('\\b(AKIA[A-Z2-7]{16})\\b'), '\\b(?<secret>AKIA[A-Z2-7]{16})\\b');
    assert.equal(converted('a(?:b|c)(d)(e)'), 'a(?:b|c)(?<secret>d)(?:e)');
    assert.equal(converted('(a)(b)', 2), '(?:a)(?<secret>b)');
    assert.equal(converted('abc'), '(?<secret>abc)');
    assert.equal(converted('(?P<x>a)'), '(?<secret>a)');
  });

  it('writes letter case out, where the flag counts and only there', () => {
    assert.equal(converted('(?i)a(b)'), '[aA](?<secret>[bB])');
    assert.equal(converted('a(?i:b)(c)'), 'a(?:[bB])(?<secret>c)');
    assert.equal(converted('(?i)a(?-i:b)(c)'), '[aA](?:b)(?<secret>[cC])');
    assert.equal(converted('x(?:(?i)a|b)(y)'), 'x(?:[aA]|[bB])(?<secret>y)');
    assert.equal(converted('(?i)[a-c](d)'), '[a-cA-C](?<secret>[dD])');
  });

  it('writes classes and escapes out', () => {
    assert.equal(converted('(a)\\s\\S.'), '(?<secret>a)[ \\t\\n\\r\\f][^ \\t\\n\\r\\f][^\\n]');
    assert.equal(converted('[\\w\\s\'"\\x60=-](a)'), '[\\w \\t\\n\\r\\f\'"\\x60=-](?<secret>a)');
    assert.equal(converted('[[:alnum:]_](a)[\\s\\S]{2}'), '[0-9A-Za-z_](?<secret>a)[\\x00-\\xff]{2}');
    assert.equal(converted('(?s)(a).'), '(?<secret>a)[\\x00-\\xff]');
  });

  it('gives repeats an end, and says so', () => {
    const { pattern, changed } = goPattern('(a+)b*c{3,}', 0);
    assert.equal(pattern, '(?<secret>a{1,200})b{0,200}c{3,200}');
    assert.deepEqual([...changed], ['repeats without an end go up to 200']);
  });

  it('asks for the end of a word where the end of a text may stand, and says so', () => {
    const { pattern, changed } = goPattern('(a)(?:[\\x60\'"\\s;]|\\\\[nr]|$)', 0);
    assert.equal(pattern, '(?<secret>a)(?:[\\x60\'" \\t\\n\\r\\f;]|\\\\[nr]|\\b)');
    assert.equal(changed.size, 1);
    assert.equal(goPattern('^(a)$', 0).pattern, '(?<secret>a)');
  });

  it('matches what Go matches', () => {
    for (const [source, text, secret] of [
      ['(?i)[\\w.-]{0,50}?(?:acme)(?:[ \\t\\w.-]{0,20})[\\s\'"]{0,3}(?:=|:)[\\x60\'"\\s=]{0,5}([a-z0-9]{8})(?:[\\x60\'"\\s;]|$)', 'ACME_KEY = "ab12cd34"', 'ab12cd34'],
      ['xo(?:x[ab])-(\\d{4})\\b', 'xoxb-1234', '1234'],
    ] as const)
      assert.equal(new RegExp(goPattern(source, 0).pattern).exec(text)?.groups?.['secret'], secret);
  });

  it('refuses what cannot be said', () => {
    for (const source of ['(?U)a', '\\pL', '[^\\S]', '(a)+', 'a{1001}', '(a', 'a)', '\\x{1F600}', '(?=a)']) assert.throws(() => goPattern(source, 0), Inexpressible, source);
  });
});
