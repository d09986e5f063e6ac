import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MOST_FOLLOWED, MOST_FOLLOWED_BYTES, MOST_LOOKS } from '../../src/detect/refine/followed.js';
import { scanText } from '../../src/detect/scan-text.js';
import type { Finding } from '../../src/model/finding.js';
import type { Level } from '../../src/model/rule.js';
import { detectorOf, ruleOf, textOf } from '../support/scan.js';

const LISTED = 1000;
const rules = [ruleOf({ id: 'sink', kind: 'insecure-code', in: 'code', keywords: ['sink'], pattern: '\\bsink\\(', flow: { request: 'error' }, level: 'error' })];
const handler = (body: string): string => `function handle(req, res) {\n  const p = req.query.p;\n${body}}\n`;
const told = (content: string): { findings: readonly Finding[]; omitted: number } => scanText(textOf(content, 'a.js'), detectorOf(rules));
const levels = (findings: readonly Finding[]): readonly Level[] => findings.map(({ level }) => level);

describe('values of one text', () => {
  it('are followed up to so many, and told a level lower beyond', () => {
    // Uses that come to nothing are followed as well.
    const harmless = '  sink("x");\n'.repeat(MOST_FOLLOWED - 3);
    const { findings } = told(handler(`  sink(p);\n${harmless}${'  sink(p);\n'.repeat(5)}`));
    assert.deepEqual(levels(findings), ['error', 'error', 'error', 'warning', 'warning', 'warning']);
    assert.match(findings[3]?.message ?? '', /too many like it/);
  });

  it('are followed up to so many bytes of calls and expressions, and told a level lower beyond', () => {
    const long = `p + ${'"0123456789" + '.repeat(40)}"x"`;
    const calls = Math.ceil(MOST_FOLLOWED_BYTES / long.length);
    assert.ok(calls < LISTED);
    const { findings, omitted } = told(handler(`  sink(${long});\n`.repeat(calls)));
    const followed = levels(findings).indexOf('warning');
    assert.equal(findings.length + omitted, calls);
    assert.ok(followed > 50 && followed < calls, `${followed} of ${calls}`);
    // A call counts, and what is read of it: no more than twice its length.
    assert.ok(followed * long.length <= MOST_FOLLOWED_BYTES && 2.2 * followed * long.length >= MOST_FOLLOWED_BYTES, `${followed} of ${calls}`);
    assert.deepEqual(
      levels(findings),
      findings.map((_, at) => (at < followed ? 'error' : 'warning')),
    );
  });

  it('are followed over so many names, and told a level lower beyond', () => {
    const chain = `  const c0 = "x";\n${[1, 2, 3, 4, 5].map((at) => `  const c${at} = c${at - 1};\n`).join('')}`;
    const last = (uses: number): readonly Level[] => levels(told(handler(`${chain}${'  sink(c5);\n'.repeat(uses)}  sink(p);\n`)).findings);
    assert.deepEqual(last(Math.floor(MOST_LOOKS / 10)), ['error']);
    const beyond = Math.ceil(MOST_LOOKS / 5);
    assert.ok(beyond < MOST_FOLLOWED);
    assert.equal(last(beyond).at(-1), 'warning');
  });

  it('that stand in short calls are all followed in a text of any length', () => {
    const between = `  other(${'"0123456789", '.repeat(60)}1);\n`;
    const { findings } = told(handler(`${between.repeat(3)}  sink(p);\n`.repeat(600)));
    assert.deepEqual(new Set(levels(findings)), new Set(['error']));
    assert.equal(findings.length, 600);
  });
});
