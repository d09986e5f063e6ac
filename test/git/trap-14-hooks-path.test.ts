import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedModules } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-14-hooks');

describe('trap 14: where git looks for hooks', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ 'a.js': '// base\n' });
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  it('trap 14: core.hooksPath relative to the worktree, of the repository: refused, from a sub-folder too, and passes without', () => {
    repo.installHook(repo.path('.githooks'));
    repo.git('config', 'core.hooksPath', '.githooks');
    mkdirSync(repo.path('lib'));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'hooksPath']);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'hooksPath'], { cwd: repo.path('lib') });
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'hooksPath']);
  });

  it('trap 14: core.hooksPath absolute, of the user, for all repositories: refused', () => {
    const folder = join(repo.home, 'hooks with spaces');
    repo.installHook(folder);
    repo.git('config', '--global', 'core.hooksPath', folder);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'hooksPath']);
  });

  it('trap 14: core.hooksPath on git’s own command line, and a hook that is a symbolic link: refused', () => {
    const folder = join(repo.home, 'links');
    mkdirSync(folder);
    symlinkSync(join(installedModules(), 'precommit-guard/hooks/pre-commit'), join(folder, 'pre-commit'));
    refused(repo, SECRET, 'a.js:1', ['-c', `core.hooksPath=${folder}`, 'commit', '-m', 'hooksPath']);
  });

  it('trap 14: a hook called from the user’s own hook, under sh -e and without a terminal: refused', () => {
    writeFileSync(repo.path('.git/hooks/pre-commit'), `#!/bin/sh\nset -eu\n. ./node_modules/precommit-guard/hooks/pre-commit\n`);
    chmodSync(repo.path('.git/hooks/pre-commit'), 0o755);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'sourced']);
    writeFileSync(repo.path('.git/hooks/pre-commit'), `#!/bin/sh\nset -e\n./node_modules/precommit-guard/hooks/pre-commit\necho 'and more' >&2\n`);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'called']);
    repo.write('a.js', HARMLESS);
    assert.match(passes(repo, ['commit', '-a', '-m', 'called']).stderr, /and more/);
  });

  it('trap 14: core.hooksPath that shadows the installed hook runs nothing: the commit passes unseen; the command finds the secret before and in the range after', () => {
    repo.installHook();
    const folder = join(repo.home, 'empty');
    mkdirSync(folder);
    repo.git('config', 'core.hooksPath', folder);
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    const ran = repo.tryGit('commit', '-m', 'shadowed');
    assert.equal(ran.code, 0, ran.all);
    assert.doesNotMatch(ran.all, /precommit-guard/, 'no hook has run');
    found(repo.guard('--range', 'HEAD~1..HEAD'), SECRET, 'a.js:1');
  });

  it('trap 14: core.hooksPath relative to a linked worktree that has the folder checked out: refused, with the main worktree’s program', () => {
    rmSync(repo.path('a.js'));
    repo.installHook(repo.path('.githooks'));
    repo.commitUnchecked({ 'a.js': '// base\n' });
    repo.git('config', 'core.hooksPath', '.githooks');
    const linked = join(repo.home, 'linked');
    repo.git('worktree', 'add', '-q', '-b', 'side', linked);
    writeFileSync(join(linked, 'a.js'), leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'linked'], { cwd: linked });
    writeFileSync(join(linked, 'a.js'), HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'linked'], { cwd: linked });
  });
});
