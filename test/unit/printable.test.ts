import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.js';
import type { ScanResult } from '../../src/model/scan-result.js';
import { prettyReport } from '../../src/report/pretty.js';
import { printable, printablePath } from '../../src/report/printable.js';
import { findingsIn } from '../support/scan.js';
import { githubToken } from '../support/tokens.js';

const FORGED = 'a.js\n✔ precommit-guard: no findings\n\u001b[2K\u001b[1A\r\u009b2J';

function reportOn(findings: readonly Finding[], skippedPath = 'x.png'): string {
  const result: ScanResult = {
    findings,
    suppressed: 0,
    omitted: 0,
    skipped: [{ path: skippedPath, why: 'binary: image' }],
    errors: [],
    complete: true,
    stats: { files: 1, bytes: 10, addedLines: 1, rules: 1, ms: 1, engine: 're2' },
  };
  return prettyReport(result, { colour: false, quiet: false, verbose: true, fails: ({ level }) => level === 'error' });
}

describe('printable text', () => {
  it('is as it was when it is ordinary, in any script', () => {
    for (const text of ['', 'src/a b-c_d.ts', 'größe', 'файл', '日本語', 'مرحبا', 'שלום', '😀', 'é', '~!@#$%^&*()']) assert.equal(printable(text), text);
  });

  it('shows control characters, line ends and what moves the cursor as escapes', () => {
    assert.equal(printable('a\nb\rc\u001b[31md\u0000e\u007ff\u0085g\u009bh'), 'a\\u{a}b\\u{d}c\\u{1b}[31md\\u{0}e\\u{7f}f\\u{85}g\\u{9b}h');
    assert.equal(printable('\u2028\u2029'), '\\u{2028}\\u{2029}');
  });

  it('shows every bidi control and every invisible character as an escape', () => {
    // Unicode's Bidi_Control property, and default-ignorable characters without a glyph.
    const hidden = [
      0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xad, 0x200b, 0x200c, 0x200d, 0x2060, 0x2063, 0xfeff, 0xe0001, 0xe0041,
      0xe007f,
    ];
    for (const point of hidden) assert.equal(printable(`a${String.fromCodePoint(point)}b`), `a\\u{${point.toString(16)}}b`);
  });

  it('keeps tabs apart from spaces in the name of a file', () => {
    assert.notEqual(printablePath('a\tb'), printablePath('a  b'));
    assert.equal(printable('a\tb'), 'a  b');
  });

  it('never holds a line end or a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const shown of [printable(text), printablePath(text)]) {
          assert.doesNotMatch(shown, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/u);
          assert.equal(stripVTControlCharacters(shown), shown);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the name of a file', () => {
  it('cannot forge a line of the report', () => {
    const findings = findingsIn(`const key = '${githubToken('forge')}';`, FORGED);
    const report = reportOn(findings, FORGED);
    assert.equal(findings.length, 1);
    assert.doesNotMatch(report, /^✔/m);
    assert.doesNotMatch(report, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    assert.match(report, /^a\.js\\u\{a\}✔ precommit-guard: no findings\\u\{a\}.*:1:14 error/m);
    assert.match(report, /^skipped a\.js\\u\{a\}/m);
  });

  it('cannot change how many lines the report has', () => {
    const lines = (path: string): number => reportOn(findingsIn(`const key = '${githubToken('lines')}';`, path), path).split('\n').length;
    const plain = lines('a.js');
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => assert.equal(lines(`${name}/a.js`), plain)));
  });
});

describe('a line of code', () => {
  it('cannot forge a line of the report or move the cursor', () => {
    const report = reportOn(findingsIn(`key = '${githubToken('code')}' \r✔ no findings\u001b[2K \u202e\u2028x\u0085\n`, 'a.js'));
    assert.doesNotMatch(report, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
    assert.doesNotMatch(report, /^✔/m);
  });
});
