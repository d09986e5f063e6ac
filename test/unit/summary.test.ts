import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Level } from '../../src/model/rule.js';
import type { ScanResult, Skipped } from '../../src/model/scan-result.js';
import { countedFindings, plural, scannedLine, skippedLine } from '../../src/report/summary.js';
import { findingsIn } from '../support/scan.js';
import { githubToken } from '../support/tokens.js';

const [finding] = findingsIn(`"${githubToken('summary')}"`);

function resultOf(fields: Partial<ScanResult> = {}, stats: Partial<ScanResult['stats']> = {}): ScanResult {
  return {
    findings: [],
    suppressed: 0,
    omitted: 0,
    skipped: [],
    errors: [],
    complete: true,
    ...fields,
    stats: { files: 2, bytes: 1234, addedLines: 20, rules: 300, ms: 12.4, engine: 're2', ...stats },
  };
}

function withLevels(...levels: Level[]): ScanResult {
  assert.ok(finding !== undefined);
  return resultOf({ findings: levels.map((level) => ({ ...finding, level })) });
}

describe('the count of findings', () => {
  it('reads as a person would say it', () => {
    assert.equal(countedFindings(withLevels()), 'no findings');
    assert.equal(countedFindings(withLevels('error')), '1 error');
    assert.equal(countedFindings(withLevels('note', 'error', 'error')), '2 errors and 1 note');
    assert.equal(countedFindings(withLevels('note', 'warning', 'error', 'note')), '1 error, 1 warning and 2 notes');
  });

  it('knows one and many', () => {
    assert.deepEqual([plural(0, 'file'), plural(1, 'file'), plural(2, 'file'), plural(2, 'entry', 'entries')], ['0 files', '1 file', '2 files', '2 entries']);
  });
});

describe('the line about what was scanned', () => {
  it('names files, added lines, bytes, rules and time', () => {
    assert.equal(scannedLine(resultOf()), 'scanned 2 files, 20 added lines, 1.2 kB with 300 rules in 12 ms');
    assert.equal(scannedLine(resultOf({}, { files: 1, addedLines: 1, bytes: 1, rules: 1 })), 'scanned 1 file, 1 added line, 1 B with 1 rule in 12 ms');
  });

  it('says that nothing was looked at when nothing was', () => {
    assert.match(scannedLine(resultOf({}, { files: 0, addedLines: 0, bytes: 0 })), /^scanned 0 files, 0 added lines, 0 B /);
  });

  it('gives sizes in decimal units', () => {
    const size = (bytes: number): string | undefined => /lines, (.*) with/.exec(scannedLine(resultOf({}, { bytes })))?.[1];
    assert.deepEqual([0, 999, 1000, 999_900, 1_000_000, 2_340_000_000].map(size), ['0 B', '999 B', '1.0 kB', '999.9 kB', '1.0 MB', '2340.0 MB']);
  });

  it('says what stands in for re2, and nothing when no pattern ran', () => {
    assert.match(scannedLine(resultOf({}, { engine: 'builtin' })), /12 ms, built-in RegExp$/);
    assert.doesNotMatch(scannedLine(resultOf({}, { engine: undefined })), /RegExp|re2/);
  });

  it('says what was suppressed and what was left out of the list', () => {
    assert.match(scannedLine(resultOf({ suppressed: 1 })), /, 1 finding suppressed$/);
    assert.match(scannedLine(resultOf({ suppressed: 3, omitted: 40 })), /, 3 findings suppressed, 40 more findings in files with very many$/);
  });
});

describe('the line about what was skipped', () => {
  it('is absent when nothing was', () => {
    assert.equal(skippedLine([]), undefined);
  });

  it('counts each reason', () => {
    const skipped: Skipped[] = [
      { path: 'a.png', why: 'binary: image' },
      { path: 'b', why: 'path filter' },
      { path: 'c.gif', why: 'binary: image' },
    ];
    assert.equal(skippedLine(skipped), 'skipped 3: 2 × binary: image, 1 × path filter');
  });
});
