import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { HistoryPlaces } from '../support/history-places.js';
import { jsonReport, timeless } from '../support/json-report.js';
import { githubToken } from '../support/tokens.js';

/** Lines that no two files share, so that no file is small when packed. */
function lines(name: string, bytes: number): string {
  const line = createHash('sha256').update(name).digest('hex');
  let text = '';
  for (let at = 0; text.length < bytes; at++) text += `${at} ${line.slice(at % 60)}\n`;
  return text;
}

describe('the threads of a history', () => {
  let places: HistoryPlaces;
  before(() => {
    places = new HistoryPlaces();
    places.files();
    places.merges();
    places.words();
    const { repo } = places;
    // More than all blocks hold, some of it in none of them, the secret in the last line.
    for (let at = 0; at < 12; at++) repo.write(`many/${at}.txt`, lines(`many ${at}`, 1 << 20));
    for (const name of ['one', 'two']) repo.write(`long/${name}.txt`, `${lines(name, 5 << 20)}token = '${githubToken(name)}'\n`);
    repo.git('add', '--all');
    repo.git('commit', '-q', '-m', 'much');
  });
  after(() => places.repo.remove());

  const told = (threads: number): unknown => {
    const report = jsonReport(places.repo.guard('history', '--no-cache', '--threads', String(threads), '--format', 'json'));
    return { ...report, stats: timeless(report) };
  };

  it('say what one alone says, however many there are', () => {
    const alone = told(0);
    for (const threads of [1, 3]) assert.deepEqual(told(threads), alone, `${threads} threads`);
  });

  it('tell of a damaged object, and of all others', () => {
    const { repo } = places;
    const id = repo.git('rev-parse', 'HEAD:long/one.txt').trim();
    const file = repo.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    chmodSync(file, 0o644);
    writeFileSync(file, readFileSync(file).subarray(0, 2000));
    const report = jsonReport(repo.guard('history', '--no-cache', '--threads', '2', '--format', 'json'));
    assert.equal(report.complete, false);
    assert.ok(report.findings.some(({ path }) => path === 'long/two.txt'));
  });

  it('are a number', () => {
    assert.equal(places.repo.guard('history', '--threads', 'many').code, 2);
  });
});
