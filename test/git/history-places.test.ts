import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HistoryPlaces, keyPart, type Place } from '../support/history-places.js';
import type { JsonFinding, JsonReport } from '../support/json-report.js';
import { jsonReport } from '../support/json-report.js';
import type { Ran } from '../support/temp-repo.js';

interface HistoryFinding extends JsonFinding {
  readonly commit: string | null;
  readonly author?: string;
  readonly date?: string;
  readonly removedIn?: string;
  readonly reachable: readonly string[];
  readonly paths: readonly string[];
}

/** What a scan says of one place; the name of a file that is itself a secret is masked. */
function told(report: JsonReport, { secret, where }: Place): object[] {
  return (report.findings as HistoryFinding[])
    .filter(({ fingerprint }) => fingerprint.endsWith(`-${keyPart(secret)}`))
    .map((one) => ({
      path: where === 'file-name' ? 'masked' : one.path,
      where: one.where,
      commit: one.commit,
      ...(one.removedIn === undefined ? {} : { removedIn: one.removedIn }),
      reachable: one.reachable,
    }));
}

function expected({ path, where, commit, removedIn, reachable }: Place): object[] {
  return [{ path, where, commit, ...(removedIn === undefined ? {} : { removedIn }), reachable }];
}

for (const format of ['sha1', 'sha256'] as const) {
  describe(`a history with a secret in every place (${format})`, () => {
    let places: HistoryPlaces;
    let ran: Ran;
    let report: JsonReport;
    let all: JsonReport;
    let before_: string;
    const state = (): string => places.repo.run('sh', ['-c', 'git status --porcelain; git for-each-ref; git count-objects -v; find .git -newer .git/HEAD -name "*.lock"']).stdout;
    before(() => {
      places = new HistoryPlaces([`--object-format=${format}`]);
      places.files();
      places.merges();
      places.words();
      places.stashes();
      places.replaced();
      places.lost();
      before_ = state();
      ran = places.repo.guard('history', '--format', 'json');
      report = jsonReport(ran);
      all = jsonReport(places.repo.guard('history', '--unreachable', '--format', 'json'));
    });
    after(() => places.repo.remove());

    it('finds each once, with the commit that brought it, the one that took it out, and what leads to it', () => {
      assert.ok(places.places.length + places.hidden.length >= 30);
      for (const place of places.places) assert.deepEqual(told(report, place), expected(place), place.name);
    });

    it('finds what only a reflog or the index holds, and what nothing holds, when asked to', () => {
      for (const place of places.hidden) {
        assert.deepEqual(told(report, place), [], `${place.name} without --unreachable`);
        assert.deepEqual(told(all, place), expected(place), place.name);
      }
      for (const place of places.places) assert.deepEqual(told(all, place), expected(place), `${place.name} with --unreachable`);
    });

    it('finds a key of many lines, and nothing else', () => {
      const keys = new Set([...places.places, ...places.hidden].map(({ secret }) => keyPart(secret)));
      const others = all.findings.filter(({ fingerprint }) => !keys.has(fingerprint.slice(-5)));
      assert.deepEqual(
        others.map(({ ruleId, path }) => [ruleId, path]),
        [['private-key', 'key.pem']],
      );
    });

    it('prints no secret, names the submodule and counts the pointer, is complete and fails', () => {
      for (const { secret, name } of [...places.places, ...places.hidden]) assert.ok(!ran.all.includes(secret), name);
      assert.deepEqual(
        report.skipped.map(({ path, why }) => [path, why.split(':')[0]]),
        [
          ['pointer.bin', 'git-lfs pointer'],
          ['vendor/mod', 'submodule'],
        ],
      );
      assert.equal(report.complete, true);
      assert.equal(ran.code, 1, ran.stderr);
    });

    it('tells the author and the date of the commit', () => {
      const finding = (report.findings as HistoryFinding[]).find(({ path }) => path === 'root.js');
      assert.deepEqual([finding?.author, finding?.date], ['Author 1', '2024-01-01T12:00:00Z']);
    });

    it('names the paths a secret moved to', () => {
      const finding = (report.findings as HistoryFinding[]).find(({ path }) => path === 'old-edited.js');
      assert.deepEqual(finding?.paths, ['old-edited.js', 'new-edited.js']);
    });

    it('leaves the repository as it was', () => {
      assert.equal(state(), before_);
    });

    it('says for people what it found, without secrets', () => {
      const pretty = places.repo.guard('history', '--verbose');
      assert.equal(pretty.code, 1);
      for (const { secret, name } of places.places) assert.ok(!pretty.all.includes(secret), name);
      assert.match(pretty.stdout, /gone\.js:1:\d+ error GitHub[^\n]*\n[^\n]*\n[^\n]*\n +first: [0-9a-f]{12} of 2024-01-01 by Author 1\n +removed: [0-9a-f]{12} of 2024-01-02/);
      assert.match(pretty.stdout, /in stash@|\(stash@\{/);
    });

    it('reports a blob that is too long and is incomplete for it', () => {
      places.tooLong();
      const long = places.repo.guard('history', '--format', 'json');
      assert.equal(long.code, 2);
      const { complete, errors } = jsonReport(long);
      assert.equal(complete, false);
      assert.match(errors?.[0]?.message ?? '', /^big\.txt: The object [0-9a-f]{12} was not scanned: it has 63 MB/);
      assert.equal(places.repo.guard('history', '--allow-incomplete', '--quiet').code, 1);
    });
  });
}
