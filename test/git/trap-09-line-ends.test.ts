import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const TOKEN = githubToken('line-ends');

interface Case {
  readonly name: string;
  readonly before?: string;
  readonly after: string;
  readonly line: number;
  readonly column: number;
}

/** What git, and so we, take for a line: only LF ends one. */
const CASES: readonly Case[] = [
  { name: 'a last line without newline', after: `one\n${TOKEN}`, line: 2, column: 1 },
  { name: 'a file of one line without newline', after: TOKEN, line: 1, column: 1 },
  { name: 'a line added to a last line without newline', before: 'one', after: `one\n${TOKEN}`, line: 2, column: 1 },
  { name: 'a last line without newline that is rewritten', before: 'one\ntwo', after: `one\n${TOKEN}`, line: 2, column: 1 },
  { name: 'a newline that only the old file has', before: 'one\ntwo\n', after: `one\n${TOKEN}`, line: 2, column: 1 },
  { name: 'a newline that only the new file has', before: 'one\ntwo', after: `one\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'CR LF', after: `one\r\ntwo\r\n${TOKEN}\r\nfour\r\n`, line: 3, column: 1 },
  { name: 'CR LF in an old file', before: 'one\r\ntwo\r\n', after: `one\r\n${TOKEN}\r\ntwo\r\n`, line: 2, column: 1 },
  { name: 'CR CR LF', after: `one\r\r\n${TOKEN}\r\r\n`, line: 2, column: 1 },
  { name: 'CR alone, which ends no line', after: `one\rtwo\r${TOKEN}\rfour\n`, line: 1, column: 9 },
  { name: 'an old file of one line by CR alone', before: 'one\rtwo\r', after: `one\rtwo\r${TOKEN}\r`, line: 1, column: 9 },
  { name: 'a change of all line ends', before: 'one\ntwo\nthree\n', after: `one\r\ntwo\r\n${TOKEN}\r\n`, line: 3, column: 1 },
  { name: 'form feeds and vertical tabs', after: `one\fone\vone\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'a form feed before the secret', after: `one\n\f${TOKEN}\n`, line: 2, column: 2 },
  { name: 'U+2028 and U+2029', after: `one\u2028one\u2029one\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'U+2028 before the secret', after: `one\u2028'${TOKEN}'\n`, line: 1, column: 6 },
  { name: 'U+0085', after: `one\u0085one\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'information separators', after: `one\u001cone\u001done\u001eone\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'columns behind characters of two UTF-16 units', after: `ok\n// 🔑🔑 ${TOKEN}\n`, line: 2, column: 9 },
  { name: 'columns behind characters of two and three bytes', after: `// äöü €€ ${TOKEN}\n`, line: 1, column: 11 },
  { name: 'a byte order mark', after: `\ufeffone\n${TOKEN}\n`, line: 2, column: 1 },
  { name: 'a byte order mark before the secret', after: `\ufeff${TOKEN}\n`, line: 1, column: 1 },
  { name: 'blank lines before, between and after', before: '\n\n\n', after: `\n\n\n\n${TOKEN}\n\n\n`, line: 5, column: 1 },
];

describe('the line number of a secret is the one git counts, with', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
  });
  beforeEach(() => repo.commitUnchecked({ 'note.txt': `${Math.random()}` }));
  after(() => repo.remove());

  for (const { name, before: old, after: now, line, column } of CASES) {
    it(name, () => {
      repo.run('rm', ['-f', 'file.txt']);
      repo.git('add', '-A');
      repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'gone');
      if (old !== undefined) repo.commitUnchecked({ 'file.txt': old });
      repo.write('file.txt', now);
      repo.git('add', 'file.txt');
      const ran = repo.tryGit('commit', '-m', name);
      assert.equal(ran.code, 1, ran.all);
      assert.ok(ran.all.includes(`file.txt:${line}:${column} error`), ran.all);
      const [finding, ...more] = jsonReport(repo.guard('--staged', '--format', 'json')).findings;
      assert.deepEqual([finding?.line, finding?.column, finding?.endLine, finding?.endColumn], [line, column, line, column + TOKEN.length]);
      assert.deepEqual(more, []);
    });
  }

  it('an old secret behind a line end that changes, which is the author’s line now', () => {
    repo.commitUnchecked({ 'old.txt': `one\n${TOKEN}` });
    repo.write('old.txt', `one\n${TOKEN}\nmore\n`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'a newline');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /old\.txt:2:1 error/);
  });
});
