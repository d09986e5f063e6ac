// precommit-guard-ignore-file password-assignment -- seeds: made-up passwords that must be found
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from './support/scan.js';
import { SEEDS_OF_SETTINGS } from './support/seeds-settings.js';
import { SEEDS_OF_VALUES } from './support/seeds-values.js';

describe('the first weaknesses of every program', () => {
  for (const { name, cwe, in: places } of [...SEEDS_OF_VALUES, ...SEEDS_OF_SETTINGS]) {
    it(`${name}: found in ${places.length} places, each with the secure form`, () => {
      const missed = places.filter(([path, code]) => !findingsIn(code, path).some((finding) => finding.cwe.some((one) => cwe.includes(one)) && (finding.instead ?? '') !== ''));
      assert.deepEqual(missed, []);
    });
  }

  it('credentials: found in code and in Terraform', () => {
    for (const [path, code] of [
      ['a.py', 'password = "admin123"'],
      ['a.js', 'const password = "admin123";'],
      ['main.tf', 'password = "Adm1n-123!x"'],
    ] as const) {
      assert.ok(
        findingsIn(code, path).some(({ kind }) => kind === 'secret'),
        path,
      );
    }
  });
});
