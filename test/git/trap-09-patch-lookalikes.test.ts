import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

/** Content that, behind the + or - of a patch or within its text, reads like a part of git's own. */
const LOOKALIKES = [
  '++ b/x',
  '++ /dev/null',
  '-- a/x',
  '-- /dev/null',
  '+++ b/x',
  '--- a/x',
  '@@ -1 +1 @@',
  '@@ -0,0 +1,99 @@ function',
  'diff --git a/x b/x',
  'index 0000000..1111111 100644',
  'Binary files a/x and b/x differ',
  'GIT binary patch',
  'literal 12',
  'new file mode 100644',
  'deleted file mode 100644',
  'rename from x',
  'similarity index 100%',
  '* Unmerged path x',
  'Submodule x 1111111..2222222:',
  '\\ No newline at end of file',
  '+',
  '-',
  ' ',
  '',
  `:100644 100644 ${'1'.repeat(40)} ${'2'.repeat(40)} M\tx`,
  `:000000 100644 ${'0'.repeat(40)} ${'2'.repeat(40)} A\0x\0`,
];

describe('content that looks like a patch', () => {
  let repo: TempRepo;
  const token = githubToken('lookalike');
  before(() => {
    repo = new TempRepo();
  });
  after(() => repo.remove());

  const found = (): string[] => places(jsonReport(repo.guard('--staged', '--format', 'json')));

  for (const [index, line] of LOOKALIKES.entries()) {
    const file = `file-${index}.txt`;
    describe(JSON.stringify(line), () => {
      it('hides no secret after it in a new file', () => {
        repo.write(file, `first\n${line}\n${token}\nlast\n`);
        refused(repo, file, 3);
        assert.deepEqual(found(), [`${file}:3 error`]);
      });

      it('hides none when it is added before and after a secret', () => {
        repo.commitUnchecked({ [file]: 'one\ntwo\nthree\n' });
        repo.write(file, `one\n${line}\n${line}\ntwo\n${token}\n${line}\nthree\n`);
        refused(repo, file, 5);
        assert.deepEqual(found(), [`${file}:5 error`]);
      });

      it('hides none when it is removed where a secret comes', () => {
        repo.commitUnchecked({ [file]: `one\n${line}\n${line}\ntwo\n${line}\nthree\n` });
        repo.write(file, `one\n${token}\ntwo\nthree\n`);
        refused(repo, file, 2);
        assert.deepEqual(found(), [`${file}:2 error`]);
      });

      it('makes no old line a new one', () => {
        repo.commitUnchecked({ [file]: `${line}\n${token}\n${line}\n` });
        repo.write(file, `${line}\n${line}\n${token}\n${line}\nmore\n`);
        repo.git('add', '-A');
        assert.deepEqual(found(), []);
        const ran = repo.tryGit('commit', '-m', 'around an old secret');
        assert.equal(ran.code, 0, ran.all);
      });
    });
  }

  it('hides no file that comes after it', () => {
    repo.write('a.txt', LOOKALIKES.map((line) => `${line}\n`).join(''));
    repo.write('b.txt', `${token}\n`);
    refused(repo, 'b.txt', 1);
    assert.deepEqual(found(), ['b.txt:1 error']);
  });
});

function refused(repo: TempRepo, file: string, line: number): void {
  repo.git('add', '-A');
  const ran = repo.tryGit('commit', '-m', 'a secret');
  assert.equal(ran.code, 1, ran.all);
  assert.ok(ran.all.includes(`${file}:${line}:1 error`), ran.all);
}
