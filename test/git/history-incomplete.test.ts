import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { jsonReport } from '../support/json-report.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('history-incomplete');

describe('a history that is not all there', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ 'lost.js': '// to be lost\n', 'a.js': leak(SECRET) }, 'one');
    repo.commitUnchecked({ 'lost.js': HARMLESS, 'b.js': `// ${Array.from({ length: 2000 }, (_, at) => at * at).join(' ')}\n`, 'c.js': leak(githubToken('behind')) }, 'two');
  });
  afterEach(() => repo.remove());

  const cloned = (...options: string[]): string => {
    const root = join(repo.home, 'clone');
    repo.git('config', 'uploadpack.allowFilter', 'true');
    repo.git('clone', '-q', '--no-checkout', ...options, `file://${repo.root}`, root);
    return root;
  };
  const guard = (cwd: string, ...args: string[]): Ran => repo.run(process.execPath, [installedBin(), 'history', '--format', 'json', ...args], { cwd });
  const objectFile = (id: string, cwd = repo.root): string => join(cwd, '.git/objects', id.slice(0, 2), id.slice(2));

  it('because the clone is shallow, is exit 2 and says where it ends', () => {
    const ran = guard(cloned('--depth=1'));
    assert.equal(ran.code, 2);
    const { complete, errors, findings } = jsonReport(ran);
    assert.equal(complete, false);
    assert.match(errors?.[0]?.message ?? '', /shallow clone: what lies before its oldest commit/);
    assert.equal(findings.length, 2);
  });

  it('because the clone is partial, is exit 2, names what is missing and fetches nothing', () => {
    const root = cloned('--filter=blob:none');
    const missing = (): string => repo.git('-C', root, 'rev-list', '--objects', '--all', '--missing=print');
    const before = missing();
    const ran = guard(root);
    assert.equal(ran.code, 2);
    const { errors } = jsonReport(ran);
    assert.ok(
      errors?.some(({ message }) => /^a\.js: The object [0-9a-f]{12} is not in this repository/.test(message)),
      ran.all,
    );
    assert.equal(missing(), before);
    assert.equal(guard(root, '--allow-incomplete').code, 0);
  });

  it('because objects are missing or damaged, is exit 2, names each, and finds what is in the others', () => {
    const id = (name: string): string => repo.git('rev-parse', name).trim();
    const damaged = id('HEAD:b.js');
    const missing = id('HEAD~1:lost.js');
    chmodSync(objectFile(damaged), 0o644);
    writeFileSync(objectFile(damaged), readFileSync(objectFile(damaged)).subarray(0, 2000));
    rmSync(objectFile(missing), { force: true });
    const ran = guard(repo.root);
    assert.equal(ran.code, 2);
    const { errors, findings } = jsonReport(ran);
    const said = (errors ?? []).map(({ message }) => message).join('\n');
    assert.match(said, new RegExp(`lost\\.js: The object ${missing.slice(0, 12)} is not in this repository`));
    assert.match(said, new RegExp(`b\\.js: The object ${damaged.slice(0, 12)} cannot be read`));
    assert.deepEqual(findings.map(({ path }) => path).sort(), ['a.js', 'c.js']);
    assert.ok(!ran.all.includes(SECRET));
  });

  it('because a commit is missing, is exit 2', () => {
    rmSync(objectFile(repo.git('rev-parse', 'HEAD~1').trim()));
    const ran = guard(repo.root);
    assert.equal(ran.code, 2, ran.all);
    assert.equal(jsonReport(ran).complete, false);
  });

  it('outside a repository, or of a name that git does not know, is exit 2 with a reason', () => {
    const outside = guard(repo.home);
    assert.equal(outside.code, 2);
    assert.match(outside.stderr, /not inside a git repository/);
    for (const args of [['nope..HEAD'], ['--max-commits', '0'], ['--all', 'HEAD']]) assert.equal(guard(repo.root, ...args).code, 2, args.join(' '));
  });
});

describe('a part of a history', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
    for (const name of ['one', 'two', 'three']) repo.commitUnchecked({ [`${name}/file.js`]: leak(githubToken(`part-${name}`)) }, name);
  });
  afterEach(() => repo.remove());

  const found = (...args: string[]): string[] => jsonReport(repo.guard('history', '--format', 'json', ...args)).findings.map(({ path }) => path.split('/')[0] ?? '');

  it('is a range, a branch, a number of commits, a time or a path', () => {
    assert.deepEqual(found('HEAD~1..HEAD'), ['three']);
    assert.deepEqual(found('HEAD~1').sort(), ['one', 'two']);
    assert.deepEqual(found('--max-commits', '1'), ['three']);
    assert.deepEqual(found('--since', '2001-01-01').sort(), ['one', 'three', 'two']);
    assert.deepEqual(found('--since', '2099-01-01'), []);
    assert.deepEqual(found('two'), ['two']);
    assert.deepEqual(found('HEAD~1..HEAD', 'two'), []);
  });
});
