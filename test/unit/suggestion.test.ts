import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { suggestion } from '../../src/config/suggestion.js';

const RULES = ['aws-access-key-id', 'aws-secret-access-key', 'github-token', 'slack-bot-token', 'password-assignment'];
const LEVELS = ['error', 'warning', 'note', 'never'];
const SETTINGS = ['preset', 'include', 'exclude', 'rules', 'failOn', 'salt'];

/** Levenshtein's distance by its definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  if (a[0] === b[0]) return distance(a.slice(1), b.slice(1));
  return 1 + Math.min(distance(a.slice(1), b), distance(a, b.slice(1)), distance(a.slice(1), b.slice(1)));
}

describe('a suggestion', () => {
  it('is the name that was meant', () => {
    for (const [written, known, meant] of [
      ['aws-acces-key-id', RULES, 'aws-access-key-id'],
      ['aws-access-keyid', RULES, 'aws-access-key-id'],
      ['github_token', RULES, 'github-token'],
      ['GitHub-Token', RULES, 'github-token'],
      ['slack-bot-tokens', RULES, 'slack-bot-token'],
      ['eror', LEVELS, 'error'],
      ['errors', LEVELS, 'error'],
      ['warnings', LEVELS, 'warning'],
      ['warn', LEVELS, 'warning'],
      ['err', LEVELS, 'error'],
      ['recomended', ['recommended', 'strict', 'secrets-only'], 'recommended'],
      ['fail-on', SETTINGS, 'failOn'],
      ['excludes', SETTINGS, 'exclude'],
      ['excl', SETTINGS, 'exclude'],
    ] as const) {
      assert.equal(suggestion(written, known), meant, written);
    }
  });

  it('is none when nothing is near', () => {
    for (const [written, known] of [
      ['something-else-entirely', RULES],
      ['fatal', LEVELS],
      ['', LEVELS],
      ['x', SETTINGS],
      ['token', []],
    ] as const) {
      assert.equal(suggestion(written, known), undefined, written);
    }
  });

  it('is a known name, and no other is nearer', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (written, known) => {
        const near = suggestion(written, known);
        const least = Math.min(...known.map((name) => distance(written, name)));
        if (near === undefined) assert.ok(least > 2);
        else assert.ok(known.includes(near) && (distance(written, near) === least || near.startsWith(written)));
      }),
      { numRuns: 500 },
    );
  });
});
