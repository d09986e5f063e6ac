import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const OLD = githubToken('trap-6-binary-old');
const NEW = githubToken('trap-6-binary-new');

describe('trap 6: text that git takes for binary', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'b.js': '// base\n' });
  });
  afterEach(() => repo.remove());

  const stage = (content: Buffer | string, name = 'a.js'): void => {
    repo.write(name, content);
    repo.git('add', '-A');
  };
  const shown = (): string => repo.git('diff', '--cached', '--', 'a.js');

  for (const [where, before, after] of [
    ['at the start', '\0', ''],
    ['before the secret', '// one\0two\n', ''],
    ['after the secret', '', '// one\0two\n'],
    ['at the end', '', '\0'],
  ] as const) {
    it(`trap 6: text with a stray NUL ${where} is refused for its secret and passes without`, () => {
      stage(`${before}${leak(NEW)}${after}`);
      assert.match(shown(), /Binary files/);
      refused(repo, NEW, `a.js:${before.includes('\n') ? 2 : 1}`, ['commit', '-m', 'NUL']);
      stage(`${before}${HARMLESS}${after}`);
      passes(repo, ['commit', '-m', 'NUL']);
    });
  }

  it('trap 6: a NUL so far behind that git still shows text is refused for its secret, before and after it', () => {
    const far = '// filler\n'.repeat(1000);
    stage(`${far}\0\n${leak(NEW)}`);
    assert.doesNotMatch(shown(), /Binary files/);
    refused(repo, NEW, 'a.js:1002', ['commit', '-m', 'far']);
    stage(`${leak(NEW)}${far}\0\n`);
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'near']);
  });

  for (const [format, magic] of [
    ['a bitmap', 'BM'],
    ['a program', 'MZ'],
    ['a song', 'ID3'],
    ['a document', '%PDF'],
    ['a font', 'OTTO'],
    ['an archive', 'BZh'],
  ] as const) {
    it(`trap 6: text that begins with the letters of ${format} (${magic}) and holds a stray NUL far behind is refused for its secret`, () => {
      stage(`${magic}_NAME = 'x';\n${leak(NEW)}${'// filler\n'.repeat(20)}// one\0two\n`);
      refused(repo, NEW, 'a.js:2', ['commit', '-m', 'not a binary']);
    });
  }

  it('trap 6: in a changed file with a NUL the old secret is not news, moved or not, and the new one is refused', () => {
    repo.commitUnchecked({ 'a.js': `// \0\n${leak(OLD)}// end\n` });
    stage(`// \0\n// end\n${leak(OLD)}`);
    passes(repo, ['commit', '-m', 'moved']);
    stage(`// \0\n// end\n${leak(OLD)}${leak(NEW)}`);
    assert.match(refused(repo, NEW, 'a.js:4', ['commit', '-m', 'added']).all, /precommit-guard: 1 error[;\n]/);
  });

  for (const attribute of ['-diff', 'binary', '-text -diff', 'diff=opaque']) {
    it(`trap 6: the attribute "${attribute}" hides no secret: refused; without one it passes`, () => {
      repo.git('config', 'diff.opaque.binary', 'true');
      stage(`*.js ${attribute}\n`, '.gitattributes');
      stage(leak(NEW));
      assert.match(shown(), /Binary files/);
      refused(repo, NEW, 'a.js:1', ['commit', '-m', attribute]);
      stage(HARMLESS);
      passes(repo, ['commit', '-m', attribute]);
    });
  }

  it('trap 6: in a changed file that an attribute declares binary the old secret is not news and the new one is refused', () => {
    repo.commitUnchecked({ '.gitattributes': '*.js binary\n', 'a.js': leak(OLD) });
    stage(`// first\n${leak(OLD)}`);
    assert.match(passes(repo, ['commit', '-m', 'no news']).all, /scanned 1 file, 1 added line,/);
    stage(`// first\n${leak(OLD)}${leak(NEW)}`);
    assert.match(refused(repo, NEW, 'a.js:3', ['commit', '-m', 'news']).all, /precommit-guard: 1 error[;\n]/);
  });

  it('trap 6: attributes of .git/info and of core.attributesFile hide no secret: refused', () => {
    stage(leak(NEW));
    repo.write('.git/info/attributes', '* binary\n');
    assert.match(shown(), /Binary files/);
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'info']);
    repo.write('.git/info/attributes', '');
    repo.write('../home/attributes', '* -diff\n');
    repo.git('config', '--global', 'core.attributesFile', `${repo.home}/attributes`);
    assert.match(shown(), /Binary files/);
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'attributesFile']);
  });

  it('trap 6: attributes that are only in the index hide no secret: refused', () => {
    stage('*.js binary\n', '.gitattributes');
    stage(leak(NEW));
    repo.write('.gitattributes', '');
    refused(repo, NEW, 'a.js:1', ['commit', '-m', 'index only']);
  });

  it('trap 6: core.bigFileThreshold below the file’s size hides no secret: refused; an old one is not news', () => {
    const long = '// filler\n'.repeat(2000);
    repo.git('config', 'core.bigFileThreshold', '1k');
    stage(`${long}${leak(OLD)}`);
    assert.match(shown(), /Binary files/);
    refused(repo, OLD, 'a.js:2001', ['commit', '-m', 'big']);
    repo.git('commit', '-q', '--no-verify', '-m', 'before');
    stage(`// first\n${long}${leak(OLD)}`);
    passes(repo, ['commit', '-m', 'no news']);
    stage(`// first\n${long}${leak(OLD)}${leak(NEW)}`);
    refused(repo, NEW, 'a.js:2003', ['commit', '-m', 'news']);
  });

  it('trap 6: a real binary is counted as skipped, and the text beside it is refused for its secret', () => {
    stage(Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64)]), 'logo.png');
    stage(leak(NEW));
    assert.match(refused(repo, NEW, 'a.js:1', ['commit', '-m', 'with a picture']).all, /skipped 1: 1 × binary: image/);
    stage(HARMLESS);
    assert.match(passes(repo, ['commit', '-m', 'with a picture']).all, /scanned 1 file, .*\n\s+skipped 1: 1 × binary: image/);
  });
});
