import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

describe('the first commit of a repository', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
  });
  after(() => repo.remove());

  it('is refused with a leaked token, which is not printed', () => {
    const token = githubToken('first');
    repo.write('config.js', `export const token = '${token}';\n`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'add config');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /config\.js:1:23 error GitHub/);
    assert.ok(!ran.all.includes(token));
    assert.equal(repo.commits(), 0);
  });

  it('passes once the token is gone, and says what was scanned', () => {
    repo.write('config.js', 'export const token = process.env.GITHUB_TOKEN;\n');
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'add config');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /no findings; scanned 2 files, 2 added lines/);
    assert.equal(repo.commits(), 1);
  });
});
