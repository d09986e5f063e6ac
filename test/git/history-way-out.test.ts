import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken, privateKey } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('way-out');

describe('the way out of a history', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ 'a.js': HARMLESS });
  });
  afterEach(() => repo.remove());

  const steps = (): string => repo.guard('history').stdout.split('The way out:')[1] ?? '';

  it('is to amend when the secret is in the last commit alone, and nobody has it', () => {
    repo.commitUnchecked({ 'b.js': leak(SECRET) });
    assert.match(steps(), /1\. Revoke.*\n.*git commit --amend/);
  });

  it('is to rebase when it is in one of the last three', () => {
    repo.commitUnchecked({ 'b.js': leak(SECRET) });
    repo.commitUnchecked({ 'c.js': HARMLESS });
    assert.match(steps(), /git rebase -i HEAD~2/);
  });

  it('is to rewrite it all when it was pushed, or is older', () => {
    repo.commitUnchecked({ 'b.js': leak(SECRET) });
    repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    assert.match(steps(), /filter-repo --replace-text[\s\S]*push --force[\s\S]*clone anew[\s\S]*precommit-guard history/);
    repo.git('update-ref', '-d', 'refs/remotes/origin/main');
    for (const name of ['c', 'd', 'e']) repo.commitUnchecked({ [name]: HARMLESS });
    assert.match(steps(), /filter-repo/);
  });

  it('is not told where there is nothing to take out', () => {
    assert.equal(steps(), '');
  });

  it('is a file of the secrets when one is asked for: outside the repository, for the owner alone, and printed nowhere', () => {
    const key = privateKey('way-out');
    repo.commitUnchecked({ 'b.js': leak(SECRET), 'key.pem': key });
    repo.commitUnchecked({ 'b.js': HARMLESS }, `the token was ${githubToken('way-out-message')}`);
    const file = join(repo.home, 'replacements.txt');
    const ran = repo.guard('history', '--replace-text', file);
    assert.equal(ran.code, 1, ran.all);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.deepEqual(new Set(lines), new Set([SECRET, githubToken('way-out-message'), ...key.split('\n').slice(1, -2)].map((piece) => `literal:${piece}==>***REMOVED***`)));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(!ran.all.includes(SECRET));
    assert.match(ran.stderr, /holds secrets: delete it/);
  });

  it('is refused inside the repository, and never overwrites a file', () => {
    repo.commitUnchecked({ 'b.js': leak(SECRET) });
    for (const file of ['x.txt', '.git/x.txt', repo.path('x.txt')]) {
      const ran = repo.guard('history', '--replace-text', file);
      assert.equal(ran.code, 2, file);
      assert.match(ran.stderr, /must lie outside the repository/);
      assert.ok(!existsSync(repo.path(file.replace(`${repo.root}/`, ''))));
    }
    const file = join(repo.home, 'there.txt');
    repo.run('sh', ['-c', `echo mine > ${file}`]);
    assert.equal(repo.guard('history', '--replace-text', file).code, 2);
    assert.equal(readFileSync(file, 'utf8'), 'mine\n');
  });
});
