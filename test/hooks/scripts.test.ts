import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from '../support/installed.js';

describe('the scripts in hooks/', () => {
  const folder = join(PROJECT, 'hooks');
  const textOf = (door: string): string => readFileSync(join(folder, door), 'utf8');

  it('are one script under six names (node scripts/hooks.mjs writes them)', () => {
    const doors = readdirSync(folder).sort();
    assert.deepEqual(doors, ['commit-msg', 'pre-applypatch', 'pre-commit', 'pre-merge-commit', 'pre-push', 'prepare-commit-msg']);
    for (const door of doors) assert.equal(textOf(door), textOf('pre-commit').replace("\ndoor='pre-commit'\n", `\ndoor='${door}'\n`), door);
  });
});
