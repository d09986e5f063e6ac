import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-1');

describe('trap 1: a commit whose content is in a temporary index', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': 'export {};\n', 'b.js': 'export {};\n' });
  });
  afterEach(() => repo.remove());

  it('trap 1: git commit -a with a secret in a tracked file is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'all']);
    assert.equal(repo.git('diff', '--cached', '--name-only'), '', 'a refused commit -a stages nothing');
  });

  it('trap 1: git commit -a without a secret passes and says what it scanned', () => {
    repo.write('a.js', HARMLESS);
    assert.match(passes(repo, ['commit', '-a', '-m', 'all']).all, /scanned 1 file, 1 added line,/);
  });

  it('trap 1: git commit -a passes when the secret is in an untracked file, which it does not commit', () => {
    repo.write('a.js', HARMLESS);
    repo.write('new.js', leak(SECRET));
    passes(repo, ['commit', '-a', '-m', 'all']);
    assert.equal(repo.git('ls-tree', '--name-only', 'HEAD', 'new.js'), '');
  });

  it('trap 1: git commit <path> with an unstaged secret is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'path', 'a.js']);
  });

  it('trap 1: git commit <path> passes when another file has the staged secret, which it does not commit', () => {
    repo.write('a.js', HARMLESS);
    repo.write('b.js', leak(SECRET));
    repo.git('add', 'b.js');
    passes(repo, ['commit', '-m', 'path', 'a.js']);
    assert.ok(!repo.git('show', 'HEAD:b.js').includes(SECRET));
    refused(repo, SECRET, 'b.js:1', ['commit', '-m', 'the rest']);
  });

  it('trap 1: git commit <path> takes the file from the worktree, not from the index', () => {
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'path', 'a.js']);
  });

  it('trap 1: git commit --only is refused for the named file and passes for another', () => {
    repo.write('a.js', leak(SECRET));
    repo.write('b.js', HARMLESS);
    repo.git('add', '-A');
    refused(repo, SECRET, 'a.js:1', ['commit', '--only', '-m', 'only', 'a.js']);
    passes(repo, ['commit', '--only', '-m', 'only', 'b.js']);
  });

  it('trap 1: git commit --only of a folder with a secret in it is refused by the hook', () => {
    repo.commitUnchecked({ 'lib/a.js': 'export {};\n' });
    repo.write('lib/a.js', leak(SECRET));
    refused(repo, SECRET, 'lib/a.js:1', ['commit', '--only', '-m', 'only', 'lib']);
    repo.write('lib/a.js', HARMLESS);
    passes(repo, ['commit', '--only', '-m', 'only', 'lib']);
  });

  it('trap 1: git commit --pathspec-from-file with a secret is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'listed', '--pathspec-from-file=-'], { input: 'a.js\n' });
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-m', 'listed', '--pathspec-from-file=-'], { input: 'a.js\n' });
  });

  it('trap 1: git commit --include is refused for a secret in the included file', () => {
    repo.write('a.js', leak(SECRET));
    repo.write('b.js', HARMLESS);
    repo.git('add', 'b.js');
    refused(repo, SECRET, 'a.js:1', ['commit', '--include', '-m', 'include', 'a.js']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '--include', '-m', 'include', 'a.js']);
  });

  it('trap 1: git commit --include is refused for a secret in what was staged before', () => {
    repo.write('a.js', leak(SECRET));
    repo.write('b.js', HARMLESS);
    repo.git('add', 'a.js');
    refused(repo, SECRET, 'a.js:1', ['commit', '--include', '-m', 'include', 'b.js']);
  });

  it('trap 1: git commit --amend -a with a secret is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '--amend', '-a', '--no-edit']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '--amend', '-a', '--no-edit']);
  });

  it('trap 1: git commit --amend <path> with a secret is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '--amend', '--no-edit', 'a.js']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '--amend', '--no-edit', 'a.js']);
  });

  it('trap 1: git commit --fixup -a with a secret is refused by the hook', () => {
    repo.write('a.js', leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '--fixup', 'HEAD']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-a', '--fixup', 'HEAD']);
  });
});
