import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const ZIP = Buffer.from('504b0304140000000800', 'hex');

describe('a passed commit says what was looked at', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({});
  });
  afterEach(() => repo.remove());

  const passed = (...more: string[]): string => {
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'clean', ...more);
    assert.equal(ran.code, 0, ran.all);
    return ran.all;
  };
  const json = () => {
    repo.git('add', '-A');
    return jsonReport(repo.guard('--staged', '--format', 'json'));
  };

  it('files, added lines, bytes, rules and time', () => {
    repo.write('a.txt', 'one\ntwo\n');
    repo.write('b.txt', 'x'.repeat(3000));
    const { stats } = json();
    assert.deepEqual([stats.files, stats.addedLines, stats.bytes], [2, 3, 3008]);
    assert.ok(stats.rules > 100 && stats.ms > 0);
    assert.match(passed(), new RegExp(`✔ precommit-guard: no findings; scanned 2 files, 3 added lines, 3.0 kB with ${stats.rules} rules in [0-9]+ ms`));
  });

  it('only added lines, but the bytes of whole files', () => {
    repo.commitUnchecked({ 'a.txt': 'one\ntwo\nthree\n' });
    repo.write('a.txt', 'one\n2\nthree\nfour\n');
    const { stats } = json();
    assert.deepEqual([stats.files, stats.addedLines, stats.bytes], [1, 2, 17]);
  });

  it('one file is one file', () => {
    repo.write('a.txt', 'one\n');
    assert.match(passed(), /scanned 1 file, 1 added line, 4 B with/);
  });

  it('an empty file is a file without lines', () => {
    repo.write('a.txt', '');
    assert.match(passed(), /scanned 1 file, 0 added lines, 0 B with/);
  });

  it('nothing, when nothing is staged', () => {
    const ran = repo.guard('--staged');
    assert.equal(ran.code, 0);
    assert.match(ran.stdout, /scanned 0 files, 0 added lines, 0 B with/);
    assert.match(passed('--allow-empty'), /scanned 0 files, 0 added lines/);
    assert.match(repo.guard('--range', 'HEAD..HEAD').stdout, /scanned 0 files/);
  });

  it('a binary, and of which kind', () => {
    repo.write('a.png', PNG);
    repo.write('b.png', PNG);
    repo.write('c.zip', ZIP);
    repo.write('d.txt', 'text\n');
    const { skipped, stats, complete } = json();
    assert.equal(complete, true);
    assert.equal(stats.files, 1);
    assert.deepEqual(skipped, [
      { path: 'a.png', why: 'binary: image' },
      { path: 'b.png', why: 'binary: image' },
      { path: 'c.zip', why: 'binary: archive' },
    ]);
    assert.match(repo.guard('--staged', '--verbose').stdout, /skipped a\.png: binary: image\n/);
    assert.match(passed(), /scanned 1 file, .*\n {2}skipped 3: 2 × binary: image, 1 × binary: archive/);
  });

  it('what the path filter leaves out, also when a secret is in it', () => {
    repo.commitUnchecked({ '.precommit-guardrc.json': '{ "exclude": ["vendor/"], "include": ["**/*.js"] }\n' });
    repo.write('vendor/a.js', `'${githubToken('filtered')}'\n`);
    repo.write('b.py', 'text\n');
    repo.write('c.js', 'text\n');
    const { skipped, stats } = json();
    assert.equal(stats.files, 1);
    assert.deepEqual(skipped, [
      { path: 'b.py', why: 'path filter' },
      { path: 'vendor/a.js', why: 'path filter' },
    ]);
    assert.match(passed(), /scanned 1 file, .*\n {2}skipped 2: 2 × path filter/);
  });

  it('an LFS pointer, whose content is not in git', () => {
    repo.write('a.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`);
    assert.match(passed(), /skipped 1: 1 × git-lfs pointer: the content is not in git/);
  });

  it('a text that only begins like a binary is scanned', () => {
    const begins = ['BM and more', 'MZ and more', 'ID3 and more', 'BZh and more'];
    for (const [index, begin] of begins.entries()) repo.write(`${index}.txt`, `${begin}, ${githubToken('magic')}\nand a stray \0 byte\n`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'secret');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /4 errors; scanned 4 files/);
  });

  it('a secret among skipped files does not hide that they were skipped', () => {
    repo.write('a.png', PNG);
    repo.write('b.txt', `${githubToken('beside')}\n`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'secret');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /✖ precommit-guard: 1 error; scanned 1 file, .*\n {2}skipped 1: 1 × binary: image/);
  });

  it('how many findings a comment took away', () => {
    repo.write('a.txt', `${githubToken('suppressed')} // precommit-guard-ignore-line github-token -- made up for a test\n`);
    assert.match(passed(), /1 note; scanned 1 file, .* 1 finding suppressed/);
  });

  it('that fewer rules ran', () => {
    repo.write('a.txt', 'text\n');
    repo.git('add', '-A');
    assert.match(repo.guard('--staged', '--only', 'github-token').stdout, /with 1 rule in/);
  });

  it('nothing at all only when asked to be quiet', () => {
    repo.write('a.txt', 'text\n');
    repo.git('add', '-A');
    const ran = repo.guard('--staged', '--quiet');
    assert.deepEqual([ran.code, ran.all.trim()], [0, '']);
  });
});
