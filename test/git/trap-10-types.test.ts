import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const OLD = githubToken('type-old');
const TOKEN = githubToken('type');
const TARGET = `/srv/keys/${TOKEN}`;

describe('symbolic links and changes of type', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'other.txt': 'nothing\n' });
  });
  afterEach(() => repo.remove());

  const link = (name: string, target: string): void => {
    rmSync(repo.path(name), { recursive: true, force: true });
    symlinkSync(target, repo.path(name));
  };
  const file = (name: string, content: string): void => {
    rmSync(repo.path(name), { recursive: true, force: true });
    repo.write(name, content);
  };
  const outcome = (code: number, expected: readonly string[]): void => {
    repo.git('add', '-A');
    assert.deepEqual(places(jsonReport(repo.guard('--staged', '--format', 'json'))), expected);
    const ran = repo.tryGit('commit', '-m', 'change');
    assert.equal(ran.code, code, ran.all);
    assert.ok(!ran.all.includes(TOKEN.slice(4)));
  };

  it('the target of a new link is content', () => {
    link('new', TARGET);
    outcome(1, ['new:1 error']);
  });

  it('the changed target of a link is content', () => {
    link('here', 'other.txt');
    repo.commitUnchecked({});
    link('here', TARGET);
    outcome(1, ['here:1 error']);
  });

  it('a link to a file with a secret is not followed', () => {
    file('.gitignore', 'node_modules\nsecret.txt\n');
    file('secret.txt', TOKEN);
    link('new', 'secret.txt');
    outcome(0, []);
  });

  it('a link that leads nowhere, to itself, or out of the repository passes', () => {
    link('nowhere', 'no/such/file');
    link('itself', 'itself');
    link('outside', '/etc/hostname');
    outcome(0, []);
  });

  it('a file that becomes a link is judged by the target', () => {
    repo.commitUnchecked({ thing: `${OLD}\n` });
    link('thing', TARGET);
    outcome(1, ['thing:1 error']);
    link('thing', 'other.txt');
    outcome(0, []);
  });

  it('a link that becomes a file is judged by its content', () => {
    link('thing', 'other.txt');
    repo.commitUnchecked({});
    file('thing', `one\ntwo\n${TOKEN}\n`);
    outcome(1, ['thing:3 error']);
    file('thing', 'one\ntwo\n');
    outcome(0, []);
  });

  it('types change beside other changes without shifting what belongs to whom', () => {
    link('b', 'other.txt');
    repo.commitUnchecked({ a: 'a\n', c: 'c\n', d: 'd\n', e: 'e\n' });
    file('a', `a\n${TOKEN}\n`);
    file('b', `1\n2\n3\n${TOKEN}\n`);
    link('c', TARGET);
    file('d', `d\nd\n${TOKEN}\n`);
    link('e', 'other.txt');
    outcome(1, ['a:2 error', 'b:4 error', 'c:1 error', 'd:3 error']);
  });

  it('a file in place of a folder, and a folder in place of a file', () => {
    repo.commitUnchecked({ 'folder/inner.txt': 'inner\n', file: 'file\n' });
    file('folder', `x\n${TOKEN}\n`);
    rmSync(repo.path('file'));
    file('file/inner.txt', `${TOKEN}\n`);
    outcome(1, ['file/inner.txt:1 error', 'folder:2 error']);
  });

  it('a submodule that becomes files, and a file that becomes a submodule', () => {
    repo.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    repo.git('commit', '-q', '--no-verify', '-m', 'a submodule');
    repo.commitUnchecked({ 'plain.txt': 'plain\n' });
    file('module', `1\n${TOKEN}\n`);
    repo.git('add', '-A');
    repo.git('update-index', '--cacheinfo', `160000,${'2'.repeat(40)},plain.txt`);
    const report = jsonReport(repo.guard('--staged', '--format', 'json'));
    assert.deepEqual(places(report), ['module:2 error']);
    assert.deepEqual(report.skipped, [{ path: 'plain.txt', why: 'submodule: scan it in its own repository' }]);
    assert.equal(repo.tryGit('commit', '-m', 'change').code, 1);
  });
});
