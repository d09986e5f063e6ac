import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRule } from '../../scripts/patterns/compile-rule.js';
import type { RuleSource } from '../../src/rules/schema.js';

const base: RuleSource = {
  id: 'sql-made-up',
  title: 'Made up',
  languages: ['sql'],
  keywords: ['execute immediate'],
  pattern: 'execute immediate \\w{1,20}',
  span: 'line',
  level: 'warning',
  confidence: 'low',
  cwe: ['CWE-89'],
  why: 'An example.',
  advice: 'Bind the value.',
  instead: 'EXECUTE s USING v;',
  docs: 'https://cwe.mitre.org/data/definitions/89.html',
  examples: { match: ['a', 'b', 'c'], ignore: ['d', 'e', 'f'] },
};

describe('a rule whose letters count in both cases', () => {
  it('is refused when what happens below it asks for the name of the match, which would be spelt in both cases', () => {
    const { problems } = compileRule({ ...base, case: 'insensitive', below: '\\busing NAME\\b', lacks: ['\\bSIZE\\b', '|SAME'] }, 'insecure-code');
    assert.deepEqual(
      problems.map((text) => text.replace(/:.*spell (\w+) .*/, ' $1')),
      ['below NAME', 'lacks SIZE', 'lacks SAME'],
    );
  });

  it('may ask for words below it', () => {
    assert.deepEqual(compileRule({ ...base, case: 'insensitive', lacks: 'quote_ident|QUOTENAME' }, 'insecure-code').problems, []);
  });
});

describe('a rule whose letters count as they are written', () => {
  it('may ask for the name of the match below it', () => {
    assert.deepEqual(compileRule({ ...base, below: '\\busing NAME\\b' }, 'insecure-code').problems, []);
  });
});
