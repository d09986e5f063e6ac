import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { FORMAT_NAMES } from '../support/results.js';
import { validSarif } from '../support/sarif.js';
import { assertHidden } from '../support/secrecy.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { elementsNamed, parseXml } from '../support/xml.js';

const token = githubToken('formats');
/** A name that would be a command, markup and the end of a string. */
const NAME = 'a"b\'<c>&%0A,d:e\n::error::f\n##[error]g';

/** How many findings and errors a report holds; reading it fails when it is not what it says it is. */
const COUNTED: Readonly<Record<string, (text: string) => number>> = {
  json: (text) => {
    const { findings, errors = [] } = JSON.parse(text) as { findings: unknown[]; errors?: unknown[] };
    return findings.length + errors.length;
  },
  jsonl: (text) => {
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; errors?: unknown[] });
    return lines.filter(({ type }) => type === 'finding').length + (lines.at(-1)?.errors?.length ?? 0);
  },
  sarif: (text) => {
    const { results, invocations } = validSarif(text);
    return results.length + invocations.flatMap((one) => [...one.toolExecutionNotifications, ...(one.toolConfigurationNotifications ?? [])]).length;
  },
  junit: (text) => elementsNamed('failure', parseXml(text)).length + elementsNamed('error', parseXml(text)).length,
  github: (text) => text.split('\n').filter((line) => /^::|##\[/.test(line)).length,
  gitlab: (text) => (JSON.parse(text) as unknown[]).length,
  html: (text) => text.split('<article').length - 1 + text.split('<p class="half">').length - 1,
  checkstyle: (text) => elementsNamed('error', parseXml(text)).length,
};

describe('every format of the program', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    repo.write(NAME, `const a = 1;\nconst token = '${token}';\n`);
    repo.git('add', '.');
  });
  after(() => repo.remove());

  it('is in this test', () => assert.deepEqual(Object.keys(COUNTED), FORMAT_NAMES));

  for (const [format, counted] of Object.entries(COUNTED)) {
    it(`${format}: has the finding in a file with a hostile name, and nothing of the secret`, () => {
      const ran = repo.guard('--staged', '-f', format);
      assert.equal(ran.code, 1, ran.all);
      assert.equal(counted(ran.stdout), 1, ran.stdout);
      assertHidden(ran, [token.slice(4)]);
    });

    it(`${format}: says that the scan is incomplete, beside what was found`, () => {
      const ran = repo.guard(NAME, 'missing.txt', '-f', format);
      assert.equal(ran.code, 2, ran.all);
      assert.equal(counted(ran.stdout), 2, ran.stdout);
      assert.match(ran.stdout, /missing\.txt does not exist/);
    });

    it(`${format}: says why there was no scan at all`, () => {
      for (const args of [
        ['--staged', '--nonsense'],
        ['--staged', '--only', 'no-such-rule'],
      ]) {
        const ran = repo.guard('-f', format, ...args);
        assert.equal(ran.code, 2, ran.all);
        assert.equal(counted(ran.stdout), 1, ran.stdout);
      }
    });

    it(`${format}: is written to a file, also of a history`, () => {
      const other = new TempRepo({ hook: false });
      try {
        other.commitUnchecked({ [NAME]: `${token}\n` });
        const ran = other.guard('history', '-f', format, '-o', 'report.out');
        assert.equal(ran.code, 1, ran.all);
        assert.equal(ran.stdout, '');
        assert.equal(counted(readFileSync(other.path('report.out'), 'utf8')), 1);
      } finally {
        other.remove();
      }
    });
  }
});

describe('the summary of a step', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    repo.write('a.txt', `${token}\n`);
  });
  after(() => repo.remove());
  const guard = (env: NodeJS.ProcessEnv, ...args: string[]) => repo.run('node_modules/.bin/precommit-guard', ['a.txt', ...args], { env });

  it('is added to the file that GITHUB_STEP_SUMMARY names, for this format alone', () => {
    const file = repo.path('summary.md');
    repo.write('summary.md', 'Before.\n');
    for (const format of ['pretty', ...FORMAT_NAMES.filter((name) => name !== 'github')]) guard({ GITHUB_STEP_SUMMARY: file }, '-f', format);
    assert.equal(readFileSync(file, 'utf8'), 'Before.\n');
    const ran = guard({ GITHUB_STEP_SUMMARY: file }, '-f', 'github');
    assert.equal(ran.code, 1, ran.all);
    const summary = readFileSync(file, 'utf8');
    assert.match(summary, /^Before\.\n### precommit-guard: 1 error\n[\s\S]*\| error \| a\.txt&#58;1&#58;1 \|/);
    assertHidden({ stdout: summary, stderr: '' }, [token.slice(4)]);
  });

  it('is not written where the variable is not set or empty', () => {
    for (const env of [{}, { GITHUB_STEP_SUMMARY: '' }]) {
      const ran = guard(env, '-f', 'github');
      assert.equal(ran.code, 1, ran.all);
      assert.equal(ran.stderr, '');
    }
  });

  it('that cannot be written is no success, and the annotations are there all the same', () => {
    const ran = guard({ GITHUB_STEP_SUMMARY: repo.path('no/such/folder') }, '-f', 'github');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.stdout, /^::error file=a\.txt/);
    assert.match(ran.stderr, /cannot be written/);
  });
});
