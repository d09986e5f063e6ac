import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { GuardError } from '../../src/model/guard-error.js';
import { ANNOTATIONS } from '../../src/report/github.js';
import { FORMAT_NAMES, findingOf, hostileResult, reported, reportedBeside, resultOf } from '../support/results.js';
import { validSarif } from '../support/sarif.js';
import { elementsNamed, parseXml } from '../support/xml.js';

/** What the runner takes for a command: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function commandOf(line: string): string | undefined {
  if (line.includes('##[')) return /^::(error|warning|notice) /.test(line) ? line : 'an older form';
  return line.trimStart().startsWith('::') ? line : undefined;
}

const undone = resultOf([], { complete: false, errors: [new GuardError('git-failed', 'git went away.', { hint: 'Call it back.' })] });

describe('every report', () => {
  for (const name of FORMAT_NAMES) {
    it(`in ${name} says what stopped the scan, and what to do`, async () => {
      const text = await reported(name, undone);
      assert.match(text, /git went away\./);
      assert.match(text, /Call it back\./);
    });
  }

  it('stays what it is, whatever a name or a line holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostileResult, async (result) => {
        const { findings, errors } = result;
        assert.equal((JSON.parse(await reported('json', result)) as { findings: unknown[] }).findings.length, findings.length);
        const lines = (await reported('jsonl', result)).trimEnd().split('\n');
        assert.equal(lines.map((line) => JSON.parse(line)).length, findings.length + 1);
        assert.equal(validSarif(await reported('sarif', result)).results.length, findings.length);
        assert.equal((JSON.parse(await reported('gitlab', result)) as unknown[]).length, findings.length + errors.length);

        const junit = parseXml(await reported('junit', result));
        assert.equal(elementsNamed('testcase', junit).length, findings.length + (result.complete ? 1 : errors.length));
        assert.equal(elementsNamed('failure', junit).length, findings.filter(({ level }) => level === 'error').length);
        assert.equal(elementsNamed('error', junit).length, errors.length);
        assert.equal(elementsNamed('error', parseXml(await reported('checkstyle', result))).length, findings.length + errors.length);

        const said = await reported('github', result);
        assert.doesNotMatch(said, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
        const commands = said.split('\n').flatMap((line) => commandOf(line) ?? []);
        const expected = ([errors.length, 0, 0] as const).map((more, at) =>
          Math.min(ANNOTATIONS, more + findings.filter(({ level }) => level === ['error', 'warning', 'note'][at]).length),
        );
        assert.deepEqual(
          ['error', 'warning', 'notice'].map((command) => commands.filter((line) => line.startsWith(`::${command} `)).length),
          expected,
        );
        assert.equal(
          commands.length,
          expected.reduce((sum, count) => sum + count, 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('for a step of GitHub Actions is one row a finding in its summary, and holds no markup of others', async () => {
    await fc.assert(
      fc.asyncProperty(hostileResult, async (result) => {
        const summary = await reportedBeside('github', result);
        assert.equal(summary.split('\n').filter((line) => /^\| (?:error|warning|note) \|/.test(line)).length, result.findings.length);
        assert.doesNotMatch(summary, /[<>[\]`\\]|https?:/);
        for (const line of summary.split('\n')) if (line.startsWith('|')) assert.equal(line.split('|').length, 6, line);
      }),
      { numRuns: 300 },
    );
  });
});

describe('XML reports', () => {
  it('give names and words back as they were, where XML can hold them', async () => {
    const path = 'a "b" & <c>\'s\n.js';
    const result = resultOf([findingOf({ path })]);
    assert.equal(elementsNamed('file', parseXml(await reported('checkstyle', result)))[0]?.attributes['name'], path);
    assert.equal(elementsNamed('testcase', parseXml(await reported('junit', result)))[0]?.attributes['file'], path);
  });

  it('in JUnit fail what fails the scan, and let the rest pass with its words', async () => {
    const result = resultOf([findingOf(), findingOf({ level: 'warning' })]);
    const [suite] = elementsNamed('testsuite', parseXml(await reported('junit', result)));
    const { tests, failures, errors } = suite?.attributes ?? {};
    assert.deepEqual([tests, failures, errors], ['3', '1', '0']);
    const strict = parseXml(await reported('junit', result, { fails: () => true }));
    assert.equal(elementsNamed('failure', strict).length, 2);
  });

  it('are never without a test that says that all was scanned, unless it was not', async () => {
    const cases = async (result: typeof undone): Promise<(string | undefined)[]> =>
      elementsNamed('testcase', parseXml(await reported('junit', result))).map(({ attributes }) => attributes['name']);
    assert.deepEqual(await cases(resultOf([])), ['everything was scanned']);
    assert.deepEqual(await cases(undone), ['the scan is incomplete']);
  });
});

describe('the report for GitLab', () => {
  it('names each finding by a fingerprint of its own, the same when other lines come before it', async () => {
    const at = (line: number, path = 'src/a.js') => findingOf({ path, start: { line, column: 1 }, end: { line, column: 9 } });
    const prints = async (...findings: ReturnType<typeof at>[]): Promise<string[]> =>
      (JSON.parse(await reported('gitlab', resultOf(findings))) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    const all = await prints(at(1), at(2), at(1, 'src/b.js'));
    assert.equal(new Set(all).size, 3);
    assert.deepEqual(await prints(at(11), at(12), at(11, 'src/b.js')), all);
  });

  it('has all that GitLab asks for, and no severity it does not know', async () => {
    const result = resultOf([findingOf(), findingOf({ level: 'warning' }), findingOf({ level: 'note' })], { errors: undone.errors, complete: false });
    const entries = JSON.parse(await reported('gitlab', result)) as Record<string, unknown>[];
    assert.deepEqual(
      entries.map(({ severity }) => severity),
      ['blocker', 'critical', 'major', 'minor'],
    );
    for (const { description, check_name, fingerprint, location } of entries) {
      assert.ok(typeof description === 'string' && typeof check_name === 'string');
      assert.match(String(fingerprint), /^[0-9a-f]{32}$/);
      const { path, lines } = location as { path: string; lines: { begin: number } };
      assert.ok(path !== '' && !path.startsWith('./') && lines.begin >= 1);
    }
  });
});

describe('annotations for GitHub', () => {
  it('escape what separates properties, and what ends a line', async () => {
    const result = resultOf([findingOf({ path: 'a,b:c%.js', message: '50% of\nit' })]);
    const [first] = (await reported('github', result)).split('\n');
    assert.equal(first, '::error file=a%2Cb%3Ac%25.js,line=3,endLine=3,col=5,endColumn=20,title=made-up-rule::50%25 of%0Ait%0ATake it out.');
  });

  it('name columns only where the finding is on one line, and no file where there is none', async () => {
    const many = await reported('github', resultOf([findingOf({ end: { line: 5, column: 2 } })]));
    assert.match(many, /^::error file=src\/a\.js,line=3,endLine=5,title=/);
    const message = await reported('github', resultOf([findingOf({ path: '', where: 'commit-message' })]));
    assert.match(message, /^::error title=made-up-rule::Made up \(commit message\)/);
  });

  it('are ten a level; the tenth says how many more there are, and the log has them', async () => {
    const findings = Array.from({ length: 25 }, (_, index) => findingOf({ path: `f${index}.js`, ...(index < 12 ? {} : { level: 'warning' as const }) }));
    const lines = (await reported('github', resultOf(findings))).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('::')).map((line) => /more (?:error|warning)s?/.exec(line)?.[0] ?? line.slice(2, 7)),
      [...Array(9).fill('error'), 'more errors', ...Array(9).fill('warni'), 'more warnings'],
    );
    for (const { path } of findings) assert.equal(lines.filter((line) => line.includes(path)).length >= 1, true, path);
    assert.match(lines.join('\n'), /::error title=precommit-guard::3 more errors: see the log/);
  });

  it('leave notes out unless they are asked for', async () => {
    const result = resultOf([findingOf({ level: 'note' })]);
    assert.doesNotMatch(await reported('github', result, { verbose: false }), /^::/m);
    assert.match(await reported('github', result), /^::notice /m);
  });

  it('come with a summary that is never larger than GitHub takes', async () => {
    const findings = Array.from({ length: 20_000 }, (_, index) => findingOf({ path: `${'x'.repeat(90)}/${index}.js` }));
    const errors = Array.from({ length: 5_000 }, () => new GuardError('unreadable', 'y'.repeat(5_000)));
    const summary = await reportedBeside('github', resultOf(findings, { errors, complete: false }));
    assert.ok(Buffer.byteLength(summary) < 1_000_000, `${Buffer.byteLength(summary)} bytes`);
    assert.match(summary, /more findings: see the log/);
    assert.match(summary, /4980 more reasons/);
  });
});
