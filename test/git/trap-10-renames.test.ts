import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const OLD = githubToken('rename-old');
const NEW = githubToken('rename-new');

describe('renames and copies', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  const staged = (): string[] => {
    repo.git('add', '-A');
    return places(jsonReport(repo.guard('--staged', '--format', 'json')));
  };
  const committed = (code: number): string => {
    const ran = repo.tryGit('commit', '-m', 'change');
    assert.equal(ran.code, code, ran.all);
    return ran.all;
  };

  it('an old secret that only moves is a warning, which says so and refuses nothing', () => {
    repo.commitUnchecked({ 'old.js': text({ 4: OLD }) });
    repo.git('mv', 'old.js', 'new.js');
    assert.deepEqual(staged(), ['new.js:4 warning']);
    assert.match(committed(0), /new\.js:4:6 warning GitHub token \(.*moved here with a renamed file/);
  });

  it('a secret added while renaming is refused, the old one is a warning', () => {
    repo.commitUnchecked({ 'old.js': text({ 4: OLD }) });
    repo.git('mv', 'old.js', 'new.js');
    repo.write('new.js', text({ 4: OLD, 9: NEW }));
    assert.deepEqual(staged(), ['new.js:4 warning', 'new.js:9 error']);
    assert.match(committed(1), /new\.js:9:6 error/);
  });

  it('a secret changed while renaming is refused', () => {
    repo.commitUnchecked({ 'old.js': text({ 4: OLD }) });
    repo.git('mv', 'old.js', 'new.js');
    repo.write('new.js', text({ 4: NEW }));
    assert.deepEqual(staged(), ['new.js:4 error']);
    committed(1);
  });

  it('a file rewritten so far that it is no rename any more is new', () => {
    repo.commitUnchecked({ 'old.js': text({ 4: OLD }) });
    repo.git('mv', 'old.js', 'new.js');
    repo.write('new.js', `${'another line\n'.repeat(40)}key('${OLD}')\n`);
    assert.deepEqual(staged(), ['new.js:41 error']);
    committed(1);
  });

  it('a renamed folder moves each of its files', () => {
    repo.commitUnchecked({ 'one/a.js': text({ 2: OLD }), 'one/b.js': `${text({})}// b\n` });
    repo.git('mv', 'one', 'two');
    repo.write('two/b.js', `${text({ 5: NEW })}// b\n`);
    assert.deepEqual(staged(), ['two/a.js:2 warning', 'two/b.js:5 error']);
    committed(1);
  });

  it('two files that change places hold what the other held', () => {
    repo.commitUnchecked({ 'a.js': text({ 2: OLD }), 'b.js': 'short\n' });
    repo.git('mv', 'a.js', 'c.js');
    repo.git('mv', 'b.js', 'a.js');
    repo.git('mv', 'c.js', 'b.js');
    assert.deepEqual(staged(), ['b.js:2 error']);
    committed(1);
  });

  it('more renames than git cares to pair are taken for new files, never left out', () => {
    const names = Array.from({ length: 1100 }, (_, index) => `old/${index}.js`);
    repo.commitUnchecked(Object.fromEntries(names.map((name, index) => [name, `${text({})}// ${index} of many\n`])));
    repo.git('mv', 'old', 'new');
    for (const name of names) repo.write(name.replace('old', 'new'), `${text({})}// ${name} was renamed\n`);
    repo.write('new/7.js', `${text({ 3: NEW })}// 7\n`);
    assert.deepEqual(staged(), ['new/7.js:3 error']);
    assert.match(committed(1), /scanned 1100 files/);
  });

  for (const edited of [false, true]) {
    it(`a ${edited ? 'changed' : 'plain'} copy of a file with an old secret is new content`, () => {
      repo.commitUnchecked({ 'old.js': text({ 4: OLD }) });
      repo.write('copy.js', edited ? text({ 4: OLD, 7: '' }) : text({ 4: OLD }));
      assert.deepEqual(staged(), ['copy.js:4 error']);
      assert.match(committed(1), /copy\.js:4:6 error/);
    });
  }

  it('a copy is new content also when its source changes or moves in the same commit', () => {
    repo.commitUnchecked({ 'old.js': text({ 4: OLD }), 'moved.js': text({ 4: OLD, 8: '' }) });
    repo.write('old.js', `${text({ 4: OLD })}// more\n`);
    repo.write('copy.js', text({ 4: OLD }));
    assert.deepEqual(staged(), ['copy.js:4 error']);
    committed(1);
  });

  it('mode-only changes scan nothing anew and pass', () => {
    repo.commitUnchecked({ 'run.sh': text({ 4: OLD }) });
    repo.git('update-index', '--chmod=+x', 'run.sh');
    const report = jsonReport(repo.guard('--staged', '--format', 'json'));
    assert.deepEqual(places(report), []);
    assert.equal(report.stats.addedLines, 0);
    assert.match(committed(0), /no findings; scanned 1 file, 0 added lines/);
  });

  it('a mode change with an edit is judged by the edit', () => {
    repo.commitUnchecked({ 'run.sh': text({ 4: OLD }) });
    repo.write('run.sh', text({ 4: OLD, 6: NEW }));
    repo.git('add', '-A');
    repo.git('update-index', '--chmod=+x', 'run.sh');
    assert.match(committed(1), /run\.sh:6:6 error/);
  });

  it('deletions pass, whatever was in the file', () => {
    repo.commitUnchecked({ 'gone.js': text({ 4: OLD }), 'kept.js': text({}) });
    repo.git('rm', '-q', 'gone.js');
    assert.match(committed(0), /no findings; scanned 0 files, 0 added lines/);
    repo.commitUnchecked({ 'part.js': text({ 4: OLD }) });
    repo.write('part.js', text({}));
    assert.deepEqual(staged(), []);
    committed(0);
  });
});

/** Twelve lines, some of them with a secret. */
function text(secrets: Readonly<Record<number, string>>): string {
  const line = (number: number): string => (secrets[number] === undefined ? `call(${number * 7});` : `key('${secrets[number]}');`);
  return Array.from({ length: 12 }, (_, index) => `${line(index + 1)}\n`).join('');
}
