import assert from 'node:assert/strict';
import { existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin, installedModules } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-4-worktree');

describe('trap 4: a linked worktree', () => {
  let repo: TempRepo;
  let linked: string;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n', 'lib/b.js': '// base\n' });
    linked = join(repo.home, 'linked');
    repo.git('worktree', 'add', '-q', '-b', 'side', linked);
    assert.ok(!existsSync(join(linked, 'node_modules')), 'nothing is installed in the linked worktree');
  });
  afterEach(() => repo.remove());

  const stage = (content: string, name = 'a.js'): void => {
    writeFileSync(join(linked, name), content);
    repo.git('-C', linked, 'add', '-A');
  };

  it('trap 4: a commit in a linked worktree is refused for a secret: the hook finds the main worktree’s program', () => {
    const how = { cwd: linked };
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'linked'], how);
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'linked'], how);
  });

  it('trap 4: git commit -a and from a sub-folder of a linked worktree are refused for a secret', () => {
    writeFileSync(join(linked, 'lib/b.js'), leak(SECRET));
    refused(repo, SECRET, 'lib/b.js:1', ['commit', '-a', '-m', 'linked'], { cwd: linked });
    refused(repo, SECRET, 'lib/b.js:1', ['commit', '-m', 'linked', 'b.js'], { cwd: join(linked, 'lib') });
  });

  it('trap 4: a linked worktree with an installation of its own uses that one', () => {
    symlinkSync(installedModules(), join(linked, 'node_modules'));
    renameSync(repo.path('node_modules'), repo.path('gone'));
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'linked'], { cwd: linked });
  });

  it('trap 4: with no installation in either worktree the commit is refused with what to do', () => {
    rmSync(repo.path('node_modules'));
    stage(HARMLESS);
    const ran = repo.run('git', ['commit', '-m', 'linked'], { cwd: linked });
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stderr, /the commit was not checked: the program is not installed here\.\n.*npm install/);
    assert.equal(repo.git('rev-parse', 'side'), repo.git('rev-parse', 'main'));
  });

  it('trap 4: what is staged in one worktree is not what the other commits', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'linked'], { cwd: linked });
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'main']);
  });

  it('trap 4: a merge in a linked worktree is compared with the side merged there: its old secret passes, a new one is refused', () => {
    const old = githubToken('trap-4-worktree-old');
    repo.commitUnchecked({ 'a.js': '// main\n', 'old.js': leak(old) }, 'main');
    stage('// side\n');
    repo.git('-C', linked, 'commit', '-q', '--no-verify', '-m', 'side');
    assert.equal(repo.run('git', ['merge', 'main'], { cwd: linked }).code, 1);
    stage(leak(SECRET));
    const ran = refused(repo, SECRET, 'a.js:1', ['commit', '--no-edit'], { cwd: linked });
    assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
    stage('// both\n');
    passes(repo, ['commit', '--no-edit'], { cwd: linked });
  });

  it('trap 4: GIT_DIR that names the file .git of a linked worktree finds the merge there: the other side’s secret passes', () => {
    const old = githubToken('trap-4-worktree-old');
    repo.commitUnchecked({ 'a.js': '// main\n', 'old.js': leak(old) }, 'main');
    stage('// side\n');
    repo.git('-C', linked, 'commit', '-q', '--no-verify', '-m', 'side');
    assert.equal(repo.run('git', ['merge', 'main'], { cwd: linked }).code, 1);
    const guard = (): ReturnType<TempRepo['run']> => repo.run(process.execPath, [installedBin(), '--staged'], { cwd: linked, env: { GIT_DIR: '.git' } });
    stage('// both\n');
    clean(guard());
    stage(leak(SECRET));
    found(guard(), SECRET, 'a.js:1');
  });

  it('trap 4: a worktree linked to a bare repository finds a program beside the bare one, and is refused', () => {
    const bare = join(repo.home, 'bare/project.git');
    const tree = join(repo.home, 'bare/tree');
    repo.git('clone', '-q', '--bare', repo.root, bare);
    repo.installHook(join(bare, 'hooks'));
    repo.git('-C', bare, 'worktree', 'add', '-q', tree, 'main');
    symlinkSync(installedModules(), join(repo.home, 'bare/node_modules'));
    writeFileSync(join(tree, 'a.js'), leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'bare'], { cwd: tree });
  });
});

describe('trap 4: submodules', () => {
  let repo: TempRepo;
  let sub: string;
  beforeEach(() => {
    repo = new TempRepo({ config: [['protocol.file.allow', 'always']] });
    const library = join(repo.home, 'library');
    repo.git('init', '-q', '-b', 'main', library);
    writeFileSync(join(library, 'l.js'), '// library\n');
    repo.git('-C', library, 'add', '-A');
    repo.git('-C', library, 'commit', '-q', '-m', 'library');
    repo.git('submodule', '--quiet', 'add', library, 'sub');
    repo.git('commit', '-q', '--no-verify', '-m', 'with a submodule');
    sub = repo.path('sub');
    repo.installHook(repo.path('.git/modules/sub/hooks'));
  });
  afterEach(() => repo.remove());

  it('trap 4: a commit inside a submodule is refused for a secret and passes without, with the program installed there', () => {
    symlinkSync(installedModules(), join(sub, 'node_modules'));
    const how = { cwd: sub };
    writeFileSync(join(sub, 'l.js'), leak(SECRET));
    refused(repo, SECRET, 'l.js:1', ['commit', '-a', '-m', 'inside'], how);
    writeFileSync(join(sub, 'l.js'), HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'inside'], how);
  });

  it('trap 4: a commit inside a submodule uses a program on the PATH, and says that there is none where there is none', () => {
    writeFileSync(join(sub, 'l.js'), leak(SECRET));
    const none = repo.run('git', ['commit', '-a', '-m', 'inside'], { cwd: sub });
    assert.equal(none.code, 1, none.all);
    assert.match(none.stderr, /the commit was not checked: the program is not installed here/);
    refused(repo, SECRET, 'l.js:1', ['commit', '-a', '-m', 'inside'], { cwd: sub, env: { PATH: `${join(installedModules(), '.bin')}:${repo.env['PATH']}` } });
  });

  it('trap 4: the gitlink that the parent commits is counted as skipped, and the commit passes', () => {
    writeFileSync(join(sub, 'l.js'), leak(SECRET));
    repo.git('-C', sub, 'commit', '-q', '-a', '--no-verify', '-m', 'inside');
    const ran = passes(repo, ['commit', '-a', '-m', 'bump']);
    assert.match(ran.all, /scanned 0 files, .*\n\s+skipped 1: 1 × submodule: scan it in its own repository/);
  });

  it('trap 4: a secret beside the gitlink is refused all the same, with diff.submodule=log and ignored submodules too', () => {
    writeFileSync(join(sub, 'l.js'), HARMLESS);
    repo.git('-C', sub, 'commit', '-q', '-a', '--no-verify', '-m', 'inside');
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
    for (const [key, value] of [
      ['diff.submodule', 'log'],
      ['diff.submodule', 'diff'],
      ['diff.ignoreSubmodules', 'all'],
    ] as const) {
      repo.git('config', key, value);
      const ran = refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'bump']);
      assert.match(ran.all, /skipped 1: 1 × submodule/);
    }
  });

  it('trap 4: a repository within the repository, added without .gitmodules, is a gitlink and counted as skipped', () => {
    repo.git('init', '-q', repo.path('inner'));
    repo.write('inner/i.js', leak(SECRET));
    repo.git('-C', repo.path('inner'), 'add', '-A');
    repo.git('-C', repo.path('inner'), 'commit', '-q', '-m', 'inner');
    repo.git('add', 'inner');
    assert.match(passes(repo, ['commit', '-m', 'embedded']).all, /skipped 1: 1 × submodule/);
  });

  it('trap 4: adding a submodule scans .gitmodules, whose secret is refused', () => {
    repo.git('config', '-f', '.gitmodules', 'submodule.sub.url', `https://${SECRET}@github.com/example/library`);
    refused(repo, SECRET, '.gitmodules:3', ['commit', '-a', '-m', 'url']);
  });

  it('trap 4: a submodule that becomes a folder of files brings their content: its secret is refused', () => {
    repo.git('rm', '-q', '-f', 'sub');
    repo.write('sub/l.js', leak(SECRET));
    repo.git('add', '-A');
    refused(repo, SECRET, 'sub/l.js:1', ['commit', '-m', 'inlined']);
  });

  it('trap 4: a submodule that becomes a file brings its content: its secret is refused', () => {
    repo.git('rm', '-q', '-f', 'sub');
    repo.write('sub', leak(SECRET));
    repo.git('add', '-A');
    found(repo.guard('--staged'), SECRET, 'sub:1');
    refused(repo, SECRET, 'sub:1', ['commit', '-m', 'a file']);
  });
});
