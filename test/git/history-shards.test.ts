import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HistoryPlaces } from '../support/history-places.js';
import { jsonReport, timeless } from '../support/json-report.js';
import type { Ran } from '../support/temp-repo.js';

describe('the shards of a history', () => {
  let places: HistoryPlaces;
  before(() => {
    places = new HistoryPlaces();
    places.files();
    places.merges();
    places.words();
    places.stashes();
  });
  after(() => places.repo.remove());

  /** The report without what differs from run to run. */
  const facts = (ran: Ran): unknown => {
    const report = jsonReport(ran);
    return { ...report, stats: timeless(report) };
  };
  const shard = (index: number, count: number): string => {
    const file = `${places.repo.home}/shard-${index}-of-${count}.json`;
    const ran = places.repo.guard('history', '--shard', `${index}/${count}`, '--format', 'json', '--output', file);
    assert.ok(ran.code === 0 || ran.code === 1, ran.all);
    return file;
  };
  const shards = (count: number): string[] => Array.from({ length: count }, (_, at) => shard(at + 1, count));

  for (const count of [1, 2, 7]) {
    it(`${count} of them, merged, say what one run says`, () => {
      const files = shards(count);
      const merged = places.repo.guard('merge', ...files.reverse(), '--format', 'json');
      assert.equal(merged.code, 1);
      assert.deepEqual(facts(merged), facts(places.repo.guard('history', '--format', 'json')));
    });
  }

  it('that is missing is named, and the answer is 2', () => {
    const merged = places.repo.guard('merge', shard(1, 3), shard(3, 3));
    assert.equal(merged.code, 2);
    assert.match(merged.stderr, /There is no report of shard 2\/3/);
  });

  it('of another state of the repository are refused', () => {
    const files = shards(2);
    places.repo.git('branch', 'another');
    const merged = places.repo.guard('merge', ...files);
    places.repo.git('branch', '-D', 'another');
    assert.equal(merged.code, 2);
    assert.match(merged.stderr, /another state of the repository/);
  });

  it('that no scan has are refused', () => {
    for (const wrong of ['0/2', '3/2', 'x', '1/0']) assert.equal(places.repo.guard('history', '--shard', wrong).code, 2, wrong);
  });
});
