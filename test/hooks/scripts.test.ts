import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { PROJECT } from '../support/installed.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

describe('the scripts in hooks/', () => {
  const folder = join(PROJECT, 'hooks');
  const textOf = (door: string): string => readFileSync(join(folder, door), 'utf8');

  it('are one script under six names (node scripts/hooks.mjs writes them)', () => {
    const doors = readdirSync(folder).sort();
    assert.deepEqual(doors, ['commit-msg', 'pre-applypatch', 'pre-commit', 'pre-merge-commit', 'pre-push', 'prepare-commit-msg']);
    for (const door of doors) assert.equal(textOf(door), textOf('pre-commit').replace("\ndoor='pre-commit'\n", `\ndoor='${door}'\n`), door);
  });

  it('work under every shell that is here, with spaces in the path, without a terminal and with -eu', () => {
    const shells = [['sh'], ['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh'], ['ksh'], ['zsh', '--emulate', 'sh']].filter(
      ([name = '']) => spawnSync(name, ['-c', 'exit 0']).status === 0,
    );
    // On Debian sh is dash: what is the same program is tried once.
    const program = ([name = '', ...options]: readonly string[]): string =>
      [spawnSync('sh', ['-c', 'readlink -f "$(command -v "$1")"', 'sh', name], { encoding: 'utf8' }).stdout.trim(), ...options].join(' ');
    const different = shells.filter((one, at) => shells.findIndex((other) => program(other) === program(one)) === at);
    assert.ok(shells.length > 0);
    const secret = githubToken('shells');
    for (const [shell = '', ...options] of different) {
      const repo = new GuardedRepo();
      try {
        repo.write('a file.js', leak(secret));
        repo.git('add', '-A');
        const env = { GIT_INDEX_FILE: '.git/index' };
        for (const door of ['pre-commit', 'prepare-commit-msg']) {
          const ran = repo.run(shell, [...options, '-eu', `.git/hooks/${door}`, '.git/COMMIT_EDITMSG'], { env, input: '' });
          assert.equal(ran.code, 1, `${shell} ${door}: ${ran.all}`);
          assert.match(ran.all, /^a file\.js:1:23 error/m);
        }
        repo.write('a file.js', HARMLESS);
        repo.git('add', '-A');
        assert.equal(repo.run(shell, [...options, '-eu', '.git/hooks/pre-commit'], { env }).code, 0);
        const proven = repo.run(shell, [...options, '-eux', '.git/hooks/prepare-commit-msg', '.git/COMMIT_EDITMSG'], { env });
        assert.equal(proven.code, 0, proven.all);
        assert.doesNotMatch(proven.stderr, /command -v node/, `${shell} takes the stamp`);
      } finally {
        repo.remove();
      }
    }
  });
});
