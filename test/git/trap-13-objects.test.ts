import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin, installedModules } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused, undone } from '../support/verdicts.js';

const SECRET = githubToken('trap-13-objects');

describe('trap 13: objects that are damaged or gone', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n', '.gitattributes': '*.opaque -diff\n' });
  });
  afterEach(() => repo.remove());

  const stage = (name: string, content: string): void => {
    repo.write(name, content);
    repo.git('add', '-A');
  };
  /** The file of a loose object. */
  const looseFile = (revision: string): string => {
    const id = repo.git('rev-parse', revision).trim();
    const file = repo.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    chmodSync(file, 0o644);
    return file;
  };
  const damages: readonly (readonly [how: string, damage: (file: string) => void])[] = [
    ['gone', (file) => rmSync(file)],
    ['empty', (file) => writeFileSync(file, '')],
    ['cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, 12))],
    ['overwritten', (file) => writeFileSync(file, 'this is no object of git')],
    [
      'changed in one byte',
      (file) =>
        writeFileSync(
          file,
          readFileSync(file).map((byte, index, all) => (index === all.length - 1 ? byte ^ 0xff : byte)),
        ),
    ],
  ];

  for (const [how, damage] of damages) {
    for (const [name, there] of [
      ['b.js', false],
      ['b.opaque', false],
      ['b.js', true],
    ] as const) {
      it(`trap 13: a staged blob that is ${how} (${name}${there ? ', which the worktree still has' : ''}) ends in exit 2 with its path; the hook refuses`, () => {
        stage(name, `${leak(SECRET)}${'// filler\n'.repeat(50)}`);
        damage(looseFile(`:${name}`));
        if (!there) rmSync(repo.path(name));
        const ran = repo.guard('--staged');
        undone(ran, new RegExp(`^precommit-guard: ${name.replace('.', '\\.')} was not scanned\\. `));
        assert.ok(!ran.all.includes(SECRET));
        const commit = repo.tryGit('commit', '-m', how);
        assert.notEqual(commit.code, 0, commit.all);
        assert.equal(repo.commits(), 1);
      });
    }

    it(`trap 13: the old blob of a changed file that is ${how} ends in exit 2`, () => {
      stage('a.js', leak(SECRET));
      damage(looseFile('HEAD:a.js'));
      undone(repo.guard('--staged'), /a\.js was not scanned\. /);
    });
  }

  it('trap 13: a damaged tree or commit of HEAD ends in exit 2', () => {
    stage('a.js', leak(SECRET));
    writeFileSync(looseFile('HEAD^{tree}'), 'no tree');
    undone(repo.guard('--staged'), /git diff ended with code 128/);
    writeFileSync(looseFile('HEAD'), 'no commit');
    undone(repo.guard('--staged'), /ended with code 128/);
  });

  it('trap 13: a damaged index ends in exit 2', () => {
    stage('a.js', leak(SECRET));
    const index = readFileSync(repo.path('.git/index'));
    writeFileSync(repo.path('.git/index'), Buffer.concat([Buffer.from('DIRT'), index.subarray(4)]));
    undone(repo.guard('--staged'), /index file corrupt/);
    writeFileSync(repo.path('.git/index'), index.subarray(0, 20));
    undone(repo.guard('--staged'), /index file smaller than expected/);
  });

  it('trap 13: one damaged blob does not hide the findings of the others: exit 2, and the secret is reported', () => {
    stage('b.opaque', leak(githubToken('trap-13-other')));
    stage('c.js', leak(SECRET));
    writeFileSync(looseFile(':b.opaque'), 'no blob');
    const ran = repo.guard('--staged', '--format', 'json');
    assert.equal(ran.code, 2, ran.all);
    const report = JSON.parse(ran.stdout) as { complete: boolean; findings: { path: string }[]; errors: { message: string }[] };
    assert.equal(report.complete, false);
    assert.deepEqual(
      report.findings.map(({ path }) => path),
      ['c.js'],
    );
    assert.match(report.errors.map(({ message }) => message).join(), /^b\.opaque was not scanned\./);
  });

  it('trap 13: a damaged configuration of the repository ends in exit 2 with git’s words', () => {
    stage('a.js', leak(SECRET));
    writeFileSync(repo.path('.git/config'), '[core\n');
    undone(repo.guard('--staged'), /bad config line 1 in file/);
  });
});

describe('trap 13: objects from elsewhere', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n', 'b.js': `// b\n${leak(githubToken('trap-13-known'))}` });
  });
  afterEach(() => repo.remove());

  it('trap 13: alternates: a clone that borrows its objects is refused for a secret and passes without; with the lender gone it is exit 2', () => {
    const root = join(repo.home, 'borrower');
    repo.git('clone', '-q', '--shared', repo.root, root);
    repo.installHook(join(root, '.git/hooks'));
    symlinkSync(installedModules(), join(root, 'node_modules'));
    assert.ok(existsSync(join(root, '.git/objects/info/alternates')));
    writeFileSync(join(root, 'a.js'), leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'borrowed'], { cwd: root });
    writeFileSync(join(root, 'a.js'), HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'borrowed'], { cwd: root });
    writeFileSync(join(root, 'b.js'), leak(SECRET));
    repo.git('-C', root, 'add', 'b.js');
    renameSync(repo.path('.git'), repo.path('gone'));
    undone(repo.run(process.execPath, [installedBin(), '--staged'], { cwd: root }), /^precommit-guard: b\.js was not scanned\. /);
  });

  it('trap 13: GIT_OBJECT_DIRECTORY and GIT_ALTERNATE_OBJECT_DIRECTORIES reach the scan: a blob that lies only there is refused', () => {
    mkdirSync(join(repo.home, 'objects'));
    const env = { GIT_OBJECT_DIRECTORY: join(repo.home, 'objects'), GIT_ALTERNATE_OBJECT_DIRECTORIES: repo.path('.git/objects') };
    repo.write('a.js', leak(SECRET));
    assert.equal(repo.run('git', ['add', 'a.js'], { env }).code, 0);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'elsewhere'], { env });
    rmSync(repo.path('a.js')); // git would show it in place of the object.
    undone(repo.guard('--staged'), /^precommit-guard: a\.js was not scanned\. The object [0-9a-f]{12} is not in this repository/);
  });

  it('trap 13: packed objects (git gc) are read like loose ones: refused', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    repo.git('gc', '-q', '--prune=now');
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'packed']);
  });

  it('trap 13: git replace of the staged blob by a harmless one hides nothing: refused', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    const harmless = repo.run('git', ['hash-object', '-w', '--stdin'], { input: HARMLESS }).stdout.trim();
    repo.git('replace', repo.git('rev-parse', ':a.js').trim(), harmless);
    assert.equal(repo.git('cat-file', 'blob', ':a.js'), HARMLESS, 'git shows the replacement');
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'replaced']);
  });

  it('trap 13: git replace of HEAD by a commit that has the secret already does not make it old: refused', () => {
    repo.write('a.js', leak(SECRET));
    repo.git('add', 'a.js');
    const other = repo.run('git', ['commit-tree', '-m', 'other', repo.git('write-tree').trim()]).stdout.trim();
    repo.git('replace', 'HEAD', other);
    assert.equal(repo.git('diff', '--cached'), '', 'git sees no difference');
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    found(repo.run(process.execPath, [installedBin(), '--staged'], { env: { GIT_REPLACE_REF_BASE: 'refs/replace/' } }), SECRET, 'a.js:1');
  });

  it('trap 13: git replace of a harmless blob by one with a secret does not make it guilty: passes', () => {
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    const guilty = repo.run('git', ['hash-object', '-w', '--stdin'], { input: leak(SECRET) }).stdout.trim();
    repo.git('replace', repo.git('rev-parse', ':a.js').trim(), guilty);
    passes(repo, ['commit', '-m', 'replaced']);
  });

  it('trap 13: a graft that cuts a commit out of the range hides nothing of it: exit 1 by the command', () => {
    const base = repo.git('rev-parse', 'HEAD').trim();
    repo.commitUnchecked({ 'a.js': leak(SECRET) });
    repo.commitUnchecked({ 'a.js': HARMLESS });
    repo.write('.git/info/grafts', `${repo.git('rev-parse', 'HEAD').trim()} ${base}\n`);
    assert.equal(repo.git('rev-list', '--count', `${base}..HEAD`).trim(), '1', 'git itself does not see the commit any more');
    found(repo.guard('--range', `${base}..HEAD`), SECRET, 'a.js:1');
    repo.write('a.js', `${HARMLESS}// more\n`);
    repo.git('add', 'a.js');
    clean(repo.guard('--staged'));
  });

  it('trap 13: git replace --graft that cuts a commit out of the range hides nothing of it: exit 1 by the command', () => {
    const base = repo.git('rev-parse', 'HEAD').trim();
    repo.commitUnchecked({ 'a.js': leak(SECRET) });
    repo.commitUnchecked({ 'a.js': HARMLESS });
    repo.git('replace', '--graft', 'HEAD', base);
    assert.equal(repo.git('rev-list', '--count', `${base}..HEAD`).trim(), '1', 'git itself does not see the commit any more');
    found(repo.guard('--range', `${base}..HEAD`), SECRET, 'a.js:1');
  });
});
