import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('receipts');
const PROVEN = /nothing to scan, (?:the commit was|\d+ commits were) found clean before/;

describe('receipts', () => {
  let repo: GuardedRepo;
  beforeEach(() => {
    repo = new GuardedRepo();
    repo.pushPasses(['push', 'origin', 'HEAD:main']); // What a name of a branch needs is proven.
  });
  afterEach(() => repo.remove());

  const own = (name: string): string => repo.path(`.git/precommit-guard/${name}`);
  const commit = (content = HARMLESS, name = 'a.js', ...more: string[]): void => {
    repo.write(name, content);
    repo.git('add', name);
    repo.git('commit', '-q', '-m', 'x', ...more);
  };

  /** A PATH on which Node tells how often it is started. */
  const counting = (): { env: NodeJS.ProcessEnv; starts: () => number } => {
    const bin = join(repo.home, 'bin');
    const log = join(repo.home, 'starts');
    repo.run('mkdir', ['-p', bin]);
    writeFileSync(log, '');
    writeFileSync(join(bin, 'node'), `#!/bin/sh\necho "$*" >>'${log}'\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
    return { env: { PATH: `${bin}:${repo.env['PATH']}` }, starts: () => readFileSync(log, 'utf8').split('\n').length - 1 };
  };

  it('spare prepare-commit-msg a Node of its own in a plain commit, and not in one that pre-commit has not seen', () => {
    const { env, starts } = counting();
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    assert.equal(repo.run('git', ['commit', '-q', '-m', 'x'], { env }).code, 0);
    assert.equal(starts(), 2, 'pre-commit and commit-msg');
    repo.write('a.js', '// more\n');
    assert.equal(repo.run('git', ['commit', '-q', '-n', '-a', '-m', 'x'], { env }).code, 0);
    assert.equal(starts(), 3, 'prepare-commit-msg, since --no-verify left out the others');
  });

  it('are good for a push, once the commit is made; of other content, another configuration or a damaged file they say nothing', () => {
    commit();
    assert.match(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN);
    writeFileSync(repo.path('.precommit-guardrc.json'), '{ "preset": "strict" }');
    assert.doesNotMatch(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN);
    assert.match(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN, 'proven under the other configuration too');
    rmSync(repo.path('.precommit-guardrc.json'));
    writeFileSync(own('receipts'), readFileSync(own('receipts'), 'latin1').replace(/\t$/gm, '~\t'));
    assert.doesNotMatch(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN);
    rmSync(repo.path('.git/precommit-guard'), { recursive: true });
    assert.doesNotMatch(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN);
    assert.match(repo.pushPasses(['push', '--dry-run', 'origin', 'HEAD:main']).all, PROVEN);
  });

  it('are known again after a rebase that changes nothing of the files', () => {
    repo.git('checkout', '-q', '-b', 'side');
    commit(HARMLESS, 'side.js');
    repo.git('checkout', '-q', 'main');
    commit(HARMLESS, 'main.js');
    repo.git('rebase', '-q', 'main', 'side');
    assert.match(repo.pushPasses(['push', '--dry-run', 'origin', 'side:main']).all, PROVEN);
  });

  it('a stamp counts for its index, its HEAD and its configuration alone', () => {
    const scans = (says: string): void => {
      const ran = repo.tryGit('commit', '-n', '-m', 'x');
      assert.equal(ran.code, 0, ran.all);
      assert.match(ran.all, /THE COMMIT HOLDS/, says);
      repo.git('reset', '-q', '--soft', 'HEAD~1');
    };
    // Clean against a HEAD that has the secret.
    repo.git('reset', '-q', '--hard', repo.unseen({ 'a.js': leak(SECRET) }));
    commit('// more\n', 'b.js');
    repo.git('reset', '-q', '--soft', 'HEAD~2');
    scans('another HEAD');
    repo.write('.precommit-guardrc.json', '{ "exclude": ["a.js"] }');
    repo.git('commit', '-q', '-m', 'clean by what is left out');
    repo.git('reset', '-q', '--soft', 'HEAD~1');
    rmSync(repo.path('.precommit-guardrc.json'));
    scans('another configuration');
  });

  it('an index without a hash (index.skipHash) leaves no stamp that means anything', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    const index = readFileSync(repo.path('.git/index'));
    index.fill(0, index.length - 20);
    writeFileSync(repo.path('.git/index'), index);
    const head = repo.git('rev-parse', 'HEAD').trim();
    repo.run('mkdir', ['-p', repo.path('.git/precommit-guard')]);
    writeFileSync(own('stamp'), `clean 1\n${head}\n${'0'.repeat(40)}\n`);
    const ran = repo.run('sh', ['.git/hooks/prepare-commit-msg', '.git/COMMIT_EDITMSG'], { env: { GIT_INDEX_FILE: '.git/index' } });
    assert.equal(ran.code, 1, ran.all);
  });

  it('two commits at once, in two worktrees: every receipt is there, every line whole', async () => {
    const trees = ['one', 'two'].map((name) => {
      const tree = join(repo.home, name);
      repo.git('worktree', 'add', '-q', '-b', name, tree);
      return tree;
    });
    const rounds = 6;
    const script = `for i in $(seq ${rounds}); do echo "// $0 $i" >$0-$i.js && git add -A && git commit -q -m "$0 $i" || exit; done`;
    const codes = await Promise.all(
      trees.map(
        (cwd, index) =>
          new Promise((resolve) => {
            spawn('sh', ['-c', script, `tree${index}`], { cwd, env: repo.env, stdio: 'ignore' }).on('close', resolve);
          }),
      ),
    );
    assert.deepEqual(codes, [0, 0]);
    const lines = readFileSync(own('receipts'), 'latin1')
      .split('\n')
      .filter((line) => line !== '');
    assert.deepEqual(
      lines.filter((line) => !/^\S+ (?:change .+|[0-9a-f]{40})\t$/.test(line)),
      [],
    );
    repo.pushPasses(['push', 'origin', 'main:one', 'main:two']); // The names.
    assert.match(repo.pushPasses(['push', 'origin', 'one', 'two']).all, new RegExp(`nothing to scan, ${2 * rounds} commits were found clean before`));
  });

  it('a hook that is killed: no commit, nothing proven, nothing left', () => {
    const { env } = counting();
    writeFileSync(join(repo.home, 'bin/node'), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
    const before = existsSync(own('receipts')) ? readFileSync(own('receipts'), 'latin1') : '';
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    assert.equal(repo.run('git', ['commit', '-m', 'x'], { env }).code, 1);
    assert.equal(repo.commits(), 1);
    // At any moment of its run: what it has appended is whole, or it has not.
    for (const after of ['0.02', '0.04', '0.06', '0.08']) {
      repo.run('sh', ['-c', `GIT_INDEX_FILE=.git/index timeout -s KILL ${after} node_modules/.bin/precommit-guard --staged`]);
      assert.ok(readFileSync(own('receipts'), 'latin1').startsWith(before));
      assert.deepEqual(
        readdirSync(repo.path('.git/precommit-guard')).filter((name) => !['init.json', 'receipts', 'stamp'].includes(name)),
        [],
      );
    }
    repo.git('commit', '-q', '-m', 'x');
    assert.match(repo.pushPasses().all, PROVEN);
  });

  it('a full disk: the scan’s answer stands, and nothing half written proves anything', () => {
    // No file may grow beyond nothing: what a full disk is to a program.
    const full = (command: string) => repo.run('bash', ['-c', `trap '' XFSZ; ulimit -f 0; GIT_INDEX_FILE=.git/index exec ${command}`]);
    rmSync(repo.path('.git/precommit-guard'), { recursive: true, force: true });
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    const clean = full('node_modules/.bin/precommit-guard --staged');
    assert.equal(clean.code, 0, clean.all);
    for (const name of existsSync(repo.path('.git/precommit-guard')) ? readdirSync(repo.path('.git/precommit-guard')) : []) assert.equal(statSync(own(name)).size, 0, name);
    const ran = repo.tryGit('commit', '-q', '-n', '-m', 'x');
    assert.equal(ran.code, 0, ran.all);
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    assert.equal(full('node_modules/.bin/precommit-guard --staged').code, 1);
    assert.equal(full('sh .git/hooks/prepare-commit-msg .git/COMMIT_EDITMSG').code, 1);
  });

  it('a line that was cut off spoils no other', () => {
    commit();
    const whole = readFileSync(own('receipts'), 'latin1');
    writeFileSync(own('receipts'), whole.slice(0, -25));
    commit(HARMLESS, 'b.js');
    const lines = readFileSync(own('receipts'), 'latin1').split('\n');
    assert.equal(lines.filter((line) => line !== '' && !/^\S+ (?:change .+|[0-9a-f]{40})\t$/.test(line)).length, 1);
    // What the cut line said of those who commit, the second commit says again.
    assert.match(repo.pushPasses().all, PROVEN);
  });

  it('a git directory in which nothing can be written: everything is scanned at every door, and passes or not as it should', () => {
    rmSync(repo.path('.git/precommit-guard'), { recursive: true, force: true });
    writeFileSync(repo.path('.git/precommit-guard'), 'in the way');
    commit();
    assert.doesNotMatch(repo.pushPasses().all, PROVEN);
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    repo.refuses(SECRET, 'a.js:1:', ['commit', '-m', 'x']);
    assert.equal(repo.read('.git/precommit-guard'), 'in the way');
  });

  it('old ones are let go when they are very many', () => {
    commit();
    writeFileSync(own('receipts'), `${readFileSync(own('receipts'), 'latin1')}${`${'0'.repeat(40)}\t\n`.repeat(60_000)}`);
    assert.match(repo.pushPasses().all, PROVEN);
    assert.ok(existsSync(own('receipts.old')));
    commit('// more\n');
    assert.ok(statSync(own('receipts')).size < 1000);
    assert.match(repo.pushPasses().all, PROVEN);
  });
});
