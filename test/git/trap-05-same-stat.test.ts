import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('same stat');

describe('trap 5: git diff shows a file of the worktree in place of what is staged, when both look alike from outside', () => {
  let repo: TempRepo;
  beforeEach(() => {
    // As where the time of a change means nothing: network drives, containers.
    repo = new TempRepo({ config: [['core.trustctime', 'false']] });
    repo.commitUnchecked({ 'a.js': '// base\n' });
  });
  afterEach(() => repo.remove());

  const write = (content: string): void => {
    writeFileSync(repo.path('a.js'), content);
    utimesSync(repo.path('a.js'), 1_600_000_000, 1_600_000_000);
  };
  const harmless = leak(SECRET).replace(SECRET, 'x'.repeat(SECRET.length));

  it('trap 5: the staged secret is found though the worktree has it no more: refused', () => {
    write(leak(SECRET));
    repo.git('add', 'a.js');
    write(harmless);
    assert.ok(!repo.git('diff', '--cached').includes(SECRET), 'git diff shows the worktree');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'same stat']);
  });

  it('trap 5: a secret of the worktree alone is none of the commit: passes', () => {
    write(harmless);
    repo.git('add', 'a.js');
    write(leak(SECRET));
    assert.ok(repo.git('diff', '--cached').includes(SECRET), 'git diff shows the worktree');
    passes(repo, ['commit', '-m', 'same stat']);
  });

  it('trap 5: git is content with less than usual (core.checkStat=minimal): refused', () => {
    repo.git('config', 'core.checkStat', 'minimal');
    write(leak(SECRET));
    repo.git('add', 'a.js');
    write(harmless);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'same stat']);
  });

  it('trap 5: a folder further up has a file of the same name and time: refused', () => {
    repo.git('config', 'core.checkStat', 'minimal');
    write(leak(SECRET));
    repo.git('add', 'a.js');
    const above = join(dirname(repo.root), 'a.js');
    writeFileSync(above, harmless);
    utimesSync(above, 1_600_000_000, 1_600_000_000);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'same stat']);
  });

  it('trap 5: the worktree is the whole disk, so that there is no folder further up: refused', () => {
    const env = { GIT_DIR: repo.path('.git'), GIT_WORK_TREE: '/' };
    const name = repo.path('a.js').slice(1);
    write(leak(SECRET));
    repo.run('git', ['add', name], { cwd: '/', env });
    write(harmless);
    found(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: '/', env }), SECRET, `${name}:1`);
  });

  it('trap 5: the command is told of the repository by a symbolic link: found', () => {
    write(leak(SECRET));
    repo.git('add', 'a.js');
    write(harmless);
    const link = join(repo.home, 'link');
    symlinkSync(repo.root, link);
    found(repo.guard('--staged', '--cwd', link), SECRET, 'a.js:1');
  });

  it('trap 5: the worktree is a folder further up by configuration (core.worktree): found', () => {
    const inside = repo.path('inside');
    mkdirSync(inside);
    repo.git('config', 'core.worktree', repo.root);
    write(leak(SECRET));
    repo.git('add', 'a.js');
    write(harmless);
    for (const env of [{}, { GIT_DIR: repo.path('.git') }]) found(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: inside, env }), SECRET, 'a.js:1');
    renameSync(repo.path('.git'), join(inside, '.git'));
    found(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: inside }), SECRET, 'a.js:1');
  });

  it('trap 5: a range is of commits, whatever the worktree has: found', () => {
    write(leak(SECRET));
    repo.git('add', 'a.js');
    repo.git('commit', '--no-verify', '-qm', 'leak');
    write(harmless);
    found(repo.guard('--range', 'HEAD~1..HEAD'), SECRET, 'a.js:1');
  });
});
