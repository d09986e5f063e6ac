import assert from 'node:assert/strict';
import { jsonReport } from './json-report.js';
import type { Ran, TempRepo } from './temp-repo.js';

/** Fails when a run ended in anything but words. */
export function assertNoStack(ran: Ran): void {
  assert.doesNotMatch(ran.all, /^\s+at .*[:(]/m);
  assert.doesNotMatch(ran.all, /internal error|node:internal|UnhandledPromise|throw new/);
}

/** One wrong command line: 2, a sentence and a hint, no result, JSON for those who asked for it, and no way around it. */
export function notBegun(repo: TempRepo, args: readonly string[], message: RegExp, hint: RegExp): void {
  const ran = repo.guard(...args);
  assert.equal(ran.code, 2, ran.all);
  assertNoStack(ran);
  assert.equal(ran.stdout, '');
  const [first = '', ...more] = ran.stderr.split('\n');
  assert.match(first, new RegExp(`^precommit-guard: .*(?:${message.source})`));
  assert.match(more.join('\n'), new RegExp(`^ {2}.*(?:${hint.source})`, 's'));

  const json = repo.guard('--format=json', ...args);
  assert.equal(json.code, 2, json.all);
  assertNoStack(json);
  if (!args.includes('--format')) {
    const report = jsonReport(json);
    assert.deepEqual([report.version, report.complete, report.findings], [1, false, []]);
    assert.match(report.errors?.[0]?.message ?? '', message);
    assert.match(report.errors?.[0]?.hint ?? '', hint);
    const lines = repo
      .guard('--format=jsonl', ...args)
      .stdout.trim()
      .split('\n');
    const summary = JSON.parse(lines.at(-1) ?? '') as { type: string; complete: boolean };
    assert.deepEqual([summary.type, summary.complete], ['summary', false]);
  }
  assert.equal(repo.guard('--allow-incomplete', '--quiet', ...args).code, 2, 'with --allow-incomplete');
}
