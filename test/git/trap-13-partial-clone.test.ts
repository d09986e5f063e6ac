import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin, installedModules } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused, undone } from '../support/verdicts.js';

const SECRET = githubToken('trap-13');

/** Clones the repository into `<home>/clone`, with the program and the hook in place; `fetched` comes to exist when anything is fetched from then on. */
function cloned(repo: TempRepo, ...options: string[]): { readonly root: string; readonly fetched: string } {
  const root = join(repo.home, 'clone');
  const fetched = join(repo.home, 'fetched');
  repo.git('clone', '-q', ...options, `file://${repo.root}`, root);
  repo.installHook(join(root, '.git/hooks'));
  symlinkSync(installedModules(), join(root, 'node_modules'));
  const uploadPack = join(repo.home, 'upload-pack');
  writeFileSync(uploadPack, `#!/bin/sh\n: >'${fetched}'\nexec git-upload-pack "$@"\n`);
  chmodSync(uploadPack, 0o755);
  repo.git('-C', root, 'config', 'remote.origin.uploadpack', uploadPack);
  return { root, fetched };
}

describe('trap 13: a partial clone', () => {
  let repo: TempRepo;
  let root: string;
  let fetched: string;
  beforeEach(() => {
    repo = new TempRepo();
    repo.git('config', 'uploadpack.allowFilter', 'true');
    repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repo.commitUnchecked({ 'a.js': '// a\n', 'b.js': '// b\n', '.gitattributes': '*.opaque -diff\n' });
    ({ root, fetched } = cloned(repo, '--filter=blob:none', '--no-checkout'));
    git('read-tree', 'HEAD');
  });
  afterEach(() => repo.remove());

  const git = (...args: string[]): string => repo.git('-C', root, ...args);
  const guard = (): Ran => repo.run(process.execPath, [installedBin(), '--staged'], { cwd: root });
  /** Ids of objects that only the remote has; asking for them fetches nothing. */
  const missing = (): string[] =>
    git('rev-list', '--objects', '--all', '--missing=print')
      .split('\n')
      .filter((line) => line.startsWith('?'))
      .map((line) => line.slice(1));
  const stage = (name: string, content: string): void => {
    writeFileSync(join(root, name), content);
    git('add', name);
    rmSync(fetched, { force: true }); // To add a file git itself asks for .gitattributes.
  };
  const idOf = (name: string): string => git('rev-parse', `HEAD:${name}`).slice(0, 12);

  it('trap 13: a new file is scanned while all others are missing: its secret is refused and nothing is fetched; without one it passes', () => {
    stage('new.js', leak(SECRET));
    const before = missing();
    assert.ok(before.length >= 2, 'blobs are missing');
    found(guard(), SECRET, 'new.js:1');
    assert.deepEqual(missing(), before);
    assert.ok(!existsSync(fetched));
    refused(repo, SECRET, 'new.js:1', ['commit', '-m', 'new'], { cwd: root });
    stage('new.js', HARMLESS);
    passes(repo, ['commit', '-m', 'new'], { cwd: root });
  });

  it('trap 13: a changed file whose old content is missing ends in exit 2 with the reason, and it stays missing', () => {
    stage('a.js', leak(SECRET));
    const before = missing();
    undone(guard(), new RegExp(`^precommit-guard: a\\.js was not scanned\\. [\\s\\S]*${idOf('a.js')}`));
    assert.deepEqual(missing(), before);
    assert.ok(!existsSync(fetched), 'the remote was not asked');
  });

  it('trap 13: the hook refuses that commit, and once the object is fetched it judges it', () => {
    stage('a.js', HARMLESS);
    const ran = repo.run('git', ['commit', '-m', 'changed'], { cwd: root });
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stderr, /a\.js was not scanned\. /);
    git('cat-file', '-e', 'HEAD:a.js');
    assert.ok(existsSync(fetched), 'asked by hand, git fetches');
    passes(repo, ['commit', '-m', 'changed'], { cwd: root });
  });

  it('trap 13: a staged blob that is itself missing ends in exit 2 with its id, and it stays missing', () => {
    const before = missing();
    git('update-index', '--add', '--cacheinfo', `100644,${git('rev-parse', 'HEAD:a.js').trim()},copy.js`);
    undone(guard(), new RegExp(idOf('a.js')));
    assert.deepEqual(missing(), before);
    assert.ok(!existsSync(fetched));
  });

  it('trap 13: a staged blob that is missing where git shows no text (-diff) ends in exit 2 alike', () => {
    git('cat-file', '-e', 'HEAD:.gitattributes');
    git('checkout', '-q', 'HEAD', '--', '.gitattributes');
    rmSync(fetched);
    const before = missing();
    git('update-index', '--add', '--cacheinfo', `100644,${git('rev-parse', 'HEAD:a.js').trim()},copy.opaque`);
    undone(guard(), new RegExp(idOf('a.js')));
    assert.deepEqual(missing(), before);
    assert.ok(!existsSync(fetched));
  });

  it('trap 13: a missing old blob does not hide what is new elsewhere: exit 2, and the other file’s secret is reported', () => {
    stage('a.js', HARMLESS);
    stage('new.js', leak(SECRET));
    const ran = guard();
    undone(ran, /a\.js was not scanned/);
    assert.match(ran.stdout, /^new\.js:1:[0-9]+ error GitHub/m);
    assert.ok(!ran.all.includes(SECRET));
  });

  it('trap 13: deleting a file whose content is missing needs no content: it passes, and a new secret beside it is found', () => {
    git('rm', '-q', '--cached', 'a.js');
    clean(guard());
    stage('new.js', leak(SECRET));
    const before = missing();
    found(guard(), SECRET, 'new.js:1');
    stage('new.js', HARMLESS);
    clean(guard());
    assert.deepEqual(missing(), before);
    assert.ok(!existsSync(fetched));
  });

  it('trap 13: a fetched checkout works as any other: refused for the secret, passes without', () => {
    git('reset', '-q', '--hard');
    writeFileSync(join(root, 'a.js'), leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'changed'], { cwd: root });
    writeFileSync(join(root, 'a.js'), HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'changed'], { cwd: root });
  });
});

describe('trap 13: a merge in a sparse partial clone', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.git('config', 'uploadpack.allowFilter', 'true');
    repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repo.commitUnchecked({ 'in/a.js': '// base\n', 'out/b.js': '// base of b\n' });
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'in/a.js': '// side\n', 'out/b.js': '// side of b\n', 'out/new.js': '// new\n' });
    repo.git('checkout', '-q', 'main');
  });
  afterEach(() => repo.remove());

  it('trap 13: what the other side changed in folders that were never fetched is no news: it passes, and a secret in the resolution is refused', () => {
    const { root } = cloned(repo, '--filter=blob:none', '--sparse');
    repo.git('-C', root, 'sparse-checkout', 'set', 'in');
    writeFileSync(join(root, 'in/a.js'), '// main\n');
    repo.git('-C', root, 'commit', '-q', '-a', '--no-verify', '-m', 'main');
    assert.equal(repo.run('git', ['merge', 'origin/side'], { cwd: root }).code, 1);
    assert.match(repo.git('-C', root, 'rev-list', '--objects', '--all', '--missing=print'), /^\?/m, 'blobs are missing');
    writeFileSync(join(root, 'in/a.js'), `// both\n${leak(SECRET)}`);
    repo.git('-C', root, 'add', 'in/a.js');
    refused(repo, SECRET, 'in/a.js:2', ['commit', '--no-edit'], { cwd: root });
    writeFileSync(join(root, 'in/a.js'), `// both\n${HARMLESS}`);
    repo.git('-C', root, 'add', 'in/a.js');
    passes(repo, ['commit', '--no-edit'], { cwd: root });
  });
});

describe('trap 13: a shallow clone', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// one\n' });
    repo.commitUnchecked({ 'a.js': '// two\n', 'old.js': leak(githubToken('trap-13-old')) });
  });
  afterEach(() => repo.remove());

  it('trap 13: a commit in a shallow clone is refused for its secret and passes without; what it holds already is not news', () => {
    const { root, fetched } = cloned(repo, '--depth', '1');
    assert.ok(existsSync(join(root, '.git/shallow')));
    writeFileSync(join(root, 'a.js'), leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'shallow'], { cwd: root });
    writeFileSync(join(root, 'a.js'), HARMLESS);
    assert.match(passes(repo, ['commit', '-a', '-m', 'shallow'], { cwd: root }).all, /scanned 1 file, 1 added line,/);
    assert.ok(!existsSync(fetched));
  });

  it('trap 13: a range that reaches behind a shallow clone ends in exit 2 and says what is missing', () => {
    const { root } = cloned(repo, '--depth', '1');
    const base = repo.git('rev-parse', 'HEAD~1').trim();
    undone(repo.run(process.execPath, [installedBin(), '--range', `${base}..HEAD`], { cwd: root }), /revision of the range is not in this repository[\s\S]*fetch-depth/);
    const whole = repo.guard('--range', `${base}..HEAD`);
    found(whole, githubToken('trap-13-old'), 'old.js:1');
    clean(repo.guard('--range', 'HEAD..HEAD'));
  });
});
