import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { filled } from '../scripts/patterns/check-examples.js';
import { scanText } from '../src/detect/scan-text.js';
import { regexEngine } from '../src/rules/regex-engine.js';
import { numbers, samplePattern } from './support/sample-pattern.js';
import { allRules, fullDetector, textOf } from './support/scan.js';

const { rules } = allRules();
const builtin = fullDetector('builtin');
const re2 = fullDetector('re2');

/** Every example of every rule, and strings its pattern was sampled for. */
const pieces = rules.flatMap(({ rule, source }) => {
  const below = numbers(rule.pattern.length + rule.id.length);
  return [...source.examples.match, ...source.examples.ignore]
    .map((example, index) => filled(rule, example, `agree${index}`).text)
    .concat(Array.from({ length: 3 }, () => samplePattern(rule.pattern, below)));
});
const PATHS = [
  'a.js',
  'a.ts',
  'a.vue',
  'a.py',
  'A.java',
  'a.kt',
  'a.go',
  'a.cs',
  'a.php',
  'a.rb',
  'a.c',
  'a.rs',
  'a.sh',
  'a.sql',
  'a.html',
  'Dockerfile',
  'a.tf',
  '.github/workflows/a.yml',
  'a.json',
  '.env',
  'a.properties',
  'a.ini',
  'a.xml',
  'a.md',
  'a.txt',
  'test/a.js',
];

function assertAgree(content: string | Buffer, path: string): number {
  const source = textOf(content, path);
  const found = scanText(source, builtin);
  assert.equal(JSON.stringify(scanText(source, re2)), JSON.stringify(found));
  return found.findings.length;
}

describe('the two engines', () => {
  it('are two', () => {
    assert.equal(regexEngine('re2').name ?? 'none yet', 'none yet');
    builtin.scrub('x');
    re2.ruleset.engine.compile('x');
    assert.deepEqual([builtin.ruleset.engine.name, re2.ruleset.engine.name], ['builtin', 're2']);
  });

  it('find the same in each example alone', () => {
    let findings = 0;
    for (const { rule, source } of rules) {
      for (const [index, example] of [...source.examples.match, ...source.examples.ignore].entries()) {
        const { path, text } = filled(rule, example, `alone${index}`);
        findings += assertAgree(text, path);
      }
    }
    assert.ok(findings >= 3 * rules.length);
  });

  it('find the same in mixtures of examples, samples of patterns and any text', { timeout: 280_000 }, () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', ' ', '"', "'", '\u00a0', '\u2028', '\u212a', 'ſ', '\u0130', '\0', '(', ')', ';', '= ', '\t'),
    );
    const piece = fc.oneof(
      fc.nat(pieces.length - 1).map((index) => pieces[index] ?? ''),
      fc.tuple(fc.nat(pieces.length - 1), fc.nat(200), fc.nat(200)).map(([index, from, length]) => (pieces[index] ?? '').slice(from % 80, (from % 80) + length)),
      noise,
    );
    let findings = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 25 }), fc.constantFrom(...PATHS), (all, path) => {
        findings += assertAgree(all.join(''), path);
      }),
      { numRuns: 3500 },
    );
    assert.ok(findings > 1000, `${findings} findings`);
  });

  it('find the same in bytes that are no text', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.nat(pieces.length - 1).map((index) => Buffer.from(pieces[index] ?? '', 'latin1')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...PATHS), (all, path) => void assertAgree(Buffer.concat(all), path)),
      { numRuns: 300 },
    );
  });

  it('give the same offsets for every match of every pattern, on samples of it', () => {
    for (const { rule } of rules) {
      const below = numbers(rule.id.length * 31 + rule.pattern.length);
      const text = Array.from({ length: 12 }, () => samplePattern(rule.pattern, below)).join(' ');
      assert.deepEqual(re2.ruleset.engine.compile(rule.pattern).matches(text), builtin.ruleset.engine.compile(rule.pattern).matches(text), rule.id);
      if (rule.unless !== undefined) assert.equal(re2.ruleset.engine.compile(rule.unless).test(text), builtin.ruleset.engine.compile(rule.unless).test(text), rule.id);
    }
  });
});
