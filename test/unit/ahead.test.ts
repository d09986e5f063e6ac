import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRule } from '../../scripts/patterns/compile-rule.js';
import { Ahead } from '../../src/detect/ahead.js';
import { FirstLook } from '../../src/detect/first-look.js';
import { matchRules } from '../../src/detect/match.js';
import { FARTHEST_BELOW } from '../../src/detect/refine/way-below.js';
import { scanText } from '../../src/detect/scan-text.js';
import { FamiliarText } from '../../src/rules/familiar-text.js';
import type { RuleSource } from '../../src/rules/schema.js';
import { detectorOf, ruleOf, textOf } from '../support/scan.js';

const written = (more: Partial<RuleSource>): RuleSource => ({
  id: 'made-up',
  title: 'Made up',
  keywords: ['take('],
  pattern: '\\btake\\(\\w{1,20}\\)',
  span: 'line',
  level: 'warning',
  confidence: 'medium',
  why: 'A test.',
  advice: 'None.',
  instead: 'give()',
  cwe: ['CWE-1'],
  languages: ['c'],
  docs: 'https://example.com/',
  examples: { match: ['take(a)'], ignore: [] },
  ...more,
});
const afterwards = (below: string, more: Partial<RuleSource> = {}) => compileRule(written({ below, ...more }), 'insecure-code').rule.afterwards;

describe('what comes below a match', () => {
  it('has literals, of which the build knows one for each way', () => {
    assert.deepEqual(afterwards('\\b(?:Fclose|dup2)\\([ ]?NAME'), ['fclose', 'dup2']);
    assert.deepEqual(afterwards('\\breturn[ ]NAME'), ['return']);
  });

  it('has none where a way has no literal, where names stand for themselves, and where a match is longer than its window', () => {
    for (const below of ['\\bclose\\(NAME|\\bNAME->', 'SAME', 'NAME\\[SIZE\\]']) assert.equal(afterwards(below), undefined, below);
    assert.equal(afterwards('\\bclose\\(NAME', { until: 'END' }), undefined);
  });

  it('is looked for no further than a way goes, in whatever order stretches come', () => {
    const plain = ruleOf({ id: 'made-up', keywords: ['take('], pattern: 'take\\(' });
    const rule = { ...plain, afterwards: ['close', 'dup2'] };
    const gap = ' '.repeat(FARTHEST_BELOW);
    const text = `take( ${gap}CLOSE take( ${gap}${gap}dup2`;
    const ahead = new Ahead(text);
    const near = (at: number): boolean => /close|dup2/i.test(text.slice(at, at + FARTHEST_BELOW + 9));
    for (const at of [0, 6, 10, text.length - 3, 7, gap.length + 20, 0]) assert.equal(ahead.mayHold(rule, at, at + 5), near(at), `at ${at}`);
    assert.equal(ahead.mayHold(plain, text.length, text.length), true);
  });

  it('is found on the last of its lines, and without it nothing is', () => {
    const rule = compileRule(written({ below: '\\bclose\\([ ]?NAME' }), 'insecure-code').rule;
    const found = (lines: string) => scanText(textOf(`void f() {\n  int a = take(a);\n${lines}}\n`, 'a.c'), detectorOf([rule])).findings.length;
    assert.equal(found(`${'  g();\n'.repeat(28)}  close(a);\n`), 1);
    assert.equal(found('  open(a);\n'), 0);
  });

  it('is not asked of a part of a text: what a history has new, and what is masked', () => {
    const rule = compileRule(written({ below: '\\bclose\\([ ]?NAME' }), 'insecure-code').rule;
    const { ruleset } = detectorOf([rule]);
    const part = Buffer.from('  int a = take(a);\n');
    assert.equal(matchRules(ruleset, part.toString('latin1'), ruleset.hits(part)).length, 1);
    const look = new FirstLook(detectorOf([rule]), new FamiliarText(1n));
    const whole = (call: string): Buffer => Buffer.from(`void f() {\n  int a = ${call}(a);\n${'  g();\n'.repeat(3)}  close(a);\n}\n`);
    assert.equal(look.mayHold(whole('leave')), false);
    assert.equal(look.mayHold(whole('take')), true);
  });
});
