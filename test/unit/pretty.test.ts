import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.js';
import { codeFrame } from '../../src/report/code-frame.js';
import { prettyReport } from '../../src/report/pretty.js';
import { styleFor } from '../../src/report/style.js';
import { textWidth, wrapped } from '../../src/report/text-width.js';
import { findingOf, resultOf } from '../support/results.js';

const PLAIN = styleFor(false);

function report(findings: readonly Finding[], options: { quiet?: boolean; verbose?: boolean; width?: number } = {}): string {
  return prettyReport(resultOf(findings), { colour: false, quiet: false, verbose: false, fails: ({ level }) => level === 'error', ...options });
}

const many = (count: number, ruleId: string, level: Finding['level'] = 'error'): Finding[] =>
  Array.from({ length: count }, (_, at) => findingOf({ ruleId, level, path: `src/${ruleId}.js`, start: { line: at + 1, column: 1 }, end: { line: at + 1, column: 5 } }));

describe('a code frame', () => {
  it('fits into the terminal and marks what it shows, whatever the line and the width', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', '語', 'é', '\u0301', '\u202e', '\t', '🔑'), maxLength: 160 });
    fc.assert(
      fc.property(text, fc.nat(160), fc.nat(160), fc.integer({ min: 40, max: 140 }), (line, from, length, width) => {
        const chars = [...line];
        const start = chars.slice(0, from).join('').length;
        const end = chars.slice(0, from + length).join('').length;
        const [shown = '', mark = ''] = codeFrame(findingOf({ preview: { text: line, start, end } }), PLAIN, width);
        assert.ok(textWidth(shown) <= width + 1, `${textWidth(shown)} of ${width}: ${shown}`);
        assert.ok(mark.length <= Math.max(textWidth(shown), 9) + 1, `${shown}\n${mark}`);
        assert.match(mark, /^ {6}│ \s*\^+$/);
      }),
    );
  });

  it('shows what is around the mark of a long line', () => {
    const text = `${'a'.repeat(100)}MARK${'b'.repeat(50)}`;
    const [shown = '', mark = ''] = codeFrame(findingOf({ preview: { text, start: 100, end: 104 } }), PLAIN, 60);
    assert.match(shown, /│ …a+MARKb+…$/);
    assert.equal(shown.indexOf('MARK'), mark.indexOf('^'));
  });
});

describe('words', () => {
  it('are broken at spaces, none is lost', () => {
    assert.deepEqual(wrapped(10, 'one two three four'), ['one two', 'three four']);
    assert.deepEqual(wrapped(5, 'unbreakable a'), ['unbreakable', 'a']);
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (text, width) => assert.equal(wrapped(width, text).join('').replace(/\s/g, ''), text.replace(/\s/g, ''))));
  });
});

describe('the report for people', () => {
  it('says what a rule says once, and that it was said', () => {
    const text = report(many(3, 'one'));
    assert.equal(text.split('  do: ').length, 2);
    assert.equal(text.split('(see above)').length, 3);
    assert.equal(report(many(3, 'one'), { verbose: true }).split('  do: ').length, 4);
  });

  it('tells of very many the gravest in full, some in a line, and how many more there are', () => {
    const text = report([...many(100, 'warned', 'warning'), ...many(2, 'failed')]);
    assert.match(text, /^src\/failed\.js:1:1 error /);
    assert.ok(text.split('\n').length < 120);
    assert.match(text, /^and 55 more findings: 55 × warned\n {2}--verbose shows all of them in full$/m);
    assert.match(text, /2 errors and 100 warnings/);
    assert.equal(report([...many(100, 'warned', 'warning')], { verbose: true }).split('warned.js:').length, 101);
  });

  it('shows how to silence, in the language of the file, or in the configuration', () => {
    const hint = (path: string): string => report([findingOf({ path, ruleId: 'a-rule' })], { width: 200 });
    assert.match(hint('a.js'), /\(a false alarm\? \/\/ precommit-guard-ignore-next-line a-rule -- why\)/);
    assert.match(hint('a.py'), /\(a false alarm\? # precommit-guard-ignore-next-line a-rule -- why\)/);
    assert.match(hint('a.html'), /<!-- precommit-guard-ignore-next-line a-rule -- why -->/);
    assert.match(hint('a.json'), /"allow": \[\{ "fingerprints": "[^"]+", "reason": "…" \}\]/);
    assert.doesNotMatch(report([findingOf({ kind: 'policy' })]), /false alarm/);
  });

  it('quiet: nothing but what fails, and not a word when nothing does', () => {
    assert.equal(report(many(2, 'warned', 'warning'), { quiet: true }), '');
    assert.doesNotMatch(report([...many(1, 'failed'), ...many(1, 'warned', 'warning')], { quiet: true }), /warned\.js/);
  });

  it('breaks titles between words, keeps paths whole, loses nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '語'), maxLength: 90 }).map((words) => `Title ${words}`.replace(/ +/g, ' ').trim());
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 80 }), fc.integer({ min: 40, max: 140 }), (message, path, width) => {
        const lines = report([findingOf({ message, path })], { width }).split('\n');
        const head = lines.slice(
          0,
          lines.findIndex((line) => line.includes('│')),
        );
        const [first = ''] = head;
        assert.equal(
          head
            .join(' ')
            .replace(/ \[CWE-[^\]]*\]$/, '')
            .replaceAll(/ {2,}/g, ' ')
            .endsWith(` error ${message}`),
          true,
          head.join('\n'),
        );
        assert.ok(first.includes(':3:5') && head.slice(1).every((line) => line.startsWith('    ') && (textWidth(line) <= width || !line.trim().includes(' '))), head.join('\n'));
      }),
    );
  });

  it('breaks words on a narrow terminal', () => {
    const text = report([findingOf({ why: 'word '.repeat(40).trim(), advice: 'word '.repeat(40).trim() })], { width: 60 });
    assert.deepEqual(
      text.split('\n').filter((line) => line.includes('word') && line.length > 60),
      [],
    );
  });
});
