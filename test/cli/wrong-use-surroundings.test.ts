import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { jsonReport } from '../support/json-report.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';
import { assertNoStack, notBegun } from '../support/wrong-use.js';

describe('surroundings in which nothing can be scanned', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.txt': 'text\n' });
    repo.write('a.txt', `${githubToken('surroundings')}\n`);
    repo.git('add', 'a.txt');
  });
  afterEach(() => repo.remove());

  const guard = (env: NodeJS.ProcessEnv, ...args: string[]): Ran => {
    const ran = repo.run(process.execPath, [installedBin(), ...args], { env });
    assert.equal(ran.code, 2, ran.all);
    assertNoStack(ran);
    return ran;
  };
  /** A PATH with another git in front. */
  const git = (script: string): NodeJS.ProcessEnv => {
    const folder = join(repo.home, 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'git'), 0o755);
    return { PATH: `${folder}:${process.env['PATH']}` };
  };

  it('no repository: said, with what to do instead', () => {
    notBegun(repo, ['--cwd', repo.home, '--staged'], /This is not inside a git repository\./, /Run it in a repository, or name files or folders/);
    notBegun(repo, ['--cwd', repo.home], /nothing to scan: this is not inside a git repository, and no paths are named\./, /precommit-guard src/);
    notBegun(repo, ['--cwd', repo.home, '--range', 'A..B'], /This is not inside a git repository\./, /Run it in a repository/);
  });

  it('GIT_DIR that leads nowhere: git’s own words', () => {
    assert.match(guard({ GIT_DIR: '/nowhere' }, '--staged').stderr, /^precommit-guard: git [a-z-]+ ended with code 128\.\n {2}fatal: not a git repository: '\/nowhere'\n/);
  });

  it('git is missing', () => {
    const ran = guard({ PATH: repo.home }, '--staged');
    assert.match(ran.stderr, /^precommit-guard: There is no git on the PATH\.\n {2}Install git/);
    const json = jsonReport(guard({ PATH: repo.home }, '--staged', '-f', 'json', '--allow-incomplete'));
    assert.deepEqual([json.complete, json.errors?.[0]?.code], [false, 'git-missing']);
    assert.match(guard({ PATH: repo.home }, '--range', 'HEAD..HEAD').stderr, /There is no git on the PATH/);
    assert.match(guard({ PATH: repo.home }, '.').stderr, /There is no git on the PATH/);
  });

  it('git cannot be run', () => {
    const env = git('');
    writeFileSync(join(repo.home, 'bin/git'), 'no program');
    assert.match(guard(env, '--staged').stderr, /^precommit-guard: git (?:cannot be started \([A-Z]+\)|[a-z-]+ ended with code 12[67])\./);
  });

  it('git is killed', () => {
    assert.match(guard(git('kill -9 $$'), '--staged').stderr, /^precommit-guard: git [a-z-]+ was killed by SIGKILL\.\n {2}What it did not read was not scanned/);
    assert.match(guard(git('kill -9 $$'), '--staged', '--allow-incomplete').stderr, /was killed by SIGKILL/);
  });

  it('git fails', () => {
    const ran = guard(git('echo "fatal: the disk is on fire" >&2; exit 128'), '--staged');
    assert.match(ran.stderr, /^precommit-guard: git [a-z-]+ ended with code 128\.\n {2}fatal: the disk is on fire\n/);
  });

  it('git says something else than it should', () => {
    for (const words of ['hello', ':100644 nonsense\\0a\\0', ':100644']) {
      assert.match(guard(git(`printf '${words}'`), '--staged').stderr, /^precommit-guard: The output of git diff is not as documented/);
    }
  });

  it('git says nothing and ends well, though something is staged', () => {
    // Indistinguishable from nothing staged; what is printed must at least not look like a scan.
    const ran = repo.run(process.execPath, [installedBin(), '--staged'], { env: git('exit 0') });
    assert.doesNotMatch(ran.stdout, /✔/);
    assert.match(ran.stdout, /scanned 0 files/);
  });

  it('a damaged object: the path, and findings of the rest', () => {
    repo.write('b.txt', 'b\n'.repeat(100));
    repo.git('add', 'b.txt');
    const id = repo.git('rev-parse', ':b.txt').trim();
    const folder = repo.path(`.git/objects/${id.slice(0, 2)}`);
    for (const name of readdirSync(folder)) {
      chmodSync(join(folder, name), 0o644);
      writeFileSync(join(folder, name), 'damaged');
    }
    rmSync(repo.path('b.txt')); // git would show it in place of the object.
    const report = jsonReport(guard({}, '--staged', '-f', 'json'));
    assert.equal(report.complete, false);
    assert.deepEqual(
      report.findings.map(({ path }) => path),
      ['a.txt'],
    );
    assert.equal(repo.guard('--staged', '--allow-incomplete').code, 1);
    repo.git('reset', '-q', 'a.txt');
    const rest = repo.guard('--staged', '--allow-incomplete', '-f', 'json');
    assert.equal(rest.code, 0, rest.all);
    assert.equal(jsonReport(rest).complete, false);
  });

  it('a git that is too old: said, and which one is needed', () => {
    const old = git('echo "error: unknown option \'raw\'" >&2; exit 129');
    assert.match(guard(old, '--staged').stderr, /git --version tells which one it is: 2\.32 or newer is needed\./);
  });

  it('a folder that git cannot enter: its name, and no clean scan', () => {
    repo.git('reset', '-q', '--hard');
    const real = repo.run('sh', ['-c', 'command -v git']).stdout.trim();
    const warns = git(`case "$*" in *ls-files*) echo "warning: could not open directory 'deep/it's shut/': Permission denied" >&2 ;; esac; exec '${real}' "$@"`);
    const ran = guard(warns, '.', '-f', 'json');
    assert.deepEqual(
      jsonReport(ran).errors?.map(({ message }) => message),
      ["The folder deep/it's shut cannot be read (Permission denied): nothing in it was scanned."],
    );
  });

  it('no room for the canary, or for what takes a fix back: said, and nothing is changed', () => {
    assert.match(guard({ TMPDIR: join(repo.home, 'nowhere') }, 'selftest').stderr, /^precommit-guard: No folder for the canary can be made in .*nowhere \(ENOENT\)\./);
    repo.write('.git/precommit-guard', 'a file in the place of the folder\n');
    repo.write('a.js', leak(githubToken('surroundings')));
    repo.git('add', 'a.js');
    const before = repo.read('a.js');
    assert.match(guard({}, 'fix', '--yes').stderr, /^precommit-guard: What is needed to take the fix back cannot be written to .*; nothing was changed\.$/m);
    assert.equal(repo.read('a.js'), before);
    assert.equal(repo.git('status', '--porcelain', '.env', 'a.js'), 'A  a.js\n');
  });

  it('histories without a common commit have no A...B', () => {
    repo.git('checkout', '-q', '--orphan', 'other');
    repo.git('commit', '-q', '--no-verify', '-m', 'other');
    const ran = repo.guard('--range', 'main...other');
    assertNoStack(ran);
    assert.notEqual(ran.code, 0, ran.all);
  });
});

describe('files that are none', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('leak.txt', `${githubToken('none')}\n`);
  });
  afterEach(() => repo.remove());

  it('a pipe is skipped and said, and nobody waits for it', () => {
    repo.run('mkfifo', ['pipe']);
    const report = jsonReport(repo.guard('pipe', 'leak.txt', '-f', 'json'));
    assert.deepEqual(report.skipped, [{ path: 'pipe', why: 'not a regular file' }]);
    assert.deepEqual(
      report.findings.map(({ path }) => path),
      ['leak.txt'],
    );
    assert.equal(repo.guard('.').code, 1);
  });

  it('a device is skipped and said', () => {
    assert.deepEqual(jsonReport(repo.guard('/dev/zero', '-f', 'json')).skipped, [{ path: '/dev/zero', why: 'not a regular file' }]);
  });

  it('a folder that git ignores is left out when it is named, and said; a file in it is scanned', () => {
    repo.write('.gitignore', 'node_modules\nbuild\n');
    repo.write('build/leak.txt', repo.read('leak.txt'));
    const report = jsonReport(repo.guard('build', '-f', 'json'));
    assert.deepEqual(report.skipped, [{ path: 'build', why: 'folder that git ignores: name its files to scan them' }]);
    assert.deepEqual(jsonReport(repo.guard('.', '-f', 'json')).skipped, []);
    assert.equal(repo.guard('build/leak.txt').code, 1);
  });

  it('a folder that is a link to itself is scanned as the link it is', () => {
    symlinkSync('.', repo.path('loop'));
    symlinkSync('self', repo.path('self'));
    const ran = repo.guard('.', '-f', 'json');
    assert.equal(ran.code, 1, ran.all);
    assert.deepEqual(
      jsonReport(ran).findings.map(({ path }) => path),
      ['leak.txt'],
    );
  });

  it('a path through a link to itself does not exist', () => {
    symlinkSync('self', repo.path('self'));
    const ran = repo.guard('self/a.txt', 'leak.txt', '-f', 'json');
    assert.equal(ran.code, 2, ran.all);
    assertNoStack(ran);
    assert.deepEqual(
      jsonReport(ran).findings.map(({ path }) => path),
      ['leak.txt'],
    );
  });

  it('a path through a file, and a path longer than any, do not exist', () => {
    for (const path of ['leak.txt/a.txt', 'n'.repeat(300), `${'long/'.repeat(1000)}a`]) {
      const ran = repo.guard(path, 'leak.txt', '-f', 'json');
      assert.equal(ran.code, 2, ran.all);
      assertNoStack(ran);
      assert.deepEqual(
        jsonReport(ran).findings.map(({ path: found }) => found),
        ['leak.txt'],
      );
    }
  });

  it('a folder in place of standard input', () => {
    const ran = repo.run('sh', ['-c', 'node_modules/.bin/precommit-guard - < .']);
    assert.equal(ran.code, 2, ran.all);
    assertNoStack(ran);
    assert.match(ran.stderr, /Standard input cannot be read \(EISDIR\)\./);
  });

  it('standard input that is closed', () => {
    const ran = repo.run('sh', ['-c', 'node_modules/.bin/precommit-guard - <&-']);
    assertNoStack(ran);
    assert.notEqual(ran.code, null);
  });
});
