import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathWithGit } from '../support/fake-git.js';
import { HistoryPlaces } from '../support/history-places.js';
import { installedBin } from '../support/installed.js';
import { type JsonReport, jsonReport, timeless } from '../support/json-report.js';
import { fill } from '../support/many-versions.js';
import type { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

// The largest pack is read before it is known what belongs to the history, which the log says while it is read. Compared with what git lists and prints.
describe('a history that its log lists', () => {
  let repo: TempRepo;
  before(() => {
    const places = new HistoryPlaces();
    repo = places.repo;
    fill(places);
    repo.git('tag', '-d', 'outer', 'a-blob');
    repo.git('repack', '-q', '-a', '-d');
    repo.git('prune', '--expire=now');
  });
  after(() => repo.remove());

  const told = (threads: number, env: NodeJS.ProcessEnv = {}): JsonReport => {
    const report = jsonReport(repo.run(process.execPath, [installedBin(), 'history', '--no-cache', '--threads', String(threads), '--format', 'json'], { env }));
    return { ...report, stats: timeless(report) };
  };

  /** What is told, and whether git was asked to list all objects. */
  function logged(): { readonly report: JsonReport; readonly walked: boolean } {
    const asked = join(repo.home, 'asked');
    rmSync(asked, { force: true });
    const report = told(0, { PATH: pathWithGit(repo, `[ "$command" = rev-list ] && echo "$@" >> '${asked}'`) });
    return { report, walked: existsSync(asked) && readFileSync(asked, 'utf8').includes('--missing=print') };
  }

  it('is told as git tells it, which need not list it', () => {
    const { report, walked } = logged();
    assert.equal(walked, false);
    assert.equal(report.complete, true);
    assert.ok(report.findings.length > 50);
    assert.deepEqual(report, told(1));
  });

  it('is listed by git where a tag of a tag, or a tag of something else than a commit, leads to more', () => {
    const message = githubToken('inner tag');
    repo.git('tag', '-a', 'inner', '-m', `released with ${message}`);
    repo.git('tag', '-a', 'outer', '-m', 'a tag of a tag', 'inner');
    repo.git('tag', '-d', 'inner');
    // Loose at first, then packed.
    for (const packed of [false, true]) {
      if (packed) repo.git('repack', '-q', '-a', '-d');
      const { report, walked } = logged();
      assert.equal(walked, true);
      assert.ok(report.findings.some(({ where }) => where === 'tag-message'));
      assert.deepEqual(report, told(1));
    }
    repo.git('tag', '-d', 'outer');
    repo.git('repack', '-q', '-a', '-d');
    assert.equal(logged().walked, false);

    const tree = repo.run('git', ['mktree'], {
      input: `100644 blob ${repo.run('git', ['hash-object', '-w', '--stdin'], { input: `token = '${githubToken('a tree')}'\n` }).stdout.trim()}\tin-a-tree.js\n`,
    });
    for (const args of [['a-tree'], ['-a', '-m', 'a tag of a tree', 'a-tree']]) {
      repo.git('tag', ...args, tree.stdout.trim());
      const { report, walked } = logged();
      assert.equal(walked, true);
      assert.deepEqual(report, told(1));
      repo.git('tag', '-d', 'a-tree');
    }
  });

  it('does not take in what nothing leads to, though it lies in the pack', () => {
    const before = told(0);
    const text = `token = '${githubToken('unreachable')}'\n`;
    repo.run('git', ['hash-object', '-w', '--stdin'], { input: text });
    const known = `token = '${githubToken('reached by nothing')}'\n`;
    repo.commitUnchecked({ 'gone.js': known }, `a message with ${githubToken('a message that is gone')}`);
    repo.git('reset', '-q', '--hard', 'HEAD^');
    repo.git('reflog', 'expire', '--expire=now', '--all');
    repo.git('repack', '-q', '-a', '-d', '--keep-unreachable');
    repo.git('prune-packed');
    const { report, walked } = logged();
    assert.equal(walked, true);
    assert.deepEqual(report, before);
    assert.deepEqual(report, told(1));
  });

  it('is read all the same where the log breaks off', () => {
    repo.commitUnchecked({ 'folder/last.js': `token = '${githubToken('last')}'\n` }, 'a commit without its tree');
    const tree = repo.git('rev-parse', 'HEAD:folder').trim();
    const file = repo.path(join('.git/objects', tree.slice(0, 2), tree.slice(2)));
    rmSync(file);
    const { report, walked } = logged();
    assert.equal(walked, true);
    assert.equal(report.complete, false);
    const errorsOf = ({ errors }: JsonReport): string[] => (errors ?? []).map(({ message }) => message.split('\n')[0] ?? '').sort();
    assert.deepEqual(errorsOf(report), errorsOf(told(1)));
    assert.equal(report.stats.files, told(1).stats.files);
    assert.deepEqual(report.findings, told(1).findings);
  });
});
