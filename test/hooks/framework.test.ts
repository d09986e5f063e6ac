import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const missing = spawnSync('pre-commit', ['--version']).status === 0 ? false : 'the pre-commit framework is not installed (Debian: apt-get install pre-commit)';
const SECRET = githubToken('framework');

describe('.pre-commit-hooks.yaml, run by the pre-commit framework', { skip: missing }, () => {
  /** A repository that offers our hooks, and one that uses them with the program on its PATH. */
  function tried(hook: string, ...options: string[]) {
    const repo = new TempRepo({ hook: false });
    const offers = join(repo.home, 'offers');
    mkdirSync(offers);
    copyFileSync(join(PROJECT, '.pre-commit-hooks.yaml'), join(offers, '.pre-commit-hooks.yaml'));
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-qm', 'hooks'],
    ])
      repo.run('git', args, { cwd: offers });
    repo.write('app.js', leak(SECRET));
    repo.write('clean.js', 'export const a = 1;\n');
    repo.git('add', '-A');
    const env = { PATH: `${repo.path('node_modules/.bin')}:${repo.env['PATH']}`, PRE_COMMIT_HOME: join(repo.home, 'cache') };
    const run = () => repo.run('pre-commit', ['try-repo', offers, hook, '--verbose', ...options], { env });
    return { repo, run };
  }

  it('precommit-guard-system: refuses what is staged, and passes what is clean', () => {
    const { repo, run } = tried('precommit-guard-system');
    try {
      const refused = run();
      assert.equal(refused.code, 1, refused.all);
      assert.match(refused.all, /exit code: 1[\s\S]*app\.js:1:23 error GitHub token/);
      assert.ok(!refused.all.includes(SECRET));
      repo.git('rm', '-q', '--cached', 'app.js');
      repo.run('rm', ['app.js']);
      const passed = run();
      assert.equal(passed.code, 0, passed.all);
      assert.match(passed.all, /Passed[\s\S]*no findings; scanned 2 files/);
    } finally {
      repo.remove();
    }
  });
});
