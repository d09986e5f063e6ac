import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-7');

describe('trap 7: programs that rewrite what a diff shows', () => {
  let repo: TempRepo;
  let trace: string;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n' });
    trace = join(repo.home, 'trace');
  });
  afterEach(() => repo.remove());

  const stage = (content: string, name = 'a.js'): void => {
    repo.write(name, content);
    repo.git('add', '-A');
  };
  /** A program that leaves a trace and shows nothing of what it is given. */
  const hiding = (): string => {
    const program = join(repo.home, 'hiding');
    writeFileSync(program, `#!/bin/sh\n: >'${trace}'\necho '// nothing to see here'\n`);
    chmodSync(program, 0o755);
    return program;
  };

  it('trap 7: a textconv driver neither runs nor hides the secret: refused; without a secret it passes', () => {
    repo.git('config', 'diff.hide.textconv', hiding());
    stage('*.js diff=hide\n', '.gitattributes');
    stage(leak(SECRET));
    assert.ok(!repo.git('diff', '--cached', '--', 'a.js').includes(SECRET), 'the driver hides it from git diff');
    assert.ok(existsSync(trace));
    repo.run('rm', [trace]);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'textconv']);
    assert.ok(!existsSync(trace), 'the driver was not run');
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'textconv']);
  });

  it('trap 7: a textconv driver with a cache leaves no notes behind', () => {
    repo.git('config', 'diff.hide.textconv', hiding());
    repo.git('config', 'diff.hide.cachetextconv', 'true');
    stage('*.js diff=hide\n', '.gitattributes');
    stage(leak(SECRET));
    found(repo.guard('--staged'), SECRET, 'a.js:1');
    assert.equal(repo.git('for-each-ref', 'refs/notes'), '');
  });

  it('trap 7: a diff driver’s command neither runs nor hides the secret: refused', () => {
    repo.git('config', 'diff.hide.command', hiding());
    stage('*.js diff=hide\n', '.gitattributes');
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'command']);
    assert.ok(!existsSync(trace));
  });

  it('trap 7: diff.external neither runs nor hides the secret: refused', () => {
    repo.git('config', '--global', 'diff.external', hiding());
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'external']);
    assert.ok(!existsSync(trace));
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'external']);
    assert.ok(!existsSync(trace));
  });

  it('trap 7: GIT_EXTERNAL_DIFF neither runs nor hides the secret: refused', () => {
    const env = { GIT_EXTERNAL_DIFF: hiding() };
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'external'], { env });
    assert.ok(!existsSync(trace));
    stage(HARMLESS);
    passes(repo, ['commit', '-m', 'external'], { env });
  });

  it('trap 7: drivers given on git’s command line and by GIT_CONFIG_COUNT reach the hook and hide nothing: refused', () => {
    stage('*.js diff=hide\n', '.gitattributes');
    stage(leak(SECRET));
    refused(repo, SECRET, 'a.js:1', ['-c', `diff.external=${hiding()}`, '-c', `diff.hide.textconv=${hiding()}`, 'commit', '-m', 'given']);
    const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'diff.external', GIT_CONFIG_VALUE_0: hiding() };
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'given'], { env });
    assert.ok(!existsSync(trace));
  });
});

describe('trap 7: filters between the worktree and the blob', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ '.gitattributes': '*.js filter=swap\n', 'a.js': '// base\n' });
  });
  afterEach(() => repo.remove());

  const swap = (clean: string, smudge: string): void => {
    repo.git('config', 'filter.swap.clean', clean);
    repo.git('config', 'filter.swap.smudge', smudge);
  };

  it('trap 7: what a clean filter puts into the blob is scanned: its secret is refused, though the file on the disk has none', () => {
    swap(`sed 's/@TOKEN@/${SECRET}/'`, `sed 's/${SECRET}/@TOKEN@/'`);
    repo.write('a.js', leak('@TOKEN@'));
    repo.git('add', 'a.js');
    assert.ok(repo.git('show', ':a.js').includes(SECRET));
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'filled in']);
    refused(repo, SECRET, 'a.js:1', ['commit', '-a', '-m', 'filled in']);
  });

  it('trap 7: a secret that the clean filter takes out is not committed: the commit passes', () => {
    swap(`sed 's/${SECRET}/@TOKEN@/'`, `sed 's/@TOKEN@/${SECRET}/'`);
    repo.write('a.js', leak(SECRET));
    passes(repo, ['commit', '-a', '-m', 'taken out']);
    assert.equal(repo.git('show', 'HEAD:a.js'), leak('@TOKEN@'));
    repo.git('config', '--unset', 'filter.swap.clean');
    repo.write('a.js', `// one more\n${leak(SECRET)}`);
    refused(repo, SECRET, 'a.js:2', ['commit', '-a', '-m', 'without the filter']);
  });

  it('trap 7: a smudge filter is not run by the scan, and its secret is not in the blob: passes', () => {
    const trace = join(repo.home, 'trace');
    swap('cat', `sh -c ': >"${trace}"; sed s/@TOKEN@/${SECRET}/'`);
    repo.write('a.js', leak('@TOKEN@'));
    repo.git('add', 'a.js');
    clean(repo.guard('--staged'));
    passes(repo, ['commit', '-m', 'smudged']);
    assert.ok(!existsSync(trace));
    repo.run('rm', ['a.js']);
    repo.git('checkout', 'a.js');
    assert.ok(existsSync(trace), 'git runs it when it checks the file out');
  });

  it('trap 7: a clean filter that encrypts leaves nothing to find: passes', () => {
    swap('base64 -w0 | rev', 'rev | base64 -d');
    repo.write('a.js', leak(SECRET));
    passes(repo, ['commit', '-a', '-m', 'encrypted']);
    assert.ok(!repo.git('show', 'HEAD:a.js').includes(SECRET));
  });

  it('trap 7: line ends that git converts (text eol=crlf) do not shift the line: refused at the blob’s line', () => {
    repo.commitUnchecked({ '.gitattributes': '*.js text eol=crlf\n' });
    repo.write('a.js', `// one\r\n// two\r\n${leak(SECRET).trimEnd()}\r\n`);
    refused(repo, SECRET, 'a.js:3', ['commit', '-a', '-m', 'crlf']);
    repo.git('config', 'core.autocrlf', 'input');
    refused(repo, SECRET, 'a.js:3', ['commit', '-a', '-m', 'autocrlf']);
  });

  it('trap 7: a git-lfs pointer is scanned as it is and counted as content that is elsewhere: passes; a secret beside it is refused', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d7a2146'.repeat(8)}\nsize 12345\n`;
    repo.write('a.js', pointer);
    repo.git('add', '-A');
    assert.match(repo.guard('--staged').stdout, /scanned 1 file, .*\n\s+skipped 1: 1 × git-lfs pointer/);
    repo.write('a.js', `${pointer}x-note ${SECRET}\n`);
    refused(repo, SECRET, 'a.js:4', ['commit', '-a', '-m', 'pointer']);
    repo.write('a.js', pointer);
    passes(repo, ['commit', '-a', '-m', 'pointer']);
  });
});
