import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-1-index');
/** Ten lines between the two hunks, so that git offers them one by one. */
const BETWEEN = Array.from({ length: 10 }, (_, i) => `// line ${i}\n`).join('');

describe('trap 1: git commit -p', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': `// top\n${BETWEEN}// end\n` });
    repo.write('a.js', `${HARMLESS}${BETWEEN}${leak(SECRET)}`);
  });
  afterEach(() => repo.remove());

  it('trap 1: git commit -p of the hunk with the secret is refused by the hook', () => {
    const ran = repo.run('git', ['commit', '-p', '-m', 'patch'], { input: 'n\ny\n' });
    assert.ok(ran.stdout.includes(SECRET), 'git itself shows the hunks on standard output');
    found({ ...ran, all: ran.stderr }, SECRET, 'a.js:12');
    assert.equal(repo.commits(), 1);
  });

  it('trap 1: git commit -p of the other hunk passes, since only that one is committed', () => {
    passes(repo, ['commit', '-p', '-m', 'patch'], { input: 'y\nn\n' });
    const committed = repo.git('show', 'HEAD:a.js');
    assert.ok(committed.includes(HARMLESS));
    assert.ok(!committed.includes(SECRET));
    assert.ok(repo.read('a.js').includes(SECRET), 'the worktree keeps the other hunk');
  });

  it('trap 1: git add -p of the hunk with the secret, then git commit, is refused by the hook', () => {
    repo.run('git', ['add', '-p'], { input: 'n\ny\n' });
    refused(repo, SECRET, 'a.js:12', ['commit', '-m', 'patch']);
  });
});

describe('trap 1: git commit with an index of the user’s own', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': 'export {};\n' });
    copyFileSync(repo.path('.git/index'), repo.path('.git/own-index'));
  });
  afterEach(() => repo.remove());

  /** Stages in the other index and leaves the usual one as it is. */
  const stage = (content: string, env: NodeJS.ProcessEnv): void => {
    repo.write('a.js', content);
    assert.equal(repo.run('git', ['add', 'a.js'], { env }).code, 0);
    assert.equal(repo.git('diff', '--cached', '--name-only'), '', 'the usual index has nothing staged');
  };

  it('trap 1: a secret staged in an absolute GIT_INDEX_FILE is refused by the hook', () => {
    const env = { GIT_INDEX_FILE: repo.path('.git/own-index') };
    stage(leak(SECRET), env);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'own index'], { env });
    stage(HARMLESS, env);
    passes(repo, ['commit', '-m', 'own index'], { env });
  });

  it('trap 1: a secret staged in a relative GIT_INDEX_FILE is refused by the hook, from a sub-folder too', () => {
    const env = { GIT_INDEX_FILE: '.git/own-index' };
    stage(leak(SECRET), env);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'own index'], { env });
    mkdirSync(repo.path('lib'));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'own index'], { env: { GIT_INDEX_FILE: '.git/own-index' }, cwd: repo.path('lib') });
  });

  it('trap 1: with a GIT_INDEX_FILE that is clean the commit passes, whatever the usual index holds', () => {
    const env = { GIT_INDEX_FILE: repo.path('.git/own-index') };
    stage(HARMLESS, env);
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    passes(repo, ['commit', '-m', 'own index'], { env });
    assert.ok(!repo.git('show', 'HEAD:a.js').includes(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'usual index']);
  });
});
