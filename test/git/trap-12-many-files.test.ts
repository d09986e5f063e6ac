import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const COUNT = 12_000;
const SECRET = 11_111;

/** Together longer than any system lets arguments be (Linux: 2 MiB). */
const name = (index: number): string => `${'a-rather-long-folder-name/'.repeat(7)}file-${index}.js`;

describe(`${COUNT} staged files`, () => {
  let repo: TempRepo;
  const token = githubToken('many');
  const content = (index: number, line: string): string => `// file ${index}\n${line}\nexport const number = ${index};\n`;

  before(() => {
    repo = new TempRepo();
    repo.commitUnchecked({});
  });
  after(() => repo.remove());

  /** Stages them without a worktree, as fast as git can. */
  const stage = (line: string): void => {
    const files = Array.from({ length: COUNT }, (_, index) => {
      const text = content(index, index === SECRET ? line : 'run();');
      return `M 100644 inline ${name(index)}\ndata ${text.length}\n${text}\n`;
    });
    const author = 'committer Test <test@example.com> 0 +0000';
    const ran = repo.run('git', ['fast-import', '--quiet', '--force'], { input: `commit refs/import\n${author}\ndata 0\nfrom main^0\n${files.join('')}done\n` });
    assert.equal(ran.code, 0, ran.all);
    repo.git('read-tree', 'refs/import');
  };

  it('with one secret among them are refused, all of them scanned', () => {
    assert.ok(name(SECRET).length * COUNT > 2 ** 21);
    stage(`key('${token}');`);
    const ran = repo.tryGit('commit', '-m', 'many');
    assert.equal(ran.code, 1, ran.all);
    assert.ok(ran.all.includes(`${name(SECRET)}:2:6 error`), ran.all);
    assert.match(ran.all, /1 error; scanned 12000 files, 36000 added lines/);
    assert.deepEqual(places(jsonReport(repo.guard('--staged', '--format', 'json'))), [`${name(SECRET)}:2 error`]);
  });

  it('without a secret pass, all of them scanned', () => {
    stage('run();');
    const ran = repo.tryGit('commit', '-q', '-m', 'many');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /no findings; scanned 12000 files, 36000 added lines/);
  });

  it('in a commit of a range are read as well', () => {
    stage(`key('${token}');`);
    repo.git('commit', '-q', '--no-verify', '-m', 'a secret among many');
    const report = jsonReport(repo.guard('--range', 'main~2..main', '--format', 'json'));
    assert.deepEqual(places(report), [`${name(SECRET)}:2 error`]);
    assert.equal(report.stats.files, COUNT + 1);
  });
});
