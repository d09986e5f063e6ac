import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused, undone } from '../support/verdicts.js';

const SECRET = githubToken('trap-14');

describe('trap 14: kinds of index', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'in/a.js': '// in\n', 'out/b.js': '// out\n', 'out/deep/c.js': '// deep\n' });
  });
  afterEach(() => repo.remove());

  const shared = (): string[] => readdirSync(repo.path('.git')).filter((name) => name.startsWith('sharedindex.'));

  it('trap 14: sparse checkout: a secret inside the cone is refused, and passes without', () => {
    repo.git('sparse-checkout', 'set', '--cone', 'in');
    assert.ok(!existsSync(repo.path('out')));
    repo.write('in/a.js', leak(SECRET));
    refused(repo, SECRET, 'in/a.js:1', ['commit', '-a', '-m', 'sparse']);
    repo.write('in/a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'sparse']);
  });

  it('trap 14: sparse checkout: a secret staged outside the cone, where no file is, is refused', () => {
    repo.git('sparse-checkout', 'set', '--cone', 'in');
    const blob = repo.run('git', ['hash-object', '-w', '--stdin'], { input: leak(SECRET) }).stdout.trim();
    repo.git('update-index', '--cacheinfo', `100644,${blob},out/b.js`);
    refused(repo, SECRET, 'out/b.js:1', ['commit', '-m', 'outside']);
  });

  it('trap 14: sparse index: a secret within a folder that the index holds as one entry is refused', () => {
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'out/deep/c.js': leak(SECRET) });
    repo.git('checkout', '-q', 'main');
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    repo.git('cherry-pick', '--no-commit', 'side');
    assert.match(repo.git('ls-files', '--sparse', '--stage'), /^040000 .*\tout\/$/m, 'a folder as one entry');
    refused(repo, SECRET, 'out/deep/c.js:1', ['commit', '-m', 'picked']);
  });

  it('trap 14: split index: refused for a secret and passes without; a scan writes no shared index', () => {
    repo.git('config', 'core.splitIndex', 'true');
    repo.git('update-index', '--split-index');
    repo.write('in/a.js', leak(SECRET));
    repo.git('add', '-A');
    const before = shared();
    assert.equal(before.length, 1);
    found(repo.guard('--staged'), SECRET, 'in/a.js:1');
    assert.deepEqual(shared(), before);
    refused(repo, SECRET, 'in/a.js:1', ['commit', '-m', 'split']);
    refused(repo, SECRET, 'in/a.js:1', ['commit', '-m', 'split', 'in/a.js']);
    repo.write('in/a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'split']);
  });

  it('trap 14: split index whose shared part is gone ends in exit 2', () => {
    repo.git('update-index', '--split-index');
    repo.write('in/a.js', leak(SECRET));
    repo.git('add', '-A');
    for (const name of shared()) rmSync(repo.path(`.git/${name}`));
    undone(repo.guard('--staged'), /git diff ended with code 128\.\n.*index file open failed/);
  });

  for (const version of ['2', '3', '4']) {
    it(`trap 14: an index of version ${version} with an untracked cache is refused for its secret`, () => {
      repo.git('update-index', '--index-version', version);
      repo.git('update-index', '--force-untracked-cache');
      repo.write('in/a.js', leak(SECRET));
      repo.git('add', '-A');
      refused(repo, SECRET, 'in/a.js:1', ['commit', '-m', version]);
    });
  }

  it('trap 14: an fsmonitor program is not run by the scan, which finds the secret all the same', () => {
    const trace = join(repo.home, 'trace');
    const program = join(repo.home, 'monitor');
    writeFileSync(program, `#!/bin/sh\n: >'${trace}'\nprintf 'token\\0/\\0'\n`);
    chmodSync(program, 0o755);
    repo.git('config', 'core.fsmonitor', program);
    repo.write('in/a.js', leak(SECRET));
    repo.git('add', '-A');
    repo.git('status');
    assert.ok(existsSync(trace), 'git itself runs it');
    rmSync(trace);
    found(repo.guard('--staged'), SECRET, 'in/a.js:1');
    assert.ok(!existsSync(trace));
    refused(repo, SECRET, 'in/a.js:1', ['commit', '-m', 'monitored']);
    repo.write('in/a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'monitored']);
  });

  it('trap 14: an fsmonitor that says that nothing has changed hides nothing of the index', () => {
    const program = join(repo.home, 'monitor');
    writeFileSync(program, `#!/bin/sh\nprintf 'token\\0'\n`);
    chmodSync(program, 0o755);
    repo.write('in/a.js', leak(SECRET));
    repo.git('add', '-A');
    repo.git('config', 'core.fsmonitor', program);
    refused(repo, SECRET, 'in/a.js:1', ['commit', '-m', 'unchanged, it says']);
  });

  it('trap 14: index.lock held by another process: the command only reads, finds the secret and leaves the lock', () => {
    repo.write('in/a.js', leak(SECRET));
    repo.git('add', '-A');
    repo.write('.git/index.lock', 'held');
    found(repo.guard('--staged'), SECRET, 'in/a.js:1');
    assert.equal(readFileSync(repo.path('.git/index.lock'), 'utf8'), 'held');
    const ran = repo.tryGit('commit', '-m', 'locked');
    assert.equal(ran.code, 128, 'git itself refuses to commit');
    repo.write('in/a.js', HARMLESS);
    rmSync(repo.path('.git/index.lock'));
    repo.git('add', '-A');
    repo.write('.git/index.lock', 'held');
    clean(repo.guard('--staged'));
  });
});
