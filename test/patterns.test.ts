import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asciiLower } from '../scripts/patterns/anchor.js';
import { ExampleChecker, filled } from '../scripts/patterns/check-examples.js';
import { slowestInput } from '../scripts/patterns/hostile-input.js';
import type { Rule } from '../src/model/rule.js';
import { numbers, samplePattern } from './support/sample-pattern.js';
import { allRules } from './support/scan.js';

const { rules, problems } = allRules();
const files = [...new Set(rules.map(({ file }) => file))];
const SAMPLES = 60;
/** Examples are filled anew with each of these: none may match by the luck of one seed. */
const SEEDS = ['second', 'third', 'fourth'];

/** Is one of its keywords there, and one of the literals it needs beside them? Keywords that are a prefix begin with what stands before it. */
function holdsKeyword(rule: Rule, matched: string): boolean {
  const lower = `\n${asciiLower(matched)}`;
  return [rule.keywords, rule.besides ?? rule.keywords].every((literals) => literals.some((literal) => lower.includes(literal)));
}

/** What a rule's pattern matches; where syntaxes find the value, the example is all there is to see. */
function matchesOf(rule: Rule, text: string): string[] {
  if (rule.syntaxes !== undefined) return [text];
  return [...text.matchAll(new RegExp(rule.pattern, 'g'))].map(([whole]) => whole);
}

describe('the rules', () => {
  it('are read and compiled without a problem', () => {
    assert.deepEqual(problems, []);
    assert.ok(rules.length >= 300, `${rules.length} rules`);
  });

  it('have ids of their own', () => {
    const ids = rules.map(({ rule }) => rule.id);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it('have at least three examples to find and three to leave alone, none twice', () => {
    const poor = rules.filter(({ source: { examples } }) =>
      [examples.match, examples.ignore].some((list) => new Set(list.map((example) => JSON.stringify(example))).size < Math.max(3, list.length)),
    );
    assert.deepEqual(
      poor.map(({ rule }) => rule.id),
      [],
    );
  });

  it('name where their format is documented, and what to do', () => {
    const silent = rules.filter(({ rule }) => !URL.canParse(rule.docs) || !/^[A-Z].*\.$/s.test(rule.advice));
    assert.deepEqual(
      silent.map(({ rule }) => rule.id),
      [],
    );
  });

  it('have openings that hold their keyword, where they have openings', () => {
    for (const { rule } of rules.filter((one) => one.rule.opening !== undefined)) {
      const below = numbers(17);
      assert.ok(rule.pattern.startsWith(rule.opening ?? ''), rule.id);
      for (let sample = 0; sample < 5000; sample++) {
        const text = samplePattern(rule.opening ?? '', below).toLowerCase();
        assert.ok(
          rule.keywords.some((keyword) => text.includes(keyword)),
          `${rule.id}: ${JSON.stringify(text)}`,
        );
      }
    }
  });

  it('have keywords of four bytes or more, lower case', () => {
    const wrong = rules.filter(({ rule }) => rule.keywords.some((keyword) => keyword.length < 4 || keyword !== keyword.replace(/[A-Z]/g, (letter) => letter.toLowerCase())));
    assert.deepEqual(
      wrong.map(({ rule }) => rule.id),
      [],
    );
  });
});

const checker = new ExampleChecker(
  rules.map(({ rule }) => rule),
  ['re2', 'builtin'],
);

for (const file of files) {
  describe(`patterns/${file}`, () => {
    const own = rules.filter((one) => one.file === file);

    it('finds its examples under both engines, and none of another rule', () => {
      assert.deepEqual(
        own.flatMap(({ rule, source }) => checker.check(rule, source).map((problem) => `${rule.id}: ${problem}`)),
        [],
      );
    });

    it('finds its examples whatever they are filled with', () => {
      const missed: string[] = [];
      for (const { rule, source } of own) {
        for (const [index, template] of source.examples.match.entries()) {
          for (const seed of SEEDS) {
            const { path, text } = filled(rule, template, `${seed}${index}`);
            if (!checker.told(rule, { path, text }, 'builtin')) missed.push(`${rule.id}: ${text}`);
          }
        }
      }
      assert.deepEqual(missed, []);
    });

    it('holds a keyword and what else it needs in every match of its examples', () => {
      let matches = 0;
      for (const { rule, source } of own) {
        for (const template of source.examples.match) {
          for (const matched of matchesOf(rule, filled(rule, template, 'keyword').text)) {
            matches++;
            assert.ok(holdsKeyword(rule, matched), `${rule.id}: ${matched}`);
          }
        }
      }
      assert.ok(matches > 0);
    });

    it('holds a keyword and what else it needs in whatever its patterns can match', () => {
      const without: string[] = [];
      for (const { rule } of own.filter((one) => one.rule.syntaxes === undefined)) {
        const below = numbers(rule.id.length * 7919 + rule.pattern.length);
        const samples = Array.from({ length: SAMPLES }, () => ` ${samplePattern(rule.pattern, below)} `);
        const lacking = samples.flatMap((sample) => matchesOf(rule, sample)).filter((matched) => !holdsKeyword(rule, matched));
        if (lacking.length > 0) without.push(`${rule.id}: ${JSON.stringify(lacking.sort((a, b) => a.length - b.length)[0])}`);
      }
      assert.deepEqual(without, []);
    });

    it('takes bounded time on near-matches', () => {
      assert.deepEqual(
        own.map(({ rule, source }) => slowestInput(rule, source)).filter((slow) => slow !== undefined),
        [],
      );
    });
  });
}
