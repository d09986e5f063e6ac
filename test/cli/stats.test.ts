import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
    } finally {
      repo.remove();
    }
  });
});
