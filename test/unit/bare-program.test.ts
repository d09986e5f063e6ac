import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startBare } from '../../src/sources/bare-program.js';
import { type Host, spawnCall } from '../../src/sources/node-bindings.js';
import { type Command, type Listener, type Program, startProgram } from '../../src/sources/program.js';

/** This Node as it is without options. */
const HOST: Host = { platform: process.platform, versions: process.versions, execArgv: [], env: {} };

interface Heard {
  out: string;
  err: string;
  code: number | null;
  signal: string | null;
  /** In the order in which they came. */
  ends: string[];
}

type Start = (command: Command, listener: Listener) => Program | undefined;
const WAYS: readonly (readonly [name: string, start: Start])[] = [
  ["Node's own way", (command, listener) => startProgram(command, { stdin: 'ignore' }, listener)],
  ['bare', (command, listener) => startBare(command, listener, HOST)],
];

/** Runs a script to its end, both outputs and the exit told. */
function heard(start: Start, script: string, during: (program: Program, heard: Heard) => void = () => {}): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const all: Heard = { out: '', err: '', code: null, signal: null, ends: [] };
    const over = (what: string): void => {
      all.ends.push(what);
      if (all.ends.length === 3) resolve(all);
    };
    const command = { file: 'sh', args: ['-c', script], cwd: '/', env: { PATH: process.env['PATH'], WORD: 'ä b', NONE: undefined } };
    const program = start(command, {
      out: (chunk) => {
        all.out += chunk.toString('latin1');
        during(running, all);
      },
      outEnd: () => over('out'),
      err: (chunk) => {
        all.err += chunk.toString('latin1');
      },
      errEnd: () => over('err'),
      exit: (code, signal) => {
        all.code = code;
        all.signal = signal;
        over('exit');
      },
      notStarted: reject,
    });
    if (program === undefined) return reject(new Error('not started'));
    const running = program;
  });
}

describe('a program is started without child_process as with it', { skip: spawnCall(HOST) === undefined ? 'this Node is not among the known ones' : false }, () => {
  for (const [name, start] of WAYS) {
    it(`${name}: what it says on both outputs, and its exit code`, async () => {
      const { out, err, code, signal } = await heard(start, 'echo "$WORD ${NONE-none} $PWD"; echo no >&2; exit 3');
      assert.deepEqual([out, err, code, signal], [`${Buffer.from('ä b').toString('latin1')} none /\n`, 'no\n', 3, null]);
    });

    it(`${name}: ten megabytes, all of them and in order`, async () => {
      const { out, code } = await heard(start, 'seq 1 1400000');
      assert.equal(code, 0);
      assert.equal(out, Array.from({ length: 1_400_000 }, (_, at) => `${at + 1}\n`).join(''));
    });

    it(`${name}: a signal`, async () => {
      const { code, signal } = await heard(start, 'echo begun; exec sleep 100', (program) => program.kill());
      assert.deepEqual([code, signal], [null, 'SIGTERM']);
    });

    it(`${name}: a pause holds it up, and loses nothing`, async () => {
      let paused = 0;
      const { out } = await heard(start, 'seq 1 200000', (program, all) => {
        if (paused++ > 3) return;
        program.pause();
        const before = all.out.length;
        setTimeout(() => {
          assert.equal(all.out.length, before);
          program.resume();
        }, 30);
      });
      assert.equal(out.length, Array.from({ length: 200_000 }, (_, at) => `${at + 1}\n`).join('').length);
    });

    it(`${name}: closed, its outputs are at an end though another program holds them`, async () => {
      const { ends } = await heard(start, 'sleep 3 & echo begun', (program) => setTimeout(() => program.close(), 50));
      assert.deepEqual([...ends].sort(), ['err', 'exit', 'out']);
    });
  }

  it('leaves nothing open that was closed, before or after its end', { skip: process.platform === 'linux' ? false : 'there is no /proc' }, async () => {
    const open = (): number => readdirSync('/proc/self/fd').length;
    const handles = (): number => process.getActiveResourcesInfo().length;
    const before = { files: open(), handles: handles() };
    for (let count = 0; count < 20; count++) {
      const programs: Program[] = [];
      await heard(
        (command, listener) => startBare(command, listener, HOST),
        'echo a; sleep .01',
        (program) => {
          if (count % 2 === 0) program.close();
          programs.push(program);
        },
      );
      for (const program of programs) program.close();
    }
    await wait(20);
    // Fewer are open where what the tests before this one ran has ended meanwhile.
    assert.ok(open() <= before.files && handles() <= before.handles, `${open()} files, ${handles()} handles; before: ${JSON.stringify(before)}`);
  });

  it('leaves what cannot be started to the other way, which says why', () => {
    const never = (): never => assert.fail('nothing runs');
    const listener: Listener = { out: never, outEnd: never, err: never, errEnd: never, exit: never, notStarted: never };
    assert.equal(startBare({ file: 'no-such-program', args: [], cwd: '/', env: { PATH: '/nowhere' } }, listener, HOST), undefined);
    assert.equal(startBare({ file: 'sh', args: [], cwd: '/no/such/folder', env: { PATH: process.env['PATH'] } }, listener, HOST), undefined);
  });
});

describe('Node is asked for its insides only where they are known', () => {
  const host = (version: string, more: Partial<Host> = {}): Host => ({ platform: 'linux', versions: { ...process.versions, node: version }, execArgv: [], env: {}, ...more });
  const known = (one: Host): boolean => spawnCall(one) !== undefined;

  it('in versions that were tried', () => {
    for (const version of ['20.19.0', '22.12.0', '24.0.0', '24.18.1', '24.19.0', '26.3.1', '26.4.0']) assert.ok(known(host(version)), version);
  });

  it('not in later ones, nor in lines that were not', () => {
    for (const version of ['18.20.0', '21.7.0', '22.99.0', '24.99.0', '26.99.0', '28.0.0']) assert.ok(!known(host(version)), version);
  });

  it('not on Windows, nor where options of Node may change what they do or complain of it', () => {
    const odd: readonly Partial<Host>[] = [
      { platform: 'win32' },
      { execArgv: ['--permission'] },
      { env: { NODE_OPTIONS: '--pending-deprecation' } },
      { env: { NODE_PENDING_DEPRECATION: '1' } },
      { versions: { ...process.versions, node: '20.20.0', bun: '1.3.0' } },
    ];
    for (const more of odd) assert.ok(!known(host('20.20.0', more)), JSON.stringify(more));
  });

  it('how spawn takes its options changed within lines of versions', () => {
    const options = { file: 'a', args: ['a'], cwd: '/', envPairs: [], stdio: [] as never };
    for (const version of ['20.20.0', '24.18.0', '26.3.0']) assert.equal(spawnCall(host(version))?.(options).length, 1);
    for (const version of ['24.19.0', '26.4.0']) assert.equal(spawnCall(host(version))?.(options)[0], 'a');
  });
});
