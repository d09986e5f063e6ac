import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const OLD = githubToken('trap-3-replay-old');
const NEW = githubToken('trap-3-replay-new');

/** main and side change a.js differently; replaying one on the other conflicts. */
function diverged(repo: TempRepo, side = '// side\n'): void {
  repo.commitUnchecked({ 'a.js': '// base\n', 'b.js': '// base\n' });
  repo.git('checkout', '-q', '-b', 'side');
  repo.commitUnchecked({ 'a.js': side }, 'side');
  repo.git('checkout', '-q', 'main');
  repo.commitUnchecked({ 'a.js': '// main\n' }, 'main');
}

describe('trap 3: a commit after a conflict of cherry-pick, revert or rebase', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  const resolve = (content: string): void => {
    repo.write('a.js', content);
    repo.git('add', '-A');
  };

  it('trap 3: cherry-pick with a conflict, then git commit: a secret in the resolution is refused by the hook', () => {
    diverged(repo);
    assert.equal(repo.tryGit('cherry-pick', 'side').code, 1);
    resolve(leak(NEW));
    refused(repo, NEW, 'a.js:1', ['commit', '--no-edit']);
    resolve(HARMLESS);
    passes(repo, ['commit', '--no-edit']);
  });

  it('trap 3: cherry-pick with a conflict: a secret of the picked commit is new on this branch and refused', () => {
    diverged(repo, `// side\n${leak(OLD)}`);
    assert.equal(repo.tryGit('cherry-pick', 'side').code, 1);
    resolve(`// both\n${leak(OLD)}`);
    refused(repo, OLD, 'a.js:2', ['commit', '--no-edit']);
  });

  it('trap 3: cherry-pick --no-commit, then git commit: the picked secret is refused by the hook', () => {
    repo.commitUnchecked({ 'a.js': '// base\n' });
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'new.js': leak(OLD) }, 'side');
    repo.git('checkout', '-q', 'main');
    repo.git('cherry-pick', '--no-commit', 'side');
    refused(repo, OLD, 'new.js:1', ['commit', '-m', 'picked']);
  });

  it('trap 3: cherry-pick --continue with a secret in the resolution is refused by the hook', () => {
    diverged(repo);
    assert.equal(repo.tryGit('cherry-pick', 'side').code, 1);
    resolve(leak(NEW));
    const env = { GIT_EDITOR: 'true' };
    refused(repo, NEW, 'a.js:1', ['cherry-pick', '--continue'], { env });
    resolve(HARMLESS);
    passes(repo, ['cherry-pick', '--continue'], { env });
  });

  it('trap 3: revert with a conflict, then git commit: a secret in the resolution is refused by the hook', () => {
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.commitUnchecked({ 'a.js': '// two\n' });
    repo.commitUnchecked({ 'a.js': '// three\n' });
    assert.equal(repo.tryGit('revert', '--no-edit', 'HEAD~1').code, 1);
    resolve(leak(NEW));
    refused(repo, NEW, 'a.js:1', ['commit', '--no-edit']);
    resolve(HARMLESS);
    passes(repo, ['commit', '--no-edit']);
  });

  it('trap 3: a revert that brings a removed secret back is refused by the hook; reverting its arrival passes', () => {
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.commitUnchecked({ 'a.js': leak(OLD) });
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.git('revert', '--no-commit', 'HEAD');
    refused(repo, OLD, 'a.js:1', ['commit', '-m', 'back again']);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.git('revert', '--no-commit', 'HEAD');
    passes(repo, ['commit', '-m', 'gone']);
  });

  it('trap 3: rebase with a conflict, then git commit: a secret in the resolution is refused by the hook', () => {
    diverged(repo);
    repo.git('checkout', '-q', 'side');
    assert.equal(repo.tryGit('rebase', 'main').code, 1);
    resolve(leak(NEW));
    refused(repo, NEW, 'a.js:1', ['commit', '--no-edit']);
    resolve(HARMLESS);
    passes(repo, ['commit', '--no-edit']);
    repo.git('rebase', '--continue');
    assert.equal(repo.git('show', 'side:a.js'), HARMLESS);
  });

  it('trap 3: rebase --interactive with an edit stop, then commit --amend: a newly staged secret is refused by the hook', () => {
    diverged(repo);
    const env = { GIT_SEQUENCE_EDITOR: "sed -i '1s/pick/edit/'" };
    assert.equal(repo.run('git', ['rebase', '-q', '-i', 'HEAD~1'], { env }).code, 0);
    resolve(leak(NEW));
    refused(repo, NEW, 'a.js:1', ['commit', '--amend', '--no-edit']);
    resolve(HARMLESS);
    passes(repo, ['commit', '--amend', '--no-edit']);
  });

  it('trap 3: git stash pop into the index, then git commit: the secret is refused by the hook', () => {
    repo.commitUnchecked({ 'a.js': '// one\n' });
    resolve(leak(NEW));
    repo.git('stash', '-q');
    repo.git('stash', 'pop', '-q', '--index');
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'popped']);
  });

  it('trap 3: git apply --cached of a patch with a secret, then git commit, is refused by the hook', () => {
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.write('a.js', leak(NEW));
    const patch = repo.git('diff');
    repo.git('checkout', '-q', 'a.js');
    assert.equal(repo.run('git', ['apply', '--cached'], { input: patch }).code, 0);
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'applied']);
  });
});

describe('trap 3: git commit --amend', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n' });
    repo.commitUnchecked({ 'a.js': `// base\n${leak(OLD)}` });
  });
  afterEach(() => repo.remove());

  it('trap 3: --amend with a newly staged secret is refused, and only the new one is reported', () => {
    repo.write('a.js', `// base\n${leak(OLD)}${leak(NEW)}`);
    repo.git('add', '-A');
    const ran = refused(repo, NEW, 'a.js:3', ['commit', '--amend', '--no-edit']);
    assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
  });

  it('trap 3: --amend of the message alone passes: what the amended commit holds already is for pre-push', () => {
    const ran = repo.tryGit('commit', '--amend', '-m', 'other words');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /precommit-guard: no findings; scanned 0 files, 0 added lines/);
    assert.equal(repo.git('log', '-1', '--format=%s').trim(), 'other words');
  });

  it('trap 3: --amend that takes the secret out passes', () => {
    repo.write('a.js', `// base\n${HARMLESS}`);
    repo.git('add', '-A');
    passes(repo, ['commit', '--amend', '--no-edit']);
    assert.ok(!repo.git('show', 'HEAD:a.js').includes(OLD));
  });

  it('trap 3: --amend of the first commit of a repository with a newly staged secret is refused', () => {
    const first = new TempRepo();
    try {
      first.commitUnchecked({ 'a.js': '// base\n' });
      first.write('a.js', leak(NEW));
      first.git('add', '-A');
      refused(first, NEW, 'a.js:1', ['commit', '--amend', '--no-edit']);
    } finally {
      first.remove();
    }
  });

  it('trap 3: --amend of a merge with a newly staged secret is refused', () => {
    repo.git('checkout', '-q', '-b', 'side', 'HEAD~1');
    repo.commitUnchecked({ 'side.js': '// side\n' });
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-verify', '--no-edit', 'side');
    repo.write('side.js', leak(NEW));
    repo.git('add', '-A');
    refused(repo, NEW, 'side.js:1', ['commit', '--amend', '--no-edit']);
    repo.write('side.js', HARMLESS);
    repo.git('add', '-A');
    passes(repo, ['commit', '--amend', '--no-edit']);
  });
});
