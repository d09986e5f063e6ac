import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
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

  it('the hook of docs/hooks.md that needs no package.json: installed by the framework, it refuses a bad commit and accepts a good one', () => {
    const repo = new TempRepo({ hook: false });
    try {
      const tarball = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', repo.home], { cwd: PROJECT, encoding: 'utf8' }).trim();
      const page = readFileSync(join(PROJECT, 'docs/hooks.md'), 'utf8');
      const config = /<!-- framework -->\n```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? assert.fail('no block');
      assert.match(config, /\/path\/to\/precommit-guard-[\d.]+\.tgz/);
      repo.write('.pre-commit-config.yaml', config.replace(/\/path\/to\/\S+\.tgz/, join(repo.home, tarball)));
      repo.run('rm', ['node_modules']);
      // npm needs what the machine says of networks, and is told, as on the page, not to compile re2; git keeps to the repository.
      const env = { ...process.env, npm_config_ignore_scripts: 'true', PRE_COMMIT_HOME: join(repo.home, 'cache'), GIT_CONFIG_GLOBAL: join(repo.home, '.gitconfig') };
      assert.equal(repo.run('pre-commit', ['install'], { env }).code, 0);
      const commit = (content: string) => {
        repo.write('app.js', content);
        repo.git('add', '-A');
        return repo.run('git', ['commit', '-m', 'x'], { env });
      };
      const refused = commit(leak(SECRET));
      assert.equal(refused.code, 1, refused.all);
      assert.match(refused.all, /app\.js:1:23 error GitHub token/);
      assert.ok(!refused.all.includes(SECRET));
      assert.equal(repo.commits(), 0);
      const accepted = commit('export const a = 1;\n');
      assert.equal(accepted.code, 0, accepted.all);
      assert.match(accepted.all, /precommit-guard\.+Passed/);
      assert.equal(repo.commits(), 1);
    } finally {
      repo.remove();
    }
  });
});
