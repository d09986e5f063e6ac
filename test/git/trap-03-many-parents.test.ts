import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const OLD = githubToken('trap-3-octopus-old');
const NEW = githubToken('trap-3-octopus-new');

describe('trap 3: a merge of more than two parents', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n' });
    for (const [branch, content] of [
      ['one', `// one\n${leak(OLD)}`],
      ['two', '// two\n'],
    ] as const) {
      repo.git('checkout', '-q', '-b', branch, 'main');
      repo.commitUnchecked({ [`${branch}.js`]: content });
    }
    repo.git('checkout', '-q', 'main');
    repo.commitUnchecked({ 'main.js': '// main\n' });
  });
  afterEach(() => repo.remove());

  const parents = (): number => repo.git('rev-list', '--parents', '-1', 'HEAD').trim().split(' ').length - 1;

  it('trap 3: an octopus merge with --no-commit is compared with every parent: old secrets pass, an added one is refused', () => {
    repo.git('merge', '-q', '--no-commit', 'one', 'two');
    assert.equal(repo.read('.git/MERGE_HEAD').trim().split('\n').length, 2);
    repo.write('two.js', `// two\n${leak(NEW)}`);
    repo.git('add', '-A');
    const ran = refused(repo, NEW, 'two.js:2', ['commit', '-m', 'octopus']);
    assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
    repo.write('two.js', `// two\n${HARMLESS}`);
    repo.git('add', '-A');
    passes(repo, ['commit', '-m', 'octopus']);
    assert.equal(parents(), 3);
  });

  it('trap 3: a hand-written MERGE_HEAD of two parents is heeded in full: only the second one has the secret already', () => {
    repo.write('.git/MERGE_HEAD', `${repo.git('rev-parse', 'two')}${repo.git('rev-parse', 'one')}`);
    repo.write('one.js', `// one\n${leak(OLD)}`);
    repo.git('add', '-A');
    passes(repo, ['commit', '-m', 'two heads']);
    assert.equal(parents(), 3);
  });

  it('trap 3: a secret that only the first of two MERGE_HEADs lacks is no news, one that all lack is refused', () => {
    repo.write('.git/MERGE_HEAD', `${repo.git('rev-parse', 'one')}${repo.git('rev-parse', 'two')}`);
    repo.write('one.js', `// one\n${leak(OLD)}${leak(NEW)}`);
    repo.git('add', '-A');
    const ran = refused(repo, NEW, 'one.js:3', ['commit', '-m', 'two heads']);
    assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
  });

  it('trap 3: a MERGE_HEAD that names no object of the repository ends in exit 2, not in a smaller comparison', () => {
    repo.write('.git/MERGE_HEAD', `${'1'.repeat(40)}\n`);
    repo.write('main.js', `// main\n${leak(NEW)}`);
    repo.git('add', '-A');
    const ran = repo.guard('--staged');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.stderr, /git diff ended with code 128\.\n.*bad object 1{12}/);
  });

  it('trap 3: a MERGE_HEAD left empty compares with HEAD alone', () => {
    repo.write('.git/MERGE_HEAD', '');
    repo.write('one.js', `// one\n${leak(OLD)}`);
    repo.git('add', '-A');
    found(repo.guard('--staged'), OLD, 'one.js:2');
  });
});
