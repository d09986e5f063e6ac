import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-5');

describe('trap 5: what is staged and what is only on the disk', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n' });
  });
  afterEach(() => repo.remove());

  const stage = (content: string): void => {
    repo.write('a.js', content);
    repo.git('add', '-A');
  };

  it('trap 5: a staged secret that was removed in the editor afterwards is refused by the hook', () => {
    stage(leak(SECRET));
    repo.write('a.js', HARMLESS);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'stale']);
    assert.equal(repo.read('a.js'), HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'as on the disk']);
  });

  it('trap 5: a staged secret whose file was deleted afterwards is refused by the hook', () => {
    stage(leak(SECRET));
    rmSync(repo.path('a.js'));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'deleted']);
    passes(repo, ['commit', '-a', '-m', 'the deletion']);
  });

  it('trap 5: a staged secret in a file that is then ignored, excluded or marked assume-unchanged is refused by the hook', () => {
    stage(leak(SECRET));
    repo.write('.git/info/exclude', 'a.js\n');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'ignored']);
    repo.git('update-index', '--assume-unchanged', 'a.js');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'assumed']);
    repo.git('update-index', '--no-assume-unchanged', '--skip-worktree', 'a.js');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'skipped']);
  });

  it('trap 5: an unstaged secret is not committed: the commit passes, and the next one with it is refused', () => {
    stage(HARMLESS);
    repo.write('a.js', leak(SECRET));
    passes(repo, ['commit', '-m', 'staged only']);
    assert.equal(repo.git('show', 'HEAD:a.js'), HARMLESS);
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'all']);
  });

  it('trap 5: an untracked secret is not committed: the commit passes', () => {
    stage(HARMLESS);
    repo.write('new.js', leak(SECRET));
    passes(repo, ['commit', '-m', 'staged only']);
  });

  it('trap 5: line numbers are those of the staged content, not of the file on the disk', () => {
    stage(`// one\n${leak(SECRET)}`);
    repo.write('a.js', `// zero\n// zero\n// zero\n// one\n${leak(SECRET)}`);
    refused(repo, SECRET, 'a.js:2', ['commit', '-m', 'shifted']);
  });

  it('trap 5: an intent to add (git add -N) is not committed and passes; git commit -a then takes it in and is refused', () => {
    repo.write('new.js', leak(SECRET));
    repo.git('add', '-N', 'new.js');
    clean(repo.guard('--staged'));
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    passes(repo, ['commit', '-m', 'without the intent']);
    assert.equal(repo.git('ls-tree', '--name-only', 'HEAD', 'new.js'), '');
    refused(repo, SECRET, 'new.js:1', ['commit', '-a', '-m', 'with it']);
    refused(repo, SECRET, 'new.js:1', ['commit', '-m', 'with it', 'new.js']);
    repo.git('add', 'new.js');
    found(repo.guard('--staged'), SECRET, 'new.js:1');
  });

  it('trap 5: an intent to add over a file that HEAD has is a deletion to git: nothing is committed of it, and it passes', () => {
    repo.git('rm', '-q', '--cached', 'a.js');
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-N', 'a.js');
    repo.write('b.js', HARMLESS);
    repo.git('add', 'b.js');
    passes(repo, ['commit', '-m', 'intent']);
    assert.equal(repo.git('ls-tree', '--name-only', 'HEAD', 'a.js'), '');
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'all']);
  });

  it('trap 5: a file removed from the index and back in the worktree with a secret is refused once it is added again', () => {
    repo.git('rm', '-q', '--cached', 'a.js');
    repo.write('a.js', leak(SECRET));
    clean(repo.guard('--staged'));
    repo.git('add', 'a.js');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'back']);
  });

  it('trap 5: content put into the index without any file (update-index --cacheinfo) is refused for its secret', () => {
    const blob = repo.run('git', ['hash-object', '-w', '--stdin'], { input: leak(SECRET) }).stdout.trim();
    repo.git('update-index', '--add', '--cacheinfo', `100644,${blob},ghost.js`);
    refused(repo, SECRET, 'ghost.js:1', ['commit', '-m', 'ghost']);
  });
});
