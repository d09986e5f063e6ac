import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-2');

for (const format of ['sha1', 'sha256'] as const) {
  describe(`trap 2: a first commit in a ${format} repository`, () => {
    let repo: TempRepo;
    const fresh = (): void => {
      repo = new TempRepo({ init: [`--object-format=${format}`] });
    };
    afterEach(() => repo.remove());

    it(`trap 2: the first commit (${format}) with a secret is refused by the hook; without it, it passes`, () => {
      fresh();
      repo.write('a.js', leak(SECRET));
      repo.git('add', '-A');
      refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'first']);
      repo.write('a.js', HARMLESS);
      repo.git('add', '-A');
      passes(repo, ['commit', '-m', 'first']);
      assert.equal(repo.git('rev-parse', 'HEAD').trim().length, format === 'sha1' ? 40 : 64);
    });

    it(`trap 2: git commit <path> as the first commit (${format}) is refused for a secret in that path`, () => {
      fresh();
      repo.write('a.js', leak(SECRET));
      repo.write('b.js', HARMLESS);
      repo.git('add', '-A');
      refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'first', 'a.js']);
      passes(repo, ['commit', '-m', 'first', 'b.js']);
    });

    it(`trap 2: the second commit (${format}) is compared with the first: an old secret is not news, a new one is refused`, () => {
      fresh();
      repo.commitUnchecked({ 'a.js': leak(SECRET) });
      repo.write('a.js', `${leak(SECRET)}// more\n`);
      repo.git('add', '-A');
      assert.match(passes(repo, ['commit', '-m', 'second']).all, /1 added line,/);
      const another = githubToken('trap-2-another');
      repo.write('a.js', `${leak(SECRET)}// more\n${leak(another)}`);
      repo.git('add', '-A');
      refused(repo, another, 'a.js:3', ['commit', '-m', 'third']);
    });

    it(`trap 2: an orphan branch (${format}) is scanned whole again: its secret is refused`, () => {
      fresh();
      repo.commitUnchecked({ 'a.js': leak(SECRET) });
      repo.git('checkout', '-q', '--orphan', 'other');
      refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'orphan']);
    });

    it(`trap 2: the command before the first commit (${format}) finds the secret with nothing but an index`, () => {
      fresh();
      clean(repo.guard('--staged'));
      repo.write('a.js', leak(SECRET));
      repo.git('add', '-A');
      found(repo.guard('--staged'), SECRET, 'a.js:1');
    });

    it(`trap 2: a merge with a conflict (${format}) is compared with both sides`, () => {
      fresh();
      repo.commitUnchecked({ 'a.js': '// base\n' });
      repo.git('checkout', '-q', '-b', 'side');
      repo.commitUnchecked({ 'a.js': '// side\n', 'old.js': leak(SECRET) });
      repo.git('checkout', '-q', 'main');
      repo.commitUnchecked({ 'a.js': '// main\n' });
      assert.equal(repo.tryGit('merge', 'side').code, 1);
      const another = githubToken('trap-2-resolution');
      repo.write('a.js', leak(another));
      repo.git('add', '-A');
      refused(repo, another, 'a.js:1', ['commit', '--no-edit']);
      repo.write('a.js', '// both\n');
      repo.git('add', '-A');
      passes(repo, ['commit', '--no-edit']);
    });
  });
}
