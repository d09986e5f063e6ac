import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const TOKEN = githubToken('split');
const [HEAD, TAIL] = [TOKEN.slice(0, 20), TOKEN.slice(20)];

const JOINED: readonly (readonly [how: string, file: string, first: string, second: string])[] = [
  ['a plus sign', 'a.js', `const a = '${HEAD}' +`, `  '${TAIL}';`],
  ['a plus sign on the next line', 'a.ts', `const a = "${HEAD}"`, `  + "${TAIL}";`],
  ['a trailing backslash', 'a.sh', `TOKEN=${HEAD}\\`, TAIL],
  ['a trailing backslash between literals', 'a.py', `token = "${HEAD}" \\`, `    "${TAIL}"`],
  ['nothing but their place', 'b.py', `token = ("${HEAD}"`, `         "${TAIL}")`],
  ['a dot', 'a.php', `$a = '${HEAD}'`, `   . '${TAIL}';`],
];

describe('a token in two halves on two lines, of which one is added, is refused when they are joined by', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  for (const [how, file, first, second] of JOINED) {
    for (const half of ['first', 'second'] as const) {
      it(`${how} (the ${half} line is added)`, () => {
        repo.commitUnchecked({ [file]: `one\n${half === 'first' ? second : first}\nthree\n` });
        repo.write(file, `one\n${first}\n${second}\nthree\n`);
        repo.git('add', '-A');
        assert.deepEqual(places(jsonReport(repo.guard('--staged', '--format', 'json'))), [`${file}:2 error`]);
        const ran = repo.tryGit('commit', '-m', 'half a token');
        assert.equal(ran.code, 1, ran.all);
      });
    }
  }
});
