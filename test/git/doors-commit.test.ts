import assert from 'node:assert/strict';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('doors-commit');

describe('ways into history by git commit', () => {
  let repo: GuardedRepo;
  beforeEach(() => {
    repo = new GuardedRepo();
  });
  afterEach(() => repo.remove());

  const stage = (content = leak(SECRET)): void => {
    repo.write('a.js', content);
    repo.git('add', 'a.js');
  };

  it('way 01: git commit', () => {
    stage();
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
    stage(HARMLESS);
    repo.git('commit', '-q', '-m', 'x');
    repo.pushPasses();
  });

  it('way 02: git commit -a', () => {
    repo.write('base.js', leak(SECRET));
    repo.refuses(SECRET, 'base.js:1:', ['commit', '-a', '-m', 'x']);
  });

  it('way 03: git commit PATH', () => {
    repo.write('base.js', leak(SECRET));
    repo.refuses(SECRET, 'base.js:1:', ['commit', '-m', 'x', 'base.js']);
    repo.refuses(SECRET, 'base.js:1:', ['commit', '-m', 'x', '--include', 'base.js']);
  });

  it('way 04: git commit --patch', () => {
    repo.write('base.js', leak(SECRET));
    const ran = repo.run('git', ['commit', '-p', '-m', 'x'], { input: 'y\n' }); // git itself shows what it asks about.
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^base\.js:1:23 error/m);
    assert.equal(repo.commits(), 1);
  });

  it('way 05: git commit --amend', () => {
    stage();
    repo.refuses(SECRET, 'a.js:1:', ['commit', '--amend', '--no-edit']);
  });

  it('way 06: git commit --no-verify, by a person: passes with a warning, and the push is refused', () => {
    stage();
    const ran = repo.tryGit('commit', '--no-verify', '-m', 'x');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /THE COMMIT HOLDS WHAT IS SHOWN ABOVE/);
    assert.ok(!ran.all.includes(SECRET));
    const pushed = repo.pushRefused(SECRET, 'a.js:1:');
    assert.match(pushed.all, new RegExp(repo.git('rev-parse', '--short=12', 'HEAD').trim()));
    stage(HARMLESS);
    repo.git('commit', '-q', '--amend', '--no-edit');
    repo.pushPasses();
  });

  it('way 07: git commit --no-verify, by a coding agent: refused', () => {
    stage();
    for (const name of ['CLAUDECODE', 'CURSOR_AGENT', 'GEMINI_CLI', 'CODEX_SANDBOX', 'AI_AGENT']) {
      const ran = repo.refuses(SECRET, 'a.js:1:', ['commit', '-nm', 'x'], { env: { [name]: '1' } });
      assert.match(ran.all, /not for a coding agent/);
    }
    repo.write('.precommit-guardrc.json', '{ "bypass": "allow" }');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-nm', 'x'], { env: { CLAUDECODE: '1' } });
  });

  it('way 08: git commit --no-verify under "bypass": refuse is refused, under allow it passes in silence', () => {
    stage();
    repo.write('.precommit-guardrc.json', '{ "bypass": "refuse" }');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '--no-verify', '-m', 'x']);
    repo.write('.precommit-guardrc.json', '{ "bypass": "allow" }');
    const ran = repo.tryGit('commit', '--no-verify', '-m', 'x');
    assert.equal(ran.code, 0, ran.all);
    assert.doesNotMatch(ran.all, /precommit-guard/);
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 09: a secret in the message', () => {
    const ran = repo.refuses(SECRET, 'commit message:3:', ['commit', '--allow-empty', '-m', `x\n\ntoken ${SECRET}`]);
    assert.match(ran.all, /git commit -e -F \.git\/COMMIT_EDITMSG/);
    repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', `x\n\ntoken ${SECRET}`);
    repo.pushRefused(SECRET, 'commit message:3:');
  });

  it('way 10: a secret in a trailer, in the name of the author, in the address of the committer', () => {
    repo.refuses(SECRET, 'commit message:3:', ['commit', '--allow-empty', '-m', 'x', '--trailer', `Token: ${SECRET}`]);
    repo.refuses(SECRET, 'author or committer:1:', ['commit', '--allow-empty', '-m', 'x', '--author', `${SECRET} <a@example.com>`]);
    const env = { GIT_COMMITTER_EMAIL: `${SECRET}@acme.dev` };
    repo.refuses(SECRET, 'author or committer:1:', ['commit', '--allow-empty', '-m', 'x'], { env });
    assert.equal(repo.run('git', ['commit', '-q', '-n', '--allow-empty', '-m', 'x'], { env }).code, 0);
    repo.pushRefused(SECRET, 'author or committer:1:');
  });

  it('way 11: the pre-commit hook deleted, or not executable', () => {
    stage();
    chmodSync(repo.path('.git/hooks/pre-commit'), 0o644);
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
    repo.doctorFinds(/✖ pre-commit +.* is not executable/);
    rmSync(repo.path('.git/hooks/pre-commit'));
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
    repo.doctorFinds(/✖ pre-commit +There is no pre-commit hook/);
  });

  it('way 12: another hook changes the index after pre-commit has looked', () => {
    repo.write('.git/hooks/pre-commit', `${repo.read('.git/hooks/pre-commit').replace('exec "$bin" --staged', '"$bin" --staged')}\n`);
    const hook = repo.read('.git/hooks/pre-commit').replace('then "$bin" --staged; fi', 'then "$bin" --staged; cp leak.txt a.js; git add a.js; exit 0; fi');
    repo.write('.git/hooks/pre-commit', hook);
    repo.write('leak.txt', leak(SECRET));
    stage(HARMLESS);
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
  });

  it('way 13: no hooks for one command (git -c core.hooksPath=): the push is refused', () => {
    stage();
    repo.git('-c', 'core.hooksPath=/nowhere', 'commit', '-q', '-m', 'x');
    repo.pushRefused(SECRET, 'a.js:1:');
  });

  it('way 14: GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE point elsewhere', () => {
    stage();
    const env = { GIT_DIR: repo.path('.git'), GIT_WORK_TREE: repo.root };
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x'], { cwd: repo.home, env });
    repo.git('reset', '-q');
    const index = { GIT_INDEX_FILE: join(repo.home, 'other.index') };
    assert.equal(repo.run('git', ['add', '-A'], { env: index }).code, 0);
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x'], { env: index });
  });

  it('way 15: a linked worktree', () => {
    const other = join(repo.home, 'other tree');
    repo.git('worktree', 'add', '-q', '-b', 'other', other);
    repo.write('../home/other tree/a.js', leak(SECRET));
    assert.equal(repo.run('git', ['add', '-A'], { cwd: other }).code, 0);
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x'], { cwd: other });
    assert.equal(repo.run('git', ['commit', '-q', '--no-verify', '-m', 'x'], { cwd: other }).code, 0);
    repo.pushRefused(SECRET, 'a.js:1:', ['push', 'origin', 'HEAD:other'], { cwd: other });
  });

  it('way 16: a program without Node.js on its PATH: refused, and said why', () => {
    const bin = join(repo.home, 'bin');
    for (const name of ['git', 'sh', 'tail', 'od', 'ps']) repo.run('sh', ['-c', `mkdir -p '${bin}' && ln -s "$(command -v ${name})" '${bin}/${name}'`]);
    stage(HARMLESS);
    const ran = repo.run('git', ['commit', '-m', 'x'], { env: { PATH: bin } });
    assert.notEqual(ran.code, 0, ran.all);
    assert.match(ran.all, /the commit was not checked: node is not on the PATH/);
    const passed = repo.run('git', ['commit', '--no-verify', '-m', 'x'], { env: { PATH: bin } });
    assert.equal(passed.code, 0, passed.all);
    assert.match(passed.all, /it passes unseen, as --no-verify asks/);
    repo.pushPasses();
  });
});
