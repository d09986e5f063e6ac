import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const DOORS = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'pre-merge-commit', 'pre-applypatch', 'pre-push'];
const SECRET = githubToken('tools');

/** The files that setting up may touch, with their modes. */
function state(repo: TempRepo): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (name: string): void => {
    if (existsSync(repo.path(name))) files[name] = `${statSync(repo.path(name)).mode & 0o777} ${readFileSync(repo.path(name), 'latin1')}`;
  };
  for (const folder of ['.git/hooks', '.husky', '.husky/_', '.github/workflows', '.gitlab']) {
    if (existsSync(repo.path(folder))) for (const entry of readdirSync(repo.path(folder), { withFileTypes: true })) if (entry.isFile()) add(`${folder}/${entry.name}`);
  }
  for (const name of ['package.json', 'lefthook.yml', '.pre-commit-config.yaml', '.git/config', '.gitlab-ci.yml']) add(name);
  return files;
}

interface Expected {
  /** What the tool's own hook says when a commit passes. */
  readonly mine: RegExp;
}

/** init twice, doctor, selftest, a bad commit, a good one, undo. */
function setUp(repo: TempRepo, { mine }: Expected): void {
  repo.git('add', '-A');
  const before = state(repo);
  const ran = repo.guard('init', '--yes');
  assert.equal(ran.code, 0, ran.all);
  const once = state(repo);
  assert.notDeepEqual(once, before);
  const again = repo.guard('init', '--yes');
  assert.match(again.stdout, /All is in place/, again.all);
  assert.deepEqual(state(repo), once, 'twice is once');
  const doctor = repo.guard('doctor');
  assert.equal(doctor.code, 0, doctor.all);
  const status = repo.git('status', '--porcelain');
  const proof = repo.guard('selftest');
  assert.equal(proof.code, 0, proof.all);
  assert.equal(repo.git('status', '--porcelain'), status, 'selftest leaves the worktree alone');

  repo.write('app.js', leak(SECRET));
  repo.git('add', '-A');
  const refused = repo.tryGit('commit', '-m', 'bad');
  assert.notEqual(refused.code, 0);
  assert.match(refused.all, /app\.js:1:23 error GitHub token/);
  assert.ok(!refused.all.includes(SECRET));
  repo.write('app.js', 'export const token = process.env.TOKEN;\n');
  repo.git('add', 'app.js');
  const accepted = repo.tryGit('commit', '-m', 'good');
  assert.equal(accepted.code, 0, accepted.all);
  assert.match(accepted.all, mine);

  const undone = repo.guard('init', '--undo');
  assert.equal(undone.code, 0, undone.all);
  assert.deepEqual(state(repo), before, 'byte for byte');
}

/** Only where the machine has it: its packages come from elsewhere. */
const framework = spawnSync('pre-commit', ['--version']).status === 0 ? false : 'the pre-commit framework is not installed (Debian: apt-get install pre-commit)';

describe('init with what runs hooks already', () => {
  const inRepo = (test: (repo: TempRepo) => void) => (): void => {
    const repo = new TempRepo({ hook: false });
    try {
      test(repo);
    } finally {
      repo.remove();
    }
  };

  it(
    'husky, its folder not yet there',
    inRepo((repo) => {
      repo.write('.husky/pre-commit', 'echo MINE\n');
      setUp(repo, { mine: /^MINE$/m });
    }),
  );

  it(
    'the pre-commit framework',
    { skip: framework },
    inRepo((repo) => {
      repo.write('.pre-commit-config.yaml', 'repos: # ours\n- repo: local\n  hooks:\n  - id: mine\n    name: MINE\n    entry: echo\n    language: system\n');
      repo.git('add', '-A');
      assert.equal(repo.run('pre-commit', ['install']).code, 0);
      setUp(repo, { mine: /^MINE\.+Passed$/m });
    }),
  );

  it(
    'lefthook, with jobs, commands and neither',
    inRepo((repo) => {
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', repo.home, 'lefthook@2'], { stdio: 'pipe' });
      const bin = join(repo.home, 'node_modules/.bin/lefthook');
      const config =
        'pre-commit:\n  parallel: true\n  jobs:\n    - run: echo MINE\n\ncommit-msg:\n  commands:\n    check:\n      run: grep -q . {1}\npre-push:\n  parallel: false\n';
      repo.write('lefthook.yml', config);
      assert.equal(repo.run(bin, ['install']).code, 0);
      // The project's own node_modules is shared by all tests: there lefthook is a note, not a step.
      const note = repo.guard('init', '--yes');
      assert.match(note.stdout, /then run: lefthook install/);
      assert.equal(repo.run(bin, ['install']).code, 0);
      assert.deepEqual(
        DOORS.filter((door) => !repo.read(`.git/hooks/${door}`).includes('call_lefthook')),
        [],
      );
      assert.equal(repo.guard('doctor').code, 0);
      const proof = repo.guard('selftest');
      assert.equal(proof.code, 0, proof.all);
      repo.write('app.js', leak(SECRET));
      repo.git('add', '-A');
      assert.match(repo.tryGit('commit', '-m', 'bad').all, /app\.js:1:23 error GitHub token/);
      assert.equal(repo.commits(), 0);
      repo.git('rm', '-q', '--cached', 'app.js');
      const accepted = repo.tryGit('commit', '-m', 'good');
      assert.equal(accepted.code, 0, accepted.all);
      assert.match(accepted.all, /MINE/);
      repo.guard('init', '--undo');
      assert.equal(repo.read('lefthook.yml'), config);
    }),
  );

  it(
    'a hook of the person’s own, and one that is no shell script',
    inRepo((repo) => {
      repo.write('.git/hooks/pre-commit', '#!/bin/sh\necho MINE\n');
      repo.write('.git/hooks/commit-msg', `#!${process.execPath}\nprocess.exitCode = 0;\n`);
      for (const name of ['pre-commit', 'commit-msg']) chmodSync(repo.path(`.git/hooks/${name}`), 0o755);
      setUp(repo, { mine: /^MINE$/m });
    }),
  );

  it(
    'a hook that somebody changed since: undo takes out what is ours, and only that',
    inRepo((repo) => {
      repo.write('.git/hooks/pre-commit', '#!/bin/sh\necho MINE\n');
      chmodSync(repo.path('.git/hooks/pre-commit'), 0o755);
      repo.guard('init', '--yes');
      repo.write('.git/hooks/pre-commit', `${repo.read('.git/hooks/pre-commit')}echo more\n`);
      repo.guard('init', '--undo');
      assert.equal(repo.read('.git/hooks/pre-commit'), '#!/bin/sh\necho MINE\necho more\n');
    }),
  );

  it(
    'nobody to ask: nothing is changed, and said',
    inRepo((repo) => {
      const before = state(repo);
      const ran = repo.guard('init');
      assert.equal(ran.code, 2);
      assert.match(ran.stdout, /^change new hook \.git\/hooks\/pre-commit$/m);
      assert.match(ran.stderr, /init --yes does it/);
      assert.deepEqual(state(repo), before);
    }),
  );

  it(
    'a package below the top of the repository that has the program',
    inRepo((repo) => {
      repo.run('sh', ['-c', 'mkdir -p packages/app && mv node_modules packages/app/']);
      const inside = (...args: string[]) => repo.run('node_modules/.bin/precommit-guard', args, { cwd: repo.path('packages/app') });
      assert.equal(inside('init', '--yes').code, 0);
      assert.equal(inside('doctor').code, 0);
      const proof = inside('selftest');
      assert.equal(proof.code, 0, proof.all);
      const above = repo.run('packages/app/node_modules/.bin/precommit-guard', ['doctor']);
      assert.equal(above.code, 0, above.all);
    }),
  );

  it(
    'CI: a workflow, a job that is included, and both taken out again',
    inRepo((repo) => {
      repo.write('.gitlab-ci.yml', '# mine\ninclude:\n  - local: a.yml\ntest:\n  script: [ "true" ]\n');
      repo.write('package.json', '{ "packageManager": "pnpm@9.0.0" }\n');
      repo.guard('init', '--yes');
      const before = state(repo);
      assert.equal(repo.guard('init', '--yes', '--ci', 'github').code, 0);
      assert.match(repo.read('.github/workflows/precommit-guard.yml'), /pnpm install --frozen-lockfile/);
      assert.equal(repo.guard('init', '--yes', '--ci', 'gitlab').code, 0);
      assert.match(repo.read('.gitlab-ci.yml'), /^include:\n {2}- local: \.gitlab\/precommit-guard\.yml # precommit-guard init\n {2}- local: a\.yml$/m);
      const both = state(repo);
      repo.guard('init', '--yes', '--ci', 'gitlab');
      assert.deepEqual(state(repo), both);
      repo.guard('init', '--undo');
      const hooks = Object.keys(before).filter((name) => DOORS.includes(name.slice('.git/hooks/'.length)));
      assert.deepEqual(state(repo), Object.fromEntries(Object.entries(before).filter(([name]) => !hooks.includes(name))));
    }),
  );
});
