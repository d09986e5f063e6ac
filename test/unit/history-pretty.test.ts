import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HistoryFinding } from '../../src/model/history.js';
import { historyPretty } from '../../src/report/history-pretty.js';
import { textWidth } from '../../src/report/text-width.js';
import { wayOutText } from '../../src/report/way-out.js';
import { findingOf, resultOf } from '../support/results.js';

const commit = { id: 'c'.repeat(40), date: '2026-01-31T00:00:00Z', author: 'A Person With A Long Name' };
const finding: HistoryFinding = {
  ...findingOf({ message: `A title ${'with many words '.repeat(12)}`.trim(), advice: 'Words that go on and on, '.repeat(9).trim() }),
  introduced: commit,
  removed: commit,
  reachable: ['local'],
  refs: ['refs/heads/one', 'refs/heads/two', 'refs/heads/three', 'refs/heads/four'],
  moreRefs: 1000,
  paths: [],
  versions: 1,
};
const pretty = (findings: readonly HistoryFinding[], width?: number): string =>
  historyPretty(
    { ...resultOf([...findings]), findings, secrets: [{ key: 'k', findings }], commits: 12_345, objects: 123_456 },
    { colour: false, quiet: false, verbose: false, fails: () => true, ...(width === undefined ? {} : { width }) },
  );

describe('the report of a history', () => {
  it('fits a terminal, broken between words, and says the same as without one', () => {
    for (const width of [60, 80, 120]) {
      const narrow = pretty([finding], width);
      for (const line of narrow.split('\n')) assert.ok(textWidth(line) <= width, `${width}: ${line}`);
      assert.equal(narrow.replaceAll(/\s+/g, ' '), pretty([finding]).replaceAll(/\s+/g, ' '));
    }
  });

  it('counts one more place as one', () => {
    assert.match(pretty(Array.from({ length: 6 }, () => finding)), /also: 1 more place \(--verbose tells all\)/);
    assert.match(pretty(Array.from({ length: 7 }, () => finding)), /also: 2 more places/);
  });

  it('breaks the words of the way out, and no command', () => {
    const text = wayOutText({ kind: 'rewrite' }, false, 60);
    assert.match(text, /^ {2}1\. Revoke .{1,48}\n {5}\S/m);
    assert.match(text, /^ {2}3\. git clone --mirror .* --replace-message ~\/replacements\.txt$/m);
  });
});
