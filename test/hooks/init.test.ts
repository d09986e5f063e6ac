import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const DOORS = ['commit-msg', 'pre-applypatch', 'pre-commit', 'pre-merge-commit', 'pre-push', 'prepare-commit-msg'];
const SECRET = githubToken('init');

describe('init', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
  });
  afterEach(() => repo.remove());

  const hooks = (folder = '.git/hooks'): Record<string, string> =>
    Object.fromEntries(
      readdirSync(repo.path(folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.sample'))
        .map(({ name }) => [name, `${statSync(repo.path(join(folder, name))).mode & 0o777} ${readFileSync(repo.path(join(folder, name)), 'latin1')}`]),
    );
  const init = (...args: string[]): void => {
    const ran = repo.guard('init', '--yes', ...args);
    assert.equal(ran.code, 0, ran.all);
  };
  const mine = (name: string, text: string): void => {
    repo.write(name, text);
    chmodSync(repo.path(name), 0o755);
  };
  const refuses = (): void => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    const ran = repo.tryGit('commit', '-m', 'x');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^a\.js:1:23 error/m);
    repo.git('rm', '-q', '--cached', 'a.js');
  };

  it('installs all hooks, twice the same, and takes them out again', () => {
    init();
    assert.deepEqual(Object.keys(hooks()).sort(), DOORS);
    const first = hooks();
    refuses();
    init();
    assert.deepEqual(hooks(), first);
    init('--undo');
    assert.deepEqual(hooks(), {});
  });

  it('keeps what is in the hooks, runs it after the program, and hands on what git says to pre-push', () => {
    mine('.git/hooks/pre-commit', '#!/bin/sh\necho mine: "$0" >&2\n');
    mine('.git/hooks/pre-push', '#!/bin/sh\necho "refs: $(cat)" >&2\n');
    mine('.git/hooks/commit-msg', `#!${process.execPath}\nprocess.stderr.write('node: ' + process.argv[2] + '\\n');\n`);
    const before = hooks();
    init();
    refuses();
    const added = hooks();
    init();
    assert.deepEqual(hooks(), added, 'twice is once');
    const ran = repo.tryGit('commit', '--allow-empty', '-m', 'x');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.stderr, /^mine: \.git\/hooks\/pre-commit$/m);
    assert.match(ran.stderr, /^node: \.git\/COMMIT_EDITMSG$/m);
    const remote = join(repo.home, 'remote.git');
    repo.git('init', '-q', '--bare', remote);
    assert.match(repo.tryGit('push', remote, 'main').stderr, /^refs: refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}$/m);
    init('--undo');
    assert.deepEqual(hooks(), before);
  });

  it('writes into .husky under husky, and a line that was there by hand is enough', () => {
    assert.equal(repo.run(process.execPath, ['node_modules/husky/bin.js']).code, 0);
    repo.write('.husky/pre-commit', 'npx --no-install precommit-guard --staged\n');
    init();
    assert.equal(repo.read('.husky/pre-commit'), 'npx --no-install precommit-guard --staged\n');
    assert.deepEqual(Object.keys(hooks('.husky')).sort(), DOORS);
    assert.equal(existsSync(repo.path('.git/hooks/pre-push')), false);
    repo.write('.husky/pre-commit', '');
    init();
    refuses();
    assert.equal(repo.guard('doctor').code, 0);
    init('--undo');
    assert.equal(repo.read('.husky/pre-commit'), '');
    assert.deepEqual(Object.keys(hooks('.husky')), ['pre-commit']);
  });

  it('uses a hooks folder of the repository’s own, and leaves one that others use alone', () => {
    repo.git('config', 'core.hooksPath', 'my hooks');
    init();
    assert.deepEqual(Object.keys(hooks('my hooks')).sort(), DOORS);
    refuses();
    const outside = join(repo.home, 'hooks');
    repo.git('config', 'core.hooksPath', outside);
    const ran = repo.guard('init', '--yes');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.stderr, /core\.hooksPath in file:\.git\/config/);
    assert.equal(existsSync(outside), false);
  });

  it('takes out of a copied repository its own hooks, and leaves those of the one that it was copied from alone', () => {
    mine('.git/hooks/pre-commit', '#!/bin/sh\necho mine >&2\n');
    const before = hooks();
    init();
    const guarded = hooks();
    const copy = join(repo.home, 'copy');
    repo.run('cp', ['-R', repo.root, copy]);
    const ran = repo.guard('init', '--undo', '--cwd', copy);
    assert.equal(ran.code, 0, ran.all);
    assert.doesNotMatch(ran.all, /\.\.\//);
    assert.deepEqual(hooks(), guarded);
    assert.deepEqual(hooks(relative(repo.root, join(copy, '.git/hooks'))), before);
    init('--undo');
    assert.deepEqual(hooks(), before);
  });

  it('says what cannot be noted, where and why, when the git directory takes no more', () => {
    repo.write('.git/precommit-guard', 'a file in the place of the folder\n');
    const ran = repo.guard('init', '--yes');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.stderr, /cannot be noted in .*precommit-guard \(E[A-Z]+\)\./);
    assert.doesNotMatch(ran.stderr, /internal error/);
  });

  it('renews a copy of another version', () => {
    init();
    const now = hooks();
    writeFileSync(repo.path('.git/hooks/pre-commit'), `${repo.read('.git/hooks/pre-commit')}# older\n`);
    assert.match(repo.guard('doctor').stdout, /! pre-commit +The pre-commit hook is of another version/);
    init();
    assert.deepEqual(hooks(), now);
  });

  it('selftest refuses the canary at both doors and leaves nothing; without hooks it says that a key passes', () => {
    const state = (): string => `${repo.git('count-objects', '-v')}${repo.git('status', '--porcelain')}${readFileSync(repo.path('.git/index')).toString('hex')}`;
    repo.git('add', '-A');
    const open = repo.guard('selftest');
    assert.equal(open.code, 1, open.all);
    assert.match(open.stdout, /✖ pre-commit LETS A MADE-UP KEY PASS/);
    init();
    const before = state();
    const ran = repo.guard('selftest');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.stdout, /✔ pre-commit refuses a made-up key\n✔ prepare-commit-msg refuses a made-up key/);
    assert.equal(state(), before);
    repo.write('.precommit-guardrc.json', '{ "exclude": ["*.js"] }');
    assert.equal(repo.guard('selftest').code, 1);
    repo.write('.precommit-guardrc.json', '{ "exclude": "*.js" }');
    const blind = repo.guard('selftest');
    assert.equal(blind.code, 1);
    assert.match(blind.stdout, /✖ pre-commit refuses everything: it did not look/);
  });

  it('doctor tells that a sparse checkout left the hooks out, and its cure works', () => {
    assert.equal(repo.run(process.execPath, ['node_modules/husky/bin.js']).code, 0);
    assert.equal(repo.guard('init', '--yes').code, 0);
    repo.commitUnchecked({ 'src/a.js': '// a\n' });
    repo.git('sparse-checkout', 'set', 'src');
    assert.equal(repo.run(process.execPath, ['node_modules/husky/bin.js']).code, 0);
    const ran = repo.guard('doctor');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /✖ pre-commit +The pre-commit hook is not checked out\.\n +do: git sparse-checkout add \.husky\n/);
    repo.git('sparse-checkout', 'add', '.husky');
    assert.equal(repo.guard('doctor').code, 0);
  });

  it('doctor says in JSON what is the matter', () => {
    init();
    const healthy = JSON.parse(repo.guard('doctor', '--json').stdout) as { guarded: boolean; checks: { name: string; state: string }[] };
    assert.equal(healthy.guarded, true);
    assert.deepEqual(
      healthy.checks.filter(({ state }) => state === 'fault'),
      [],
    );
    repo.write('.precommit-guardrc.json', '{ "failOn": "never" }');
    const ran = repo.guard('doctor', '--json');
    assert.equal(ran.code, 1);
    const faults = (JSON.parse(ran.stdout) as { checks: { name: string; state: string; cure?: string }[] }).checks.filter(({ state }) => state === 'fault');
    assert.deepEqual(
      faults.map(({ name, cure }) => [name, typeof cure]),
      [['configuration', 'string']],
    );
  });
});
