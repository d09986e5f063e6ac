import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('doors-push');

describe('ways to a remote', () => {
  let repo: GuardedRepo;
  beforeEach(() => {
    repo = new GuardedRepo();
  });
  afterEach(() => repo.remove());

  const blob = (): string => repo.run('git', ['hash-object', '-w', '--stdin'], { input: leak(SECRET) }).stdout.trim();

  it('way 33: an annotated tag with a secret in its message', () => {
    repo.git('tag', '-a', 'v1', '-m', `release ${SECRET}`);
    const ran = repo.pushRefused(SECRET, 'tag message:', ['push', 'origin', 'v1']);
    assert.match(ran.all, /git tag -d/);
    repo.pushRefused(SECRET, 'tag message:', ['push', '--tags', 'origin']);
    repo.git('tag', '-d', 'v1');
    repo.git('tag', '-a', 'v1', '-m', 'release');
    repo.pushPasses(['push', 'origin', 'v1']);
  });

  it('way 34: a lightweight tag to a blob', () => {
    repo.git('tag', 'thing', blob());
    repo.pushRefused(SECRET, 'refs/tags/thing:1:', ['push', 'origin', 'thing']);
  });

  it('way 35: a tag to a tree, and a tag to a tag to a blob', () => {
    const tree = repo.run('git', ['mktree'], { input: `100644 blob ${blob()}\ta.js\n` }).stdout.trim();
    repo.git('tag', 'tree', tree);
    repo.pushRefused(SECRET, 'a.js:1:', ['push', 'origin', 'tree']);
    repo.git('tag', '-a', 'inner', '-m', 'x', blob());
    repo.git('-c', 'advice.nestedTag=false', 'tag', '-a', 'outer', '-m', 'x', 'inner');
    repo.pushRefused(SECRET, 'refs/tags/outer:1:', ['push', 'origin', 'outer']);
  });

  it('way 36: git push --mirror and --all, with several refs at once', () => {
    repo.git('branch', 'fine', repo.unseen({ 'b.js': HARMLESS }));
    repo.git('branch', 'bad', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.pushRefused(SECRET, 'a.js:1:', ['push', '--mirror', 'origin']);
    repo.pushRefused(SECRET, 'a.js:1:', ['push', '--all', 'origin']);
    repo.git('branch', '-D', 'bad');
    repo.pushPasses(['push', '--mirror', 'origin']);
  });

  it('way 37: notes', () => {
    repo.git('notes', 'add', '-m', `the token is ${SECRET}`);
    const ran = repo.tryGit('push', 'origin', 'refs/notes/commits');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^note:1:14 in commit [0-9a-f]{12} error/m);
    assert.ok(!repo.remoteHolds(SECRET));
    assert.doesNotMatch(ran.all, /git rebase/);
    const [, edited = '', renewed = ''] = /: (git notes edit \S+); then let the notes of before go: (.*)\.$/m.exec(ran.all) ?? [];
    const carriedOut = repo.run('sh', ['-ec', `${edited}\n${renewed}`], { env: { GIT_EDITOR: 'echo mended >' } });
    assert.equal(carriedOut.code, 0, carriedOut.all);
    assert.equal(repo.git('notes', 'show').trim(), 'mended');
    repo.pushPasses(['push', 'origin', 'refs/notes/commits']);
  });

  it('way 38: a force push over commits that are not here', () => {
    const other = join(repo.home, 'other');
    repo.git('clone', '-q', repo.remote, other);
    writeFileSync(join(other, 'theirs.js'), '// theirs\n');
    for (const args of [
      ['add', '-A'],
      ['commit', '-q', '-m', 'theirs'],
      ['push', '-q', 'origin', 'main'],
    ])
      assert.equal(repo.run('git', args, { cwd: other }).code, 0);
    const seen = repo.git('rev-parse', 'HEAD').trim();
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.pushRefused(SECRET, 'a.js:1:', ['push', '--force', 'origin', 'main']);
    repo.git('reset', '-q', '--hard', seen);
    repo.git('commit', '-q', '--allow-empty', '-m', 'mine');
    repo.pushPasses(['push', '--force', 'origin', 'main']);
  });

  it('way 39: the name of a branch', () => {
    repo.pushRefused(SECRET, 'name of the branch or tag', ['push', 'origin', `main:refs/heads/fix-${SECRET}`]);
  });

  it('way 40: another remote, named or by its address: what the first one has is no excuse', () => {
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    const second = join(repo.home, 'second.git');
    repo.git('init', '-q', '--bare', second);
    for (const remote of [second, 'second']) {
      if (remote === 'second') repo.git('remote', 'add', 'second', second);
      const ran = repo.tryGit('push', remote, 'main');
      assert.equal(ran.code, 1, ran.all);
      assert.match(ran.all, /^a\.js:1:23 in commit [0-9a-f]{12} error/m);
    }
    assert.equal(repo.run('git', ['--git-dir', second, 'for-each-ref']).stdout, '');
  });

  it('way 41: the first push of a new repository, and a push from a shallow clone', () => {
    const fresh = join(repo.home, 'fresh.git');
    repo.git('init', '-q', '--bare', fresh);
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    assert.equal(repo.tryGit('push', fresh, 'main').code, 1);
    repo.git('commit', '-q', '--allow-empty', '-m', 'later');
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    const shallow = join(repo.home, 'shallow');
    repo.git('clone', '-q', '--depth=1', `file://${repo.remote}`, shallow);
    repo.run('ln', ['-s', repo.path('node_modules'), 'node_modules'], { cwd: shallow });
    assert.equal(repo.run('node_modules/.bin/precommit-guard', ['init', '--yes'], { cwd: shallow }).code, 0);
    assert.equal(repo.run('git', ['commit', '-q', '--allow-empty', '-m', 'new'], { cwd: shallow }).code, 0);
    repo.pushPasses(['push', 'origin', 'HEAD:main'], { cwd: shallow });
    const ran = repo.run('git', ['push', fresh, 'HEAD:main'], { cwd: shallow });
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^a\.js:1:23 in commit/m);
  });

  it('way 42: a deletion takes nothing along and passes', () => {
    repo.pushPasses(['push', 'origin', 'main:extra']);
    repo.pushPasses(['push', 'origin', '--delete', 'extra']);
  });

  it('way 43: the hooks path changed for good, or all hooks deleted: git runs nothing, and doctor says so', () => {
    repo.git('config', 'core.hooksPath', '/nowhere');
    repo.doctorFinds(/✖ hooks folder +git takes hooks from \/nowhere/);
    repo.git('config', 'core.hooksPath', '.hooks');
    repo.doctorFinds(/✖ pre-push +There is no pre-push hook/);
    repo.git('config', '--unset', 'core.hooksPath');
    rmSync(repo.path('.git/hooks'), { recursive: true });
    repo.doctorFinds(/✖ pre-push +There is no pre-push hook/);
  });

  it('way 44: git push --no-verify runs no hook; --range finds it where CI looks', () => {
    const before = repo.git('rev-parse', 'HEAD').trim();
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    assert.ok(repo.remoteHolds(SECRET));
    const ran = repo.guard('--range', `${before}..HEAD`);
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /^a\.js:1:23 in commit [0-9a-f]{12} error/m);
  });

  it('way 45: HUSKY=0, which switches husky off: for a commit the push is refused, while it is set doctor says so', () => {
    repo.guard('init', '--undo');
    assert.equal(repo.run(process.execPath, ['node_modules/husky/bin.js']).code, 0);
    assert.equal(repo.guard('init', '--yes').code, 0);
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'husky');
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
    assert.equal(repo.run('git', ['commit', '-q', '-m', 'x'], { env: { HUSKY: '0' } }).code, 0);
    repo.pushRefused(SECRET, 'a.js:1:');
    repo.doctorFinds(/✖ HUSKY +HUSKY=0 is set here/, { env: { HUSKY: '0' } });
    const tree = join(repo.home, 'tree');
    repo.git('worktree', 'add', '-q', '-b', 'tree', tree);
    repo.doctorFinds(/✖ hooks folder +husky is not set up in this worktree/, { cwd: tree });
  });
});
