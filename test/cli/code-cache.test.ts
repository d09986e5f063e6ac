import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

/** The files of the program that a hook runs, and the one from which it learns what else to compile. */
const PROGRAM = ['judge.cjs', 'main.cjs', 'own.cjs', 'rest.cjs', 'scan.cjs'];

describe('compiled code that is kept between runs', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('a.txt', `${githubToken('code cache')}\n`);
    repo.git('add', 'a.txt');
  });
  afterEach(() => repo.remove());

  const folder = (): string => join(repo.home, '.cache/precommit-guard/code');
  const kept = (): string[] => readdirSync(folder()).sort();
  const scan = (args: readonly string[] = ['--staged'], env: NodeJS.ProcessEnv = {}): Ran => repo.run(process.execPath, [installedBin(), ...args], { env });
  /** All but the time it took. */
  const said = ({ code, stdout, stderr }: Ran): unknown => ({ code, stdout: stdout.replace(/in (?:\d+ ms|[\d.]+ s)/, ''), stderr });
  const written = (): number[] => kept().map((name) => statSync(join(folder(), name)).mtimeMs);

  it('lies in a folder of the user alone, and nowhere else', () => {
    assert.equal(scan().code, 1);
    assert.deepEqual(readdirSync(repo.home).sort(), ['.cache', '.gitconfig']);
    assert.equal(statSync(folder()).mode & 0o777, 0o700);
    for (const name of kept()) assert.equal(statSync(join(folder(), name)).mode & 0o777, 0o600, name);
    assert.equal(repo.git('status', '--porcelain'), 'A  a.txt\n?? .gitignore\n');
  });

  it('is not kept where no folder can be made, and nobody waits for it', () => {
    symlinkSync(repo.path('nowhere/none'), repo.path('link'));
    for (const cache of [repo.path('link/cache'), '/proc/none', repo.path('a.txt/cache')]) assert.equal(scan(['--staged'], { XDG_CACHE_HOME: cache }).code, 1, cache);
  });

  it('changes nothing that is said', () => {
    const first = scan();
    const times = written();
    assert.deepEqual(said(scan()), said(first));
    assert.deepEqual(written(), times, 'written once');
  });

  it('is made anew when it is damaged', () => {
    const first = scan();
    for (const damage of [() => Buffer.alloc(0), (whole: Buffer) => whole.subarray(0, whole.length / 3), () => Buffer.from('garbage'), (whole: Buffer) => whole.fill(0, 40, 400)]) {
      const before = kept().map((name) => readFileSync(join(folder(), name)));
      for (const [at, name] of kept().entries()) writeFileSync(join(folder(), name), damage(Buffer.from(before[at] ?? '')));
      assert.deepEqual(said(scan()), said(first), String(damage));
      for (const name of kept()) assert.ok(statSync(join(folder(), name)).size > 5000, `${damage}: ${name}`);
    }
  });

  it('is not missed where it cannot be written', () => {
    const first = scan();
    writeFileSync(join(repo.home, 'file'), '');
    for (const place of ['file', 'missing/x']) {
      if (place !== 'file') {
        mkdirSync(join(repo.home, 'missing'));
        chmodSync(join(repo.home, 'missing'), 0o500);
      }
      assert.deepEqual(said(scan(['--staged'], { XDG_CACHE_HOME: join(repo.home, place) })), said(first), place);
    }
  });

  it('is not made where the user wants none, has no home, or runs Node with options', () => {
    for (const env of [{ NODE_DISABLE_COMPILE_CACHE: '1' }, { HOME: '' }, { NODE_OPTIONS: '--no-warnings' }, { XDG_CACHE_HOME: 'relative' }]) {
      assert.equal(scan(['--staged'], env).code, 1);
      assert.ok(!readdirSync(repo.home).includes('.cache'), JSON.stringify(env));
    }
    assert.equal(scan(['a.txt']).code, 1, 'a scan that is no hook');
    assert.ok(!readdirSync(repo.home).includes('.cache'));
  });

  it('is kept by a history that is told again, and not by one that is read with other flags of V8', () => {
    repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'first');
    const first = scan(['history']);
    assert.equal(first.code, 1);
    assert.deepEqual(readdirSync(dirname(folder())), ['history']);
    assert.deepEqual(said(scan(['history'])), said(first));
    const times = written();
    assert.ok(kept().some((name) => name.startsWith('rest.cjs')));
    assert.deepEqual(said(scan(['history'])), said(first));
    scan();
    assert.deepEqual(written(), times, 'V8 takes it, and a hook too');
  });

  it('of other programs does not pile up, and leaves what else lies beside it alone', () => {
    mkdirSync(folder(), { recursive: true });
    const remembered = join(repo.home, '.cache/precommit-guard/history/remembered.json');
    mkdirSync(dirname(remembered));
    writeFileSync(remembered, '{}');
    for (let other = 0; other < 40; other++) writeFileSync(join(folder(), `main.cjs-${other}`), '');
    scan();
    assert.deepEqual(
      kept().map((name) => name.slice(0, name.indexOf('-'))),
      PROGRAM,
    );
    assert.equal(readFileSync(remembered, 'utf8'), '{}');
    const times = written();
    scan();
    assert.deepEqual(written(), times, 'and is not written again');
  });
});
