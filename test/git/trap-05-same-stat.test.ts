import assert from 'node:assert/strict';
import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak, passes, refused } from '../support/verdicts.js';

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
});
