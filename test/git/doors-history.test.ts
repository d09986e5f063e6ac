import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('doors-history');

describe('ways into history by merging, replaying and plumbing', () => {
  let repo: GuardedRepo;
  beforeEach(() => {
    repo = new GuardedRepo();
  });
  afterEach(() => repo.remove());

  /** Moves main ahead, so that nothing is a fast-forward. */
  const ahead = (content = '// ahead\n'): void => repo.commitUnchecked({ 'ahead.js': content }, 'ahead');
  /** A branch with one commit that no hook has seen. */
  const branch = (name: string, files: Readonly<Record<string, string>> = { 'a.js': leak(SECRET) }): void => {
    repo.git('branch', name, repo.unseen(files));
  };
  const resolved = (content: string): void => {
    repo.write('ahead.js', content);
    repo.git('add', '-A');
  };

  it('way 17: a clean merge: what the other side had is no news to it, and the push is refused', () => {
    branch('side');
    ahead();
    const ran = repo.tryGit('merge', '--no-edit', 'side');
    assert.equal(ran.code, 0, ran.all);
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 18: a merge driver, or any program, adds content to a clean merge', () => {
    branch('side', { 'a.js': '// side\n', 'base.js': '// base\n// side\n' });
    repo.commitUnchecked({ 'base.js': '// base\n// main\n' });
    repo.write('.git/info/attributes', 'base.js merge=evil\n');
    repo.write('.git/evil', leak(SECRET));
    repo.git('config', 'merge.evil.driver', 'cp .git/evil %A');
    repo.refuses(SECRET, 'base.js:1:', ['merge', '--no-edit', 'side']);
    repo.git('merge', '--abort');
    const warned = repo.tryGit('merge', '--no-verify', '--no-edit', 'side');
    assert.equal(warned.code, 0, warned.all);
    assert.match(warned.all, /THE COMMIT HOLDS/);
    repo.pushRefused(SECRET, 'base.js:1:');
  });

  it('way 19: a merge with a conflict, a secret in its resolution', () => {
    branch('side', { 'ahead.js': '// side\n' });
    ahead();
    assert.equal(repo.tryGit('merge', 'side').code, 1);
    resolved(leak(SECRET));
    repo.refuses(SECRET, 'ahead.js:1:', ['commit', '--no-edit']);
    repo.refuses(SECRET, 'ahead.js:1:', ['merge', '--continue'], { env: { GIT_EDITOR: 'true' } });
  });

  it('way 20: an octopus merge of unseen branches', () => {
    branch('one', { 'one.js': '// one\n' });
    branch('two');
    ahead();
    assert.equal(repo.tryGit('merge', '--no-edit', 'one', 'two').code, 0);
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 21: git merge --squash', () => {
    branch('side');
    repo.git('merge', '--squash', 'side');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '--no-edit']);
  });

  it('way 22: a fast-forward to unseen commits', () => {
    branch('side');
    repo.git('merge', '-q', '--ff-only', 'side');
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 23: git cherry-pick', () => {
    branch('side');
    ahead();
    repo.refuses(SECRET, 'a.js:1:', ['cherry-pick', 'side']);
  });

  it('way 24: git revert of the commit that took a secret out', () => {
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': HARMLESS }));
    repo.refuses(SECRET, 'a.js:1:', ['revert', '--no-edit', 'HEAD']);
  });

  it('way 25: git rebase of unseen commits, by both backends', () => {
    branch('side');
    ahead();
    repo.git('checkout', '-q', 'side');
    for (const backend of ['--merge', '--apply']) {
      const ran = repo.tryGit('rebase', backend, 'main');
      assert.notEqual(ran.code, 0, ran.all);
      assert.match(ran.all, /^a\.js:1:23 error/m, backend);
      repo.git('rebase', '--abort');
    }
  });

  it('way 26: git rebase --interactive: a commit stopped at and amended, and commits squashed', () => {
    repo.commitUnchecked({ 'one.js': '// one\n' });
    repo.commitUnchecked({ 'two.js': '// two\n' });
    const edit = { GIT_SEQUENCE_EDITOR: "sed -i '1s/pick/edit/'", GIT_EDITOR: 'true' };
    assert.equal(repo.run('git', ['rebase', '-q', '-i', 'HEAD~2'], { env: edit }).code, 0);
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '--amend', '--no-edit']);
    repo.git('reset', '-q', '--hard');
    repo.git('rebase', '--abort');
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    const squash = { GIT_SEQUENCE_EDITOR: "sed -i '2s/pick/squash/'", GIT_EDITOR: 'true' };
    const ran = repo.run('git', ['rebase', '-i', 'HEAD~2'], { env: squash });
    assert.notEqual(ran.code, 0, ran.all);
    assert.match(ran.all, /^a\.js:1:23 error/m);
  });

  it('way 27: git am, and git am --continue after a conflict', () => {
    branch('side', { 'a.js': leak(SECRET), 'ahead.js': '// side\n' });
    repo.write('../home/patch', repo.git('format-patch', '-1', '--stdout', 'side'));
    const patch = join(repo.home, 'patch');
    repo.refuses(SECRET, 'a.js:1:', ['am', patch]);
    repo.git('am', '--abort');
    ahead();
    assert.notEqual(repo.tryGit('am', '-3', patch).code, 0);
    resolved('// both\n');
    repo.refuses(SECRET, 'a.js:1:', ['am', '--continue']);
  });

  it('way 28: git stash pop --index, and a push of the stash itself', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    repo.git('stash', '-q');
    repo.pushRefused(SECRET, 'a.js:1:', ['push', 'origin', 'refs/stash:refs/heads/stash']);
    repo.git('stash', 'pop', '-q', '--index');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
  });

  it('way 29: git commit-tree and git update-ref', () => {
    repo.git('update-ref', 'refs/heads/main', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 30: history rewritten by git fast-export and git fast-import, as filter-repo does', () => {
    repo.commitUnchecked({ 'a.js': '// PLACE\n' });
    const stream = repo.git('fast-export', 'main').replace(/data 9\n\/\/ PLACE\n/, () => `data ${leak(SECRET).length}\n${leak(SECRET)}`);
    assert.equal(repo.run('git', ['fast-import', '--quiet', '--force'], { input: stream }).code, 0);
    repo.pushRefused(SECRET, 'a.js:1:', ['push', '--force', 'origin', 'main']);
  });

  it('way 31: a secret that a later commit took out again', () => {
    const first = repo.unseen({ 'a.js': leak(SECRET) });
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': HARMLESS }, first));
    const ran = repo.pushRefused(SECRET, 'a.js:1:');
    assert.match(ran.all, new RegExp(`git rebase -i ${first.slice(0, 12)}\\^`));
  });

  it('the first commit of all, below which a rebase can name nothing, gets advice of its own', () => {
    const blob = repo.run('git', ['hash-object', '-w', '--stdin'], { input: leak(SECRET) }).stdout.trim();
    const tree = repo.run('git', ['mktree'], { input: `100644 blob ${blob}\ta.js\n` }).stdout.trim();
    repo.git('branch', 'alone', repo.git('commit-tree', '-m', 'first', tree).trim());
    assert.match(repo.pushRefused(SECRET, 'a.js:1:', ['push', 'origin', 'alone']).all, /git rebase -i --root, mark it "edit"/);
  });

  it('way 32: a submodule: its commits are its own repository’s, which has no hooks until init is run there, as doctor says', () => {
    const other = new GuardedRepo();
    try {
      repo.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other.remote, 'sub');
      const cwd = repo.path('sub');
      repo.doctorFinds(/✖ pre-commit +There is no pre-commit hook/, { cwd });
      execFileSync('ln', ['-s', repo.path('node_modules'), join(cwd, 'node_modules')]);
      assert.equal(repo.run('node_modules/.bin/precommit-guard', ['init', '--yes'], { cwd }).code, 0);
      repo.write('sub/a.js', leak(SECRET));
      repo.run('git', ['add', 'a.js'], { cwd });
      repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x'], { cwd });
    } finally {
      other.remove();
    }
  });
});
