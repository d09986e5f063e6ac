import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-5-untouched');

/** Every file under a folder with its kind, mode, time of change and a hash of its content. */
function snapshot(folder: string, except: readonly string[] = []): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (except.some((prefix) => name === prefix || name.startsWith(`${prefix}/`))) continue;
    const path = join(folder, name);
    const stats = lstatSync(path, { bigint: true });
    const content = stats.isSymbolicLink() ? readlinkSync(path) : stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    files.set(name, `${stats.mode} ${stats.isDirectory() ? '' : stats.mtimeNs} ${content}`);
  }
  return files;
}

describe('trap 5: a scan leaves everything as it is', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n', 'b.js': '// base\n', 'c.js': '// base\n' });
    // Staged, staged and changed again, changed only, untracked, intended, stashed.
    repo.write('c.js', '// stashed\n');
    repo.git('stash', '-q');
    repo.write('a.js', leak(SECRET));
    repo.write('b.js', HARMLESS);
    repo.git('add', 'a.js', 'b.js');
    repo.write('b.js', `${HARMLESS}// unstaged\n`);
    repo.write('c.js', '// unstaged\n');
    repo.write('untracked.js', '// untracked\n');
    repo.write('intended.js', '// intended\n');
    repo.git('add', '-N', 'intended.js');
  });
  afterEach(() => repo.remove());

  it('trap 5: the command that finds a secret changes no byte, mode or time in .git or the worktree and leaves no file behind', () => {
    const before = snapshot(repo.root, ['node_modules']);
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    assert.deepEqual(snapshot(repo.root, ['node_modules']), before);
    const cache = join(repo.home, '.cache');
    assert.deepEqual([readdirSync(repo.home).sort(), readdirSync(cache)], [['.cache', '.gitconfig'], ['precommit-guard']], 'nothing else is written to the home folder');
    assert.deepEqual(
      readdirSync(join(cache, 'precommit-guard/code')).map((name) => name.slice(0, name.indexOf('-'))),
      ['judge.cjs', 'main.cjs', 'own.cjs', 'rest.cjs', 'scan.cjs'],
      'the compiled program',
    );
  });

  it('trap 5: the command that finds nothing changes nothing either', () => {
    repo.git('reset', '-q', 'a.js');
    const before = snapshot(repo.root, ['node_modules']);
    clean(repo.guard('--staged'));
    assert.deepEqual(snapshot(repo.root, ['node_modules']), before);
  });

  it('trap 5: an index whose times are stale is not refreshed', () => {
    for (const name of ['a.js', 'b.js', 'c.js']) utimesSync(repo.path(name), 1_000_000_000, 1_000_000_000);
    const before = snapshot(repo.root, ['node_modules']);
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    assert.deepEqual(snapshot(repo.root, ['node_modules']), before);
  });

  it('trap 5: a refused commit leaves the index, the status, the stash and the worktree as they were', () => {
    const state = (): string =>
      ['ls-files --stage --debug', 'status --porcelain=v2', 'stash list', 'diff', 'diff --cached'].map((command) => repo.git(...command.split(' '))).join('\n');
    const before = state();
    const files = snapshot(repo.root, ['node_modules', '.git']);
    const own = [...snapshot(repo.path('.git'), ['objects']).keys()]; // git commit itself writes a tree.
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'refused']);
    assert.equal(state(), before);
    assert.deepEqual(snapshot(repo.root, ['node_modules', '.git']), files);
    assert.deepEqual([...snapshot(repo.path('.git'), ['objects']).keys()], own, 'no file has come or gone in .git');
  });

  it('trap 5: a refused commit -a and a refused commit <path> leave no temporary index and stage nothing', () => {
    const staged = repo.git('ls-files', '--stage');
    const own = [...snapshot(repo.path('.git'), ['objects']).keys()];
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'refused']);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'refused', 'a.js']);
    assert.equal(repo.git('ls-files', '--stage'), staged);
    assert.deepEqual([...snapshot(repo.path('.git'), ['objects']).keys()], own);
  });
});
