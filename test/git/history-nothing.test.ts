import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

describe('a history of which nothing is asked for', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
  });
  afterEach(() => repo.remove());
  const history = (...args: string[]): Ran => repo.run(process.execPath, [installedBin(), 'history', '--no-cache', ...args]);

  for (const limit of [[], ['--since', '2020-01-01'], ['--max-commits', '3']]) {
    it(`is clean where there is no commit yet: history ${limit.join(' ')}`, () => {
      const ran = history(...limit);
      assert.equal(ran.code, 0, ran.all);
      assert.match(ran.stdout, /scanned 0 commits, 0 objects/);
    });
  }

  it('since all commits are older is that of no commit, not of HEAD', () => {
    const token = githubToken('older');
    repo.write('a.js', leak(token));
    repo.git('add', 'a.js');
    const date = '2001-02-03T04:05:06Z';
    repo.run('git', ['-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'old'], { env: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } });
    const ran = history('--since', '2010-01-01');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.stdout, /scanned 0 commits, 0 objects/);
    assert.match(history().stdout, /scanned 1 commit, 2 objects/);
  });

  it('has nothing to revoke', () => {
    assert.match(repo.run(process.execPath, [installedBin(), 'baseline', 'create']).stdout, /: 0 findings in \S+\. Commit it\.\n$/);
  });
});
