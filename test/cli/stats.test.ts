import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stats, Tally } from '../../src/model/stats.js';
import { statsPage } from '../../src/report/stats-chart.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>';

describe('stats', () => {
  it('tells by month what share comes from assistants', () => {
    const repo = new TempRepo({ hook: false });
    try {
      const commit = (day: string, file: string, text: string, message: string): void => {
        repo.write(file, text);
        repo.git('add', '-A');
        const ran = repo.run('git', ['commit', '-q', '-m', message], { env: { GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` } });
        assert.equal(ran.code, 0, ran.all);
      };
      commit('2026-01-05', 'a.js', `const a = '${githubToken('stats a')}';\n`, 'feat: a');
      commit('2026-02-05', 'b.js', `const b = '${githubToken('stats b')}';\n`, `feat: b\n\n${CLAUDE}`);
      commit('2026-02-06', 'c.js', '// c\n', 'feat: c');
      const ran = repo.guard('stats', '--json');
      assert.equal(ran.code, 0, ran.all);
      const { months, total, assistants } = JSON.parse(ran.stdout) as Record<string, unknown>;
      assert.deepEqual(months, [
        { month: '2026-01', commits: 1, assisted: 0, findings: 1, inAssisted: 0 },
        { month: '2026-02', commits: 2, assisted: 1, findings: 1, inAssisted: 1 },
      ]);
      assert.deepEqual(total, { commits: 3, assisted: 1, findings: 2, inAssisted: 1 });
      assert.deepEqual(assistants, [{ name: 'Claude', commits: 1 }]);
      assert.match(repo.guard('stats').stdout, /Assistants made 33\.3 % of 3 commits \(Claude 1\) and brought 50\.0 % of 2 findings\./);
      const page = repo.guard('stats', '--format', 'html').stdout;
      assert.match(page, /<title>2026-02: 1 by people, 1 by assistants<\/title><rect class="people"[^>]*\/><rect class="assisted"/);
      assert.match(page, /<title>2026-02: 0 by people, 1 by assistants<\/title><rect class="assisted"/);
      assert.match(page, /<th scope="row">total<\/th><td>3<\/td><td>1<\/td><td>33\.3 %<\/td><td>2<\/td><td>1<\/td><td>50\.0 %<\/td>/);
      assert.doesNotMatch(page, /<script|\bsrc=|url\(/);
      assert.equal(repo.guard('stats', '--format', 'html', '--output', 'stats.html').stdout, '');
      assert.equal(repo.read('stats.html'), page);
      assert.equal(repo.guard('stats', '--format', 'sarif').code, 2, 'a format that it has not');
      const history = repo.guard('history', '--format', 'html').stdout;
      assert.ok(history.includes('<svg role="img" aria-label="Commits by month"') && history.includes('<article '));
      assert.ok(!repo.guard('history', 'HEAD~1..HEAD', '--format', 'html').stdout.includes('<svg'), 'a part of the history says nothing of the whole');
    } finally {
      repo.remove();
    }
  });
});

describe('the charts', () => {
  const tally = (commits: number, assisted: number): Tally => ({ commits, assisted, findings: 0, inAssisted: 0 });
  const stats = (months: Stats['months']): Stats => ({ months, total: tally(0, 0), assistants: [{ name: '<b>', commits: 1 }], elsewhere: 0, complete: true });

  it('show years where there are too many months, and nothing where there is nothing', () => {
    const many = Array.from({ length: 72 }, (_, at) => ({ month: `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`, ...tally(2, 1) }));
    const page = statsPage(stats(many));
    assert.equal(page.match(/<g><title>/g)?.length, 12);
    assert.match(page, /<title>2021: 12 by people, 12 by assistants<\/title>/);
    assert.match(statsPage(stats([])), /No commits in that time/);
    assert.ok(!page.includes('<b>'), 'what comes from outside is text');
  });
});
