import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const OLD = githubToken('trap-3-old');
const NEW = githubToken('trap-3-new');

describe('trap 3: the commit that ends a merge', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': '// base\n', 'b.js': '// base\n' });
  });
  afterEach(() => repo.remove());

  /** Two branches from the base, `side` and `main`; then `git merge side`, which must stop with a conflict. */
  const conflict = (side: Readonly<Record<string, string>>, main: Readonly<Record<string, string>>): void => {
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked(side, 'side');
    repo.git('checkout', '-q', 'main');
    repo.commitUnchecked(main, 'main');
    assert.equal(repo.tryGit('merge', 'side').code, 1);
  };
  const resolve = (files: Readonly<Record<string, string>>): void => {
    for (const [name, content] of Object.entries(files)) repo.write(name, content);
    repo.git('add', '-A');
  };

  it('trap 3: a conflict whose resolution adds a secret is refused by the hook', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': `// both\n${leak(NEW)}` });
    refused(repo, NEW, 'a.js:2', ['commit', '--no-edit']);
    resolve({ 'a.js': `// both\n${HARMLESS}` });
    passes(repo, ['commit', '--no-edit']);
    assert.equal(repo.git('rev-list', '--parents', '-1', 'HEAD').trim().split(' ').length, 3, 'a commit with two parents');
  });

  it('trap 3: a resolution that writes a secret into another file of the merge is refused by the hook', () => {
    conflict({ 'a.js': '// side\n', 'new.js': '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': '// both\n', 'new.js': `// side\n${leak(NEW)}` });
    refused(repo, NEW, 'new.js:2', ['commit', '--no-edit']);
  });

  it('trap 3: a resolution that writes a secret into a file that neither side touched is refused by the hook', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': '// both\n', 'b.js': leak(NEW), 'c.js': '// new\n' });
    refused(repo, NEW, 'b.js:1', ['commit', '--no-edit']);
  });

  it('trap 3: a secret that the other side had committed is no news: the merge passes, whether in the conflict’s file or elsewhere', () => {
    conflict({ 'a.js': `// side\n${leak(OLD)}`, 'new.js': leak(OLD) }, { 'a.js': '// main\n' });
    resolve({ 'a.js': `// both\n${leak(OLD)}` });
    assert.match(passes(repo, ['commit', '--no-edit']).all, /scanned 1 file, 1 added line,/);
    assert.ok(repo.git('show', 'HEAD:new.js').includes(OLD), 'the secret of the other side is in the merge');
  });

  it('trap 3: a secret that our own side had committed is no news either', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': `// main\n${leak(OLD)}`, 'new.js': leak(OLD) });
    resolve({ 'a.js': `// both\n${leak(OLD)}` });
    passes(repo, ['commit', '--no-edit']);
  });

  it('trap 3: a new secret beside the other side’s old one is refused, and only the new one is reported', () => {
    conflict({ 'a.js': `// side\n${leak(OLD)}` }, { 'a.js': '// main\n' });
    resolve({ 'a.js': `// both\n${leak(OLD)}${leak(NEW)}` });
    const ran = refused(repo, NEW, 'a.js:3', ['commit', '--no-edit']);
    assert.match(ran.all, /precommit-guard: 1 error[;\n]/);
    assert.ok(!ran.all.includes(OLD));
  });

  it('trap 3: the other side’s secret in another file is not its own: copying it there is refused', () => {
    conflict({ 'a.js': `// side\n${leak(OLD)}` }, { 'a.js': '// main\n' });
    resolve({ 'a.js': '// both\n', 'copy.js': leak(OLD) });
    refused(repo, OLD, 'copy.js:1', ['commit', '--no-edit']);
  });

  it('trap 3: a file that the other side renamed or named after a secret is no news when the merge edits it: passes without a warning', () => {
    const filler = Array.from({ length: 20 }, (_, i) => `// line ${i}\n`).join('');
    const named = `${OLD}.js`;
    repo.commitUnchecked({ 'c.js': `${filler}${leak(OLD)}` });
    conflict({ 'a.js': '// side\n', 'c.js': '', 'moved.js': `${filler}${leak(OLD)}`, [named]: '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': '// both\n', 'c.js': '', 'moved.js': `${filler}${leak(OLD)}// both\n`, [named]: '// both\n' });
    repo.git('rm', '-q', '-f', 'c.js');
    passes(repo, ['commit', '--no-edit']);
    repo.git('mv', 'moved.js', 'again.js');
    assert.match(repo.guard('--staged').stdout, /^again\.js:21:[0-9]+ warning GitHub.*\n/m, 'a rename of our own is a warning');
  });

  it('trap 3: conflict markers left in a commit do not hide a secret between them', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': `<<<<<<< HEAD\n// main\n=======\n${leak(NEW)}>>>>>>> side\n` });
    refused(repo, NEW, 'a.js:4', ['commit', '--no-edit']);
  });

  it('trap 3: git merge --continue with a secret in the resolution is refused by the hook', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    resolve({ 'a.js': leak(NEW) });
    const env = { GIT_EDITOR: 'true' };
    refused(repo, NEW, 'a.js:1', ['merge', '--continue'], { env });
    resolve({ 'a.js': HARMLESS });
    passes(repo, ['merge', '--continue'], { env });
  });

  it('trap 3: git commit -a of a resolution with a secret is refused by the hook', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    repo.write('a.js', leak(NEW));
    refused(repo, NEW, 'a.js:1', ['commit', '-a', '--no-edit']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-a', '--no-edit']);
  });

  it('trap 3: git merge --no-commit with a secret added before the commit is refused; what the other side brings passes', () => {
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'new.js': leak(OLD) }, 'side');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-ff', '--no-commit', 'side');
    resolve({ 'b.js': leak(NEW) });
    refused(repo, NEW, 'b.js:1', ['commit', '-m', 'merge']);
    resolve({ 'b.js': HARMLESS });
    passes(repo, ['commit', '-m', 'merge']);
  });

  it('trap 3: git merge --squash makes a commit of our own: the other side’s secret is refused', () => {
    repo.git('checkout', '-q', '-b', 'side');
    repo.commitUnchecked({ 'new.js': leak(OLD) }, 'side');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--squash', 'side');
    refused(repo, OLD, 'new.js:1', ['commit', '-m', 'squashed']);
  });

  it('trap 3: while a conflict is unresolved the command says what it left out, and finds the staged secret beside it', () => {
    conflict({ 'a.js': '// side\n' }, { 'a.js': '// main\n' });
    const before = repo.guard('--staged');
    assert.equal(before.code, 0, before.all);
    assert.match(before.stdout, /skipped 1: 1 × unmerged/);
    repo.write('b.js', leak(NEW));
    repo.git('add', 'b.js');
    const after = repo.guard('--staged');
    assert.equal(after.code, 1, after.all);
    assert.match(after.stdout, /^b\.js:1:[0-9]+ error GitHub/m);
  });
});
