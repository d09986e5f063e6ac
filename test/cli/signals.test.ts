import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { FORMATS } from '../../src/report/formats.js';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { assertNoStack } from '../support/wrong-use.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Does the process listen to the signal by now? A busy machine takes long to start it. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (SigCgt) */
function catches(pid: number, signal: NodeJS.Signals): boolean {
  if (process.platform !== 'linux') return true;
  const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
}

describe('a scan that is interrupted', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('a.txt', `${githubToken('signals')}\n`);
    repo.git('add', 'a.txt');
    mkdirSync(join(repo.home, 'tmp'));
  });
  afterEach(() => repo.remove());

  const files = (): string[] => readdirSync(dirname(repo.root), { recursive: true }).map(String).sort();

  /** Starts the program, sends the signal once `ready`, and waits for the end. */
  const interrupted = async (args: readonly string[], signal: NodeJS.Signals, env: NodeJS.ProcessEnv, ready: (pid: number) => boolean): Promise<Ran> => {
    const child = spawn(process.execPath, [installedBin(), ...args], { cwd: repo.root, env: { ...repo.env, TMPDIR: join(repo.home, 'tmp'), ...env } });
    const ran = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      ran.stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      ran.stderr += String(chunk);
    });
    const end = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.on('close', (code, by) => resolve([code, by])));
    for (let tries = 0; !ready(child.pid ?? 0) && tries < 500; tries++) await wait(20);
    await wait(200);
    child.kill(signal);
    const [code, by] = await Promise.race([end, wait(10_000, [null, null] as const)]);
    child.kill('SIGKILL');
    return { code, signal: by, ...ran, all: `${ran.stdout}\n${ran.stderr}` };
  };
  const wellEnded = (ran: Ran, signal: NodeJS.Signals): void => {
    assert.deepEqual([ran.code, ran.signal], [null, signal], ran.all);
    assert.equal(ran.stderr, 'precommit-guard: interrupted; the scan was not finished and nothing was decided.\n');
    assert.equal(ran.stdout, '');
    assertNoStack(ran);
  };

  for (const signal of SIGNALS) {
    it(`by ${signal} while it waits for standard input says so and leaves nothing`, async () => {
      const before = files();
      wellEnded(await interrupted(['-', '--format', 'json'], signal, {}, (pid) => catches(pid, signal)), signal);
      assert.deepEqual(files(), before);
    });

    it(`by ${signal} while git works ends git too`, async () => {
      const note = join(repo.home, 'pid');
      writeFileSync(join(repo.home, 'git'), `#!/bin/sh\necho $$ > '${note}'\nexec sleep 60\n`);
      chmodSync(join(repo.home, 'git'), 0o755);
      const before = files();
      const ran = await interrupted(['--staged'], signal, { PATH: `${repo.home}:${repo.env['PATH']}` }, () => existsSync(note) && readFileSync(note, 'utf8') !== '');
      wellEnded(ran, signal);
      await wait(100);
      // Gone, or dead and not yet buried by whoever inherited it.
      assert.match(repo.run('ps', ['-o', 'stat=', '-p', readFileSync(note, 'utf8').trim()]).stdout, /^(?:Z.*)?\s*$/);
      assert.deepEqual(
        files().filter((name) => name !== 'home/pid'),
        before,
      );
    });

    it(`by ${signal} in the hook refuses the commit and leaves no lock`, async () => {
      const note = join(repo.home, 'pid');
      const real = repo.run('sh', ['-c', 'command -v git']).stdout.trim();
      writeFileSync(join(repo.home, 'git'), `#!/bin/sh\necho $PPID > '${note}'\nexec sleep 60\n`);
      chmodSync(join(repo.home, 'git'), 0o755);
      // git puts its own folder in front of the PATH of hooks, so a slow one can only come in here.
      renameSync(repo.path('.git/hooks/pre-commit'), repo.path('.git/hooks/guard'));
      repo.write('.git/hooks/pre-commit', `#!/bin/sh\nPATH="${repo.home}:$PATH" exec .git/hooks/guard\n`);
      chmodSync(repo.path('.git/hooks/pre-commit'), 0o755);
      const commit = spawn(real, ['commit', '-m', 'slow'], { cwd: repo.root, env: repo.env });
      let words = '';
      commit.stderr.on('data', (chunk) => {
        words += String(chunk);
      });
      const end = new Promise<number | null>((resolve) => commit.on('close', (code) => resolve(code)));
      for (let tries = 0; !existsSync(note) && tries < 500; tries++) await wait(20);
      await wait(200);
      process.kill(Number(readFileSync(note, 'utf8')), signal);
      assert.equal(await Promise.race([end, wait(10_000, 'no end')]), 1, words);
      assert.match(words, /^precommit-guard: interrupted; the scan was not finished and nothing was decided\.\n/m);
      assert.equal(repo.commits(), 0);
      assert.deepEqual(
        readdirSync(repo.path('.git')).filter((name) => name.endsWith('.lock')),
        [],
      );
    });
  }
});

describe('a reader that goes away', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.write('many.txt', Array.from({ length: 3000 }, (_, index) => `${githubToken(`pipe/${index % 7}`)} ${index}\n`).join(''));
    repo.write('clean.txt', 'nothing\n'.repeat(10));
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  /** What the program says on standard error, and its exit code behind it. */
  const piped = (command: string): Ran => repo.run('bash', ['-c', `node_modules/.bin/precommit-guard ${command}; echo "codes \${PIPESTATUS[0]}" >&2`]);

  for (const format of ['pretty', ...FORMATS.map(({ name }) => name)]) {
    it(`ends the printing of ${format} quietly; the exit code is the scan’s`, () => {
      for (const reader of ['head -c 1', 'true', 'head -n 1']) {
        const ran = piped(`--staged --format ${format} | ${reader}`);
        assert.equal(ran.stderr, 'codes 1\n');
        assert.ok(ran.stdout.length < 2000);
      }
      assert.equal(piped(`clean.txt --format ${format} | true`).stderr, 'codes 0\n');
      assert.match(piped(`missing.txt many.txt --format ${format} | head -c 1`).stderr, /does not exist.*codes 2\n/s);
    });
  }

  it('of standard error does not change the exit code either', () => {
    const ran = repo.run('bash', ['-c', 'node_modules/.bin/precommit-guard missing.txt clean.txt 2> >(true) >/dev/null; echo "code $?"']);
    assert.equal(ran.stdout, 'code 2\n');
  });

  it('sees everything when it reads to the end', () => {
    const ran = piped('--staged --format jsonl | cat');
    assert.equal(ran.stderr, 'codes 1\n');
    const lines = ran.stdout.trimEnd().split('\n');
    assert.match(lines.at(-1) ?? '', /^\{"type":"summary"/);
    assert.ok(lines.length > 100);
  });
});
