import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedRepo } from '../support/guarded-repo.js';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const FILE = '.precommit-guard-baseline';
const line = (name: string): string => `const token = '${githubToken(name)}';\n`;

describe('a baseline', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    repo.write('old.js', line('old'));
    repo.write('gone.js', line('gone'));
    commit('before the guard');
    repo.git('rm', '-q', 'gone.js');
    commit('one is gone');
  });
  afterEach(() => repo.remove());

  const commit = (message: string): void => {
    repo.git('add', '--all');
    repo.git('commit', '-q', '--allow-empty', '-m', message);
  };
  const made = (...more: string[]): string[] => {
    const ran = repo.guard('baseline', 'create', ...more);
    assert.equal(ran.code, 0, ran.all);
    return entries();
  };
  const entries = (): string[] =>
    readFileSync(repo.path(FILE), 'utf8')
      .split('\n')
      .filter((entry) => entry !== '' && !entry.startsWith('#'));
  const paths = (...args: string[]): (string | null)[] => jsonReport(repo.guard(...args, '--format', 'json')).findings.map(({ path }) => path);

  it('must be there when it is named, even where nothing is found', () => {
    repo.write('clean.js', 'let a = 1;\n');
    for (const path of ['clean.js', 'old.js']) {
      const ran = repo.guard(path, '--baseline', 'none.txt');
      assert.equal(ran.code, 2, ran.all);
      assert.match(ran.all, /There is no baseline none\.txt/);
    }
  });

  it('lets pass what was there, at every door, wherever its line goes', () => {
    made();
    repo.write('moved.js', `// lines before\n\n  ${line('old')}`);
    repo.git('rm', '-q', '--cached', 'old.js');
    repo.git('add', 'moved.js');
    assert.deepEqual(paths('--staged', '--all-lines'), []);
    assert.deepEqual(paths('.'), []);
    commit('moved');
    assert.deepEqual(paths('--range', 'HEAD~1..HEAD', '--all-lines'), []);
    assert.deepEqual(paths('history'), ['gone.js']);
    assert.equal(repo.guard('.').code, 0);
    assert.deepEqual(paths('.', '--no-config').sort(), ['moved.js', 'old.js']);
  });

  it('does not let pass another secret on the same line, nor what is new', () => {
    made();
    repo.write('old.js', line('another'));
    repo.write('new.js', line('new'));
    assert.deepEqual(paths('.').sort(), ['new.js', 'old.js']);
    repo.git('add', '--all');
    assert.deepEqual(paths('--staged').sort(), ['new.js', 'old.js']);
    assert.equal(repo.guard('--staged').code, 1);
  });

  it('of the history too lets pass what only the history has', () => {
    assert.equal(made('history').length, 2);
    assert.deepEqual(paths('history'), []);
    assert.equal(repo.guard('history').code, 0);
  });

  it('loses what is gone when it is pruned, and nothing else', () => {
    repo.write('other.js', line('other'));
    const [...before] = made('history');
    repo.write('old.js', 'mended();\n');
    repo.write('new.js', line('new'));
    assert.equal(repo.guard('baseline', 'prune').code, 0);
    const after = entries();
    assert.equal(after.length, before.length - 1);
    assert.ok(after.every((entry) => before.includes(entry)));
    assert.deepEqual(paths('.'), ['new.js']);
  });

  it('holds short sorted lines and no secret, and the lines of two branches together', () => {
    repo.write('.gitattributes', `${FILE} merge=union\n`);
    for (let at = 0; at < 8; at++) repo.write(`many/${at}.js`, line(`many ${at}`));
    made();
    commit('a baseline');
    for (const branch of ['left', 'right']) {
      repo.git('checkout', '-q', '-b', branch, 'main');
      for (let at = 0; at < 4; at++) repo.write(`${branch}/${at}.js`, line(`${branch} ${at}`));
      made();
      commit(branch);
    }
    repo.git('merge', '-q', '-m', 'both', 'left');
    const all = entries();
    assert.equal(all.length, 1 + 8 + 4 + 4);
    assert.deepEqual(paths('.'), []);
    assert.ok(all.every((entry) => entry.length < 100));
    assert.deepEqual(made(), [...all].sort());
    assert.ok(!readFileSync(repo.path(FILE), 'latin1').includes(githubToken('old').slice(8)));
  });

  it('counts for a push', () => {
    const guarded = new GuardedRepo();
    try {
      guarded.write('old.js', line('old'));
      assert.equal(guarded.guard('baseline', 'create').code, 0);
      guarded.pushPasses(['push', 'origin', `${guarded.unseen({ 'old.js': line('old') })}:refs/heads/one`]);
      guarded.pushRefused(githubToken('new'), 'new.js:1:', ['push', 'origin', `${guarded.unseen({ 'new.js': line('new') })}:refs/heads/two`]);
    } finally {
      guarded.remove();
    }
  });

  it('that cannot be understood, or is named and not there, is exit 2', () => {
    made();
    repo.write(FILE, `${entries().join('\n')}\n<<<<<<< HEAD\n`);
    repo.write('new.js', line('new'));
    assert.match(repo.guard('.').stderr, /The baseline cannot be understood, line 2/);
    assert.equal(repo.guard('.').code, 2);
    assert.equal(repo.guard('.', '--baseline', 'none').code, 2);
    assert.equal(repo.guard('baseline', 'remove').code, 2);
  });
});
