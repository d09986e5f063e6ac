import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { awsKey, githubToken, slackToken } from '../support/tokens.js';

describe('a secret in the name of a file itself', () => {
  let repo: TempRepo;
  const token = githubToken('file-name');
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'plain.txt': 'a\nb\nc\nd\n' });
  });
  afterEach(() => repo.remove());

  const refused = (secret: string): void => {
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'a name');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /where: in the name of the file itself/);
    assert.ok(!ran.all.includes(secret.slice(5, 13)), ran.all);
    const report = repo.guard('--staged', '--format', 'json');
    assert.equal(jsonReport(report).findings[0]?.where, 'file-name');
    assert.ok(!report.all.includes(secret.slice(5, 13)), report.all);
  };

  const names: readonly (readonly [says: string, secret: string, name: string])[] = [
    ['as the whole name', token, token],
    ['with an ending', token, `${token}.json`],
    ['in the middle', token, `backup-${token}-old.txt`],
    ['of a folder', token, `keys/${token}/readme.txt`],
    ['an access key', awsKey('file-name'), `credentials.${awsKey('file-name')}.csv`],
    ['a chat token', slackToken('file-name'), `curl ${slackToken('file-name')} .sh`],
    ['between bytes that need quoting', token, `a "\n${token}\n" b`],
  ];
  for (const [says, secret, name] of names) {
    it(`${says} is refused and not printed`, () => {
      repo.write(name, 'nothing\n');
      refused(secret);
    });
  }

  it('is refused when a file is renamed to it', () => {
    repo.git('mv', 'plain.txt', `${token}.txt`);
    refused(token);
  });

  it('is refused when the file is empty or binary', () => {
    repo.write(`${token}.txt`, '');
    refused(token);
    repo.git('mv', '-f', `${token}.txt`, `${token}.png`);
    repo.write(`${token}.png`, Buffer.from('89504e470d0a1a0a0000000d', 'hex'));
    refused(token);
  });

  it('is no news when the file was there before, and is masked beside another finding', () => {
    repo.commitUnchecked({ [`${token}.txt`]: 'before\n' });
    repo.write(`${token}.txt`, 'after\n');
    repo.git('add', '-A');
    const passed = repo.tryGit('commit', '-m', 'an edit');
    assert.equal(passed.code, 0, passed.all);
    repo.write(`${token}.txt`, `${awsKey('beside')}\n`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'another edit');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /ghp_\*{8}\.txt:1:1 error/);
    assert.ok(!ran.all.includes(token.slice(5, 13)));
  });
});
