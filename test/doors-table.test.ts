import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from './support/installed.js';

describe('docs/doors.md', () => {
  const table = [...readFileSync(join(PROJECT, 'docs/doors.md'), 'utf8').matchAll(/^\| (\d\d) \| /gm)].map(([, number]) => number);

  it('has a test for each way, and a way for each test', () => {
    const tested = readdirSync(join(PROJECT, 'test/git'))
      .filter((name) => name.startsWith('doors-'))
      .flatMap((name) => [...readFileSync(join(PROJECT, 'test/git', name), 'utf8').matchAll(/\bit\('way (\d\d): /g)].map(([, number]) => number));
    assert.deepEqual(tested.sort(), table);
    assert.ok(table.length >= 30);
    assert.equal(new Set(table).size, table.length);
  });
});
