import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HistoryPlaces } from '../support/history-places.js';
import { jsonReport, timeless } from '../support/json-report.js';

describe('the second scan of a history', () => {
  let places: HistoryPlaces;
  before(() => {
    places = new HistoryPlaces();
    places.files();
    places.merges();
    places.stashes();
    // The name that is itself a secret lies in its history: without it the end of a run is kept too.
  });
  after(() => places.repo.remove());

  const folder = (): string => join(places.repo.home, '.cache/precommit-guard/history');
  const files = (): string[] => readdirSync(folder()).map((name) => join(folder(), name));
  const scan = (...args: string[]): unknown => {
    const ran = places.repo.guard('history', '--format', 'json', ...args);
    assert.equal(ran.code, 1, ran.all);
    const report = jsonReport(ran);
    return { ...report, stats: timeless(report) };
  };

  it('says what the first said, keeps no line and no secret, and lets nobody else read what it keeps', () => {
    const first = scan();
    assert.deepEqual(scan(), first);
    assert.deepEqual(scan('--no-cache'), first);
    const kept = files().map((file) => readFileSync(file, 'utf8'));
    assert.equal(kept.length, 1);
    for (const { secret } of places.places) assert.ok(!kept.some((text) => text.includes(secret)));
    assert.ok(!kept.some((text) => text.includes('export const token')));
    assert.equal(statSync(folder()).mode & 0o777, 0o700);
    assert.equal(statSync(files()[0] ?? '').mode & 0o777, 0o600);
  });

  it('reads what is new, and says what a fresh one says', () => {
    places.repo.write('later.js', places.leak('later'));
    places.commit('later');
    places.repo.git('rm', '-q', 'root.js');
    places.commit('root.js goes');
    assert.deepEqual(scan(), scan('--no-cache'));
  });

  it('forgets what a deleted branch held', () => {
    places.repo.git('branch', '-D', 'orphan');
    assert.deepEqual(scan(), scan('--no-cache'));
  });

  it('scans again when the cache is damaged, or cannot be written', () => {
    const fresh = scan('--no-cache');
    for (const file of files()) writeFileSync(file, readFileSync(file, 'utf8').replace('"blobs":["', '"blobs":["0'));
    assert.deepEqual(scan(), fresh);
    rmSync(folder(), { recursive: true });
    mkdirSync(join(folder(), '..'), { recursive: true });
    writeFileSync(folder(), 'a file in its place');
    assert.deepEqual(scan(), fresh);
    rmSync(folder());
  });

  it('writes nothing when it was told to, nor for a part', () => {
    scan('--no-cache');
    places.repo.guard('history', 'HEAD~1..HEAD');
    assert.throws(() => readdirSync(folder()));
  });
});

describe('the end of a run', () => {
  it('is told again from the cache when nothing has changed', () => {
    const places = new HistoryPlaces();
    places.repo.write('a.js', places.leak('cached'));
    places.commit(`a message with ${places.secret('cached message')}`);
    const scan = (): unknown => {
      const report = jsonReport(places.repo.guard('history', '--format', 'json'));
      return { ...report, stats: timeless(report) };
    };
    const first = scan();
    const [file = ''] = readdirSync(join(places.repo.home, '.cache/precommit-guard/history'));
    assert.match(readFileSync(join(places.repo.home, '.cache/precommit-guard/history', file), 'utf8'), /"told":/);
    assert.deepEqual(scan(), first);
    assert.equal((first as { findings: unknown[] }).findings.length, 2);
    places.repo.remove();
  });
});
