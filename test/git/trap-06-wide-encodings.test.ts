import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { utf16le, WIDE_ENCODINGS } from '../support/encodings.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const OLD = githubToken('trap-6-old');
const NEW = githubToken('trap-6-new');

describe('trap 6: files whose text git does not show', () => {
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

  for (const [name, encode] of WIDE_ENCODINGS) {
    it(`trap 6: a new file in ${name} is refused for its secret and passes without`, () => {
      stage(encode(`// first line\n${leak(NEW)}// last line`));
      assert.match(repo.git('diff', '--cached'), /Binary files/, 'git shows no text');
      refused(repo, NEW, 'a.js:2', ['commit', '-m', name]);
      stage(encode(`// first line\n${HARMLESS}// last line`));
      assert.match(passes(repo, ['commit', '-m', name]).all, /scanned 1 file, 3 added lines,/);
    });

    it(`trap 6: in a changed file in ${name} the old line’s secret is not news and the new line’s is refused`, () => {
      repo.commitUnchecked({ 'a.js': encode(`// first line\n${leak(OLD)}// last line\n`) });
      stage(encode(`// another first line\n${leak(OLD)}// last line\n`));
      assert.match(passes(repo, ['commit', '-m', name]).all, /scanned 1 file, 1 added line,/);
      stage(encode(`// another first line\n${leak(OLD)}${leak(NEW)}// last line\n`));
      const ran = refused(repo, NEW, 'a.js:3', ['commit', '-m', name]);
      assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
    });
  }

  it('trap 6: a UTF-16 file with CR LF and text of another script is refused for its secret', () => {
    const text = `// ключ для сервера, который никому нельзя показывать\r\n${leak(NEW).trimEnd()}\r\n// конец\r\n`;
    stage(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le(text)]));
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 'marked']);
    stage(utf16le(text));
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 'unmarked']);
    stage(utf16le(text).swap16());
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 'unmarked, big-endian']);
  });

  it('trap 6: a UTF-16 file so long without ASCII that git takes it for text is refused for its secret', () => {
    stage(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le(`${'漢字'.repeat(3000)}\n${leak(NEW)}`)]));
    assert.doesNotMatch(repo.git('diff', '--cached'), /Binary files/);
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 'long']);
  });

  it('trap 6: a UTF-16 file that an attribute declares to be text is refused for its secret, at the line a reader sees', () => {
    stage('*.js diff\n', '.gitattributes');
    stage(utf16le(`// first\n// \u0a0a\u0a0a line ends to git only\n${leak(NEW)}`));
    refused(repo, NEW, 'a.js:3', ['commit', '-m', 'declared']);
  });

  it('trap 6: a file turned from UTF-8 into UTF-16 and back brings no news, but an added line is refused', () => {
    repo.commitUnchecked({ 'a.js': leak(OLD) });
    stage(utf16le(`\ufeff${leak(OLD)}`));
    passes(repo, ['commit', '-m', 'to UTF-16']);
    stage(leak(OLD));
    passes(repo, ['commit', '-m', 'to UTF-8']);
    stage(utf16le(`\ufeff${leak(OLD)}${leak(NEW)}`));
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 'and more']);
  });

  it('trap 6: a UTF-16 file renamed and edited is refused for the secret in its new line', () => {
    const filler = Array.from({ length: 40 }, (_, i) => `// line ${i}\n`).join('');
    repo.commitUnchecked({ 'a.js': utf16le(`\ufeff${filler}`) });
    repo.git('mv', 'a.js', 'moved.js');
    stage(utf16le(`\ufeff${filler}${leak(NEW)}`), 'moved.js');
    assert.match(repo.git('diff', '--cached', '-M', '--name-status'), /^R[0-9]+\s+a\.js\s+moved\.js$/m);
    refused(repo, NEW, 'moved.js:41', ['commit', '-m', 'renamed']);
  });

  it('trap 6: a merge of UTF-16 files: the other side’s old secret passes, the resolution’s is refused', () => {
    const encode = (text: string): Buffer => utf16le(`\ufeff${text}`);
    repo.commitUnchecked({ 'a.js': encode('// base\n') });
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'a.js': encode(`// side\n${leak(OLD)}`) });
    repo.git('checkout', '-q', 'main');
    repo.commitUnchecked({ 'a.js': encode('// main\n') });
    assert.equal(repo.tryGit('merge', 'side').code, 1);
    stage(encode(`// both\n${leak(OLD)}${leak(NEW)}`));
    assert.match(refused(repo, NEW, 'a.js:3', ['commit', '--no-edit']).all, /precommit-guard: 1 error[;\n]/);
    stage(encode(`// both\n${leak(OLD)}`));
    passes(repo, ['commit', '--no-edit']);
  });

  it('trap 6: working-tree-encoding=UTF-16: the blob is UTF-8, and its secret is refused', () => {
    stage('a.js working-tree-encoding=UTF-16\n', '.gitattributes');
    stage(utf16le(`\ufeff// first\n${leak(NEW)}`));
    assert.equal(repo.git('show', ':a.js'), `// first\n${leak(NEW)}`);
    refused(repo, NEW, 'a.js:2', ['commit', '-m', 're-encoded']);
    stage(utf16le(`\ufeff// first\n${HARMLESS}`));
    passes(repo, ['commit', '-m', 're-encoded']);
  });
});
