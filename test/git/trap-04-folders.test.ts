import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused, undone } from '../support/verdicts.js';

const SECRET = githubToken('trap-4');

describe('trap 4: where git runs', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'lib/deep/a.js': '// a\n', 'b.js': '// b\n' });
  });
  afterEach(() => repo.remove());

  const stage = (content: string, name = 'b.js'): void => {
    repo.write(name, content);
    repo.git('add', '-A');
  };
  /** The bin, started in a folder of the repository. */
  const guardIn = (folder: string, ...args: string[]): ReturnType<TempRepo['run']> => repo.run(process.execPath, [installedBin(), ...args], { cwd: repo.path(folder) });

  it('trap 4: git commit in a sub-folder is refused for a secret above it and passes without; paths are the repository’s', () => {
    const how = { cwd: repo.path('lib/deep') };
    stage(leak(SECRET));
    refused(repo, SECRET, 'b.js:1', ['commit', '-m', 'from below'], how);
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'from below'], how);
  });

  it('trap 4: git commit <path> in a sub-folder, with a path relative to it, is refused for its secret', () => {
    const how = { cwd: repo.path('lib/deep') };
    repo.write('lib/deep/a.js', leak(SECRET));
    refused(repo, SECRET, 'lib/deep/a.js:1', ['commit', '-m', 'from below', 'a.js'], how);
    repo.write('lib/deep/a.js', HARMLESS);
    passes(repo, ['commit', '-m', 'from below', 'a.js'], how);
  });

  it('trap 4: the command in a sub-folder finds the secret staged above it, with diff.relative=true too', () => {
    stage(leak(SECRET));
    found(guardIn('lib/deep', '--staged'), SECRET, 'b.js:1');
    repo.git('config', 'diff.relative', 'true');
    found(guardIn('lib/deep', '--staged'), SECRET, 'b.js:1');
    found(repo.guard('--staged', '--cwd', 'lib/deep'), SECRET, 'b.js:1');
  });

  it('trap 4: the command within .git still knows its repository: the secret is found', () => {
    stage(leak(SECRET));
    found(guardIn('.git', '--staged'), SECRET, 'b.js:1');
  });

  it('trap 4: git -C from outside is refused for a secret', () => {
    stage(leak(SECRET));
    const before = repo.commits();
    found(repo.run('git', ['-C', repo.root, 'commit', '-m', 'from outside'], { cwd: repo.home }), SECRET, 'b.js:1');
    assert.equal(repo.commits(), before);
  });

  it('trap 4: git --git-dir --work-tree from outside is refused for a secret and passes without', () => {
    const there = ['--git-dir', repo.path('.git'), '--work-tree', repo.root];
    stage(leak(SECRET));
    const before = repo.commits();
    found(repo.run('git', [...there, 'commit', '-m', 'from outside'], { cwd: repo.home }), SECRET, 'b.js:1');
    found(repo.run('git', [...there, 'commit', '-a', '-m', 'from outside'], { cwd: repo.home }), SECRET, 'b.js:1');
    assert.equal(repo.commits(), before);
    stage(HARMLESS);
    clean(repo.run('git', [...there, 'commit', '-m', 'from outside'], { cwd: repo.home }));
    assert.equal(repo.commits(), before + 1);
  });

  it('trap 4: GIT_DIR and GIT_WORK_TREE in the environment, absolute and relative: refused', () => {
    stage(leak(SECRET));
    const before = repo.commits();
    for (const [cwd, env] of [
      [repo.home, { GIT_DIR: repo.path('.git'), GIT_WORK_TREE: repo.root }],
      [repo.path('lib'), { GIT_DIR: '../.git', GIT_WORK_TREE: '..' }],
      [repo.root, { GIT_DIR: '.git' }],
    ] as const) {
      found(repo.run('git', ['commit', '-m', 'by environment'], { cwd, env }), SECRET, 'b.js:1');
      found(repo.run(process.execPath, [installedBin(), '--staged'], { cwd, env }), SECRET, 'b.js:1');
    }
    assert.equal(repo.commits(), before);
  });

  it('trap 4: a git directory kept elsewhere (git init --separate-git-dir) is refused for a secret and passes without', () => {
    repo.git('init', '-q', '--separate-git-dir', `${repo.home}/elsewhere.git`);
    stage(leak(SECRET));
    refused(repo, SECRET, 'b.js:1', ['commit', '-m', 'separate']);
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'separate']);
  });

  it('trap 4: a .git that is a symbolic link is refused for a secret', () => {
    renameSync(repo.path('.git'), `${repo.home}/linked.git`);
    symlinkSync(`${repo.home}/linked.git`, repo.path('.git'));
    stage(leak(SECRET));
    refused(repo, SECRET, 'b.js:1', ['commit', '-m', 'symlink']);
  });

  it('trap 4: core.worktree elsewhere is refused for a secret in that worktree', () => {
    const elsewhere = `${repo.home}/tree`;
    mkdirSync(elsewhere);
    repo.git('config', 'core.worktree', elsewhere);
    symlinkSync(repo.path('node_modules'), `${elsewhere}/node_modules`);
    const before = repo.commits();
    assert.equal(repo.run('sh', ['-c', 'printf %s "$CONTENT" >b.js'], { cwd: elsewhere, env: { CONTENT: leak(SECRET) } }).code, 0);
    const env = { GIT_DIR: repo.path('.git') };
    found(repo.run('git', ['commit', '-m', 'core.worktree', '-a'], { cwd: elsewhere, env }), SECRET, 'b.js:1');
    assert.equal(repo.commits(), before);
  });

  it('trap 4: outside of any repository the command ends in exit 2 and says so', () => {
    undone(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: repo.home }), /This is not inside a git repository/);
  });

  it('trap 4: a GIT_DIR that is no repository ends in exit 2 with git’s words', () => {
    const ran = repo.run(process.execPath, [installedBin(), '--staged'], { env: { GIT_DIR: repo.home } });
    undone(ran, /[Nn]ot a git repository/);
  });
});
