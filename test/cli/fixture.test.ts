import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixtureOf } from '../../src/app/fixture.js';
import { GuardError } from '../../src/model/guard-error.js';
import { builtIn } from '../../src/rules/built-in.js';
import { TempRepo } from '../support/temp-repo.js';

const all = builtIn();
/** What has no room for a mark, mostly because all of it is literal or a few characters. */
const MOST_WITHOUT = 0.12;

describe('fixture', () => {
  it('makes a token that has the shape, and that the guard accepts', () => {
    const shaped = all.rules.filter(({ kind, syntaxes, pattern }) => kind === 'secret' && syntaxes === undefined && pattern !== '');
    const without: string[] = [];
    for (const [index, { id, pattern }] of shaped.entries()) {
      if (index % 8 !== 0) continue; // Each is tried by all rules, which takes its time.
      try {
        assert.match(fixtureOf(id, all), /\S/, pattern);
      } catch (error) {
        assert.ok(error instanceof GuardError, String(error));
        without.push(id);
      }
    }
    assert.ok(without.length < (shaped.length / 8) * MOST_WITHOUT, without.join());
  });

  it('prints it alone, the same in every run, and a commit with it passes', () => {
    const repo = new TempRepo();
    try {
      const [first, second] = [repo.guard('fixture', 'github-token'), repo.guard('fixture', 'github-token')];
      assert.equal(first.code, 0, first.all);
      assert.equal(first.stdout, second.stdout);
      assert.match(first.stdout, /^ghp_[A-Za-z0-9]{36}\n$/);
      repo.write('a.js', `const githubToken = '${first.stdout.trim()}';\nconst password = '${repo.guard('fixture', 'password-assignment').stdout.trim()}';\n`);
      repo.git('add', 'a.js');
      assert.equal(repo.tryGit('commit', '-m', 'tokens for tests').code, 0);
      for (const wrong of [['fixture'], ['fixture', 'no-such-rule'], ['fixture', 'js-eval-request'], ['fixture', 'a', 'b']])
        assert.equal(repo.guard(...wrong).code, 2, wrong.join(' '));
    } finally {
      repo.remove();
    }
  });
});
