import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, leak, undone } from '../support/verdicts.js';

const SECRET = githubToken('range-in-ci');

describe('--range, as CI systems ask', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ 'old.js': leak(SECRET) });
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.commitUnchecked({ 'a.js': '// two\n' });
  });
  afterEach(() => repo.remove());

  const shallow = (depth: number) => {
    const cwd = join(repo.home, `depth-${depth}`);
    repo.git('clone', '-q', `--depth=${depth}`, `file://${repo.root}`, cwd);
    return (range: string) => repo.run(process.execPath, [installedBin(), '--range', range], { cwd });
  };

  it('all zeros before a first push mean all commits', () => {
    found(repo.guard('--range', `${'0'.repeat(40)}..HEAD`), SECRET, 'old.js:1');
    assert.equal(repo.guard('--range', 'HEAD~1..HEAD').code, 0);
  });

  it('a shallow clone answers within its history, and says where it ends', () => {
    assert.equal(shallow(2)('HEAD~1..HEAD').code, 0);
    const one = shallow(1);
    undone(one(`${'0'.repeat(40)}..HEAD`), /beyond what this shallow clone has[\s\S]*fetch-depth: 0/);
    undone(one('HEAD~1..HEAD'), /not in this repository[\s\S]*fetch-depth: 0/);
  });

  it('what a force push replaced is perhaps not here: said, not passed over', () => {
    undone(repo.guard('--range', `${'1234567890'.repeat(4)}..HEAD`), /A revision of the range is not in this repository/);
  });

  it('a fork is compared with where it left', () => {
    repo.git('checkout', '-q', '-b', 'fork', 'HEAD~1');
    repo.commitUnchecked({ 'mine.js': '// mine\n' });
    assert.equal(repo.guard('--range', 'main...fork').code, 0);
    repo.commitUnchecked({ 'mine.js': leak(SECRET) });
    found(repo.guard('--range', 'main...fork'), SECRET, 'mine.js:1');
  });
});
