import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, undone } from '../support/verdicts.js';

const SECRET = githubToken('trap-4-bare');

describe('trap 4: a bare repository', () => {
  let repo: TempRepo;
  let bare: string;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    bare = join(repo.home, 'dotfiles.git');
    repo.git('init', '-q', '--bare', bare);
    repo.installHook(join(bare, 'hooks'));
  });
  afterEach(() => repo.remove());

  const guardIn = (cwd: string, env: NodeJS.ProcessEnv): Ran => repo.run(process.execPath, [installedBin(), '--staged'], { cwd, env });

  it('trap 4: committing a worktree to a bare GIT_DIR (dotfiles) is refused for a secret and passes without', () => {
    const git = (...args: string[]): Ran => repo.run('git', ['--git-dir', bare, '--work-tree', repo.root, ...args]);
    repo.write('profile.js', leak(SECRET));
    git('add', 'profile.js');
    found(git('commit', '-m', 'dotfiles'), SECRET, 'profile.js:1');
    assert.notEqual(git('rev-parse', '--verify', '--quiet', 'HEAD').code, 0, 'nothing was committed');
    repo.write('profile.js', HARMLESS);
    clean(git('commit', '-a', '-m', 'dotfiles'));
    assert.equal(git('show', 'HEAD:profile.js').stdout, HARMLESS);
  });

  it('trap 4: the index of a bare repository without any worktree is scanned by the command', () => {
    const stage = (content: string): void => {
      const hashed = repo.run('git', ['--git-dir', bare, 'hash-object', '-w', '--stdin'], { input: content });
      assert.equal(repo.run('git', ['--git-dir', bare, 'update-index', '--add', '--cacheinfo', `100644,${hashed.stdout.trim()},a.js`]).code, 0);
    };
    stage(leak(SECRET));
    found(guardIn(bare, {}), SECRET, 'a.js:1');
    found(guardIn(bare, { GIT_DIR: '.' }), SECRET, 'a.js:1');
    found(guardIn(repo.home, { GIT_DIR: bare }), SECRET, 'a.js:1');
    stage(HARMLESS);
    clean(guardIn(bare, { GIT_DIR: '.' }));
  });

  it('trap 4: an empty bare repository has nothing staged: passes, and says that nothing was scanned', () => {
    const ran = guardIn(bare, {});
    clean(ran);
    assert.match(ran.stdout, /scanned 0 files/);
  });

  it('trap 4: asked for nothing, the command does not call an empty bare repository clean', () => {
    undone(repo.run(process.execPath, [installedBin()], { cwd: bare }), /the repository is bare, and nothing is staged in it/);
  });
});

describe('trap 4: a repository that git will not enter', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  it('trap 4: safe.bareRepository=explicit: a bare repository found by its place ends in exit 2 with git’s words, named by GIT_DIR it is scanned', () => {
    repo.git('config', 'core.bare', 'true');
    repo.git('config', '--global', 'safe.bareRepository', 'explicit');
    undone(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: repo.path('.git') }), /cannot use bare repository/);
    found(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: repo.path('.git'), env: { GIT_DIR: '.' } }), SECRET, 'a.js:1');
  });

  it('trap 4: GIT_CEILING_DIRECTORIES that hides the repository from git ends in exit 2 with git’s words', () => {
    repo.write('lib/b.js', '// b\n');
    const ran = repo.run(process.execPath, [installedBin(), '--staged'], { cwd: repo.path('lib'), env: { GIT_CEILING_DIRECTORIES: repo.root } });
    undone(ran, /[Nn]ot a git repository/);
  });

  it('trap 4: a repository of a format that this git does not know ends in exit 2 with git’s words', () => {
    repo.git('config', 'core.repositoryFormatVersion', '1');
    repo.git('config', 'extensions.fromTheFuture', 'true');
    undone(repo.guard('--staged'), /unknown repository extension/);
  });
});

describe('trap 4: a repository owned by someone else', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  const REFUSAL = /detected dubious ownership in repository/;

  it('trap 4: when git trusts the repository not, the command ends in exit 2 with git’s words and finds nothing', () => {
    const ran = repo.run(process.execPath, [installedBin(), '--staged'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
    undone(ran, REFUSAL);
    assert.match(ran.stderr, /safe\.directory/);
    assert.ok(!ran.all.includes(SECRET));
  });

  it('trap 4: once it is listed as safe.directory the command finds the secret', () => {
    repo.git('config', '--global', '--add', 'safe.directory', repo.root);
    found(repo.run(process.execPath, [installedBin(), '--staged'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } }), SECRET, 'a.js:1');
  });

  it('trap 4: JSON says it too: complete is false, with the reason', () => {
    const ran = repo.run(process.execPath, [installedBin(), '--staged', '--format', 'json'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
    assert.equal(ran.code, 2, ran.all);
    const report = JSON.parse(ran.stdout) as { complete: boolean; errors: { message: string }[] };
    assert.equal(report.complete, false);
    assert.match(report.errors[0]?.message ?? '', REFUSAL);
  });

  it('trap 4: a range of such a repository ends in exit 2 with git’s words, not with a complaint of the range', () => {
    undone(repo.run(process.execPath, [installedBin(), '--range', 'HEAD..HEAD'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } }), REFUSAL);
  });

  it('trap 4: a repository that really belongs to another user is refused alike (or is ours, where we may not give it away)', () => {
    const mayGive = process.getuid?.() === 0;
    if (mayGive) {
      for (const name of ['.', '.git', ...readdirSync(repo.path('.git')).map((inner) => `.git/${inner}`)]) chownSync(repo.path(name), 12345, 12345);
      undone(repo.guard('--staged'), REFUSAL);
      assert.equal(repo.tryGit('commit', '-m', 'not ours').code, 128, 'git itself refuses before any hook');
    } else {
      assert.throws(() => execFileSync('chown', ['12345', repo.root], { stdio: 'ignore' }));
      found(repo.guard('--staged'), SECRET, 'a.js:1');
    }
  });
});
