import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { ownPipe, type Take } from '../../src/sources/own-pipe.js';

/** Writes that many numbers, a line each. */
const numbers = (count: number): string =>
  `let at = 0; const go = () => { let text = ''; for (let i = 0; i < 5000 && at < ${count}; i++) text += at++ + '\\n'; if (text !== '') process.stdout.write(text, go); }; go();`;

/** Hands what a program writes to `take`. */
async function read(program: string, take: Take): Promise<void> {
  const pipe = await ownPipe();
  assert.ok(pipe !== undefined);
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', pipe.theirs, 'inherit'] });
  pipe.theirs.destroy();
  const ended = Promise.all([once(child, 'exit'), once(pipe.ours, 'end')]).then(([[code]]) => assert.equal(code, 0));
  try {
    await pipe.each(take, () => {}, ended);
  } finally {
    child.kill();
    pipe.ours.destroy();
  }
}

function hashOf(count: number): string {
  const hash = createHash('sha256');
  for (let at = 0; at < count; at++) hash.update(`${at}\n`);
  return hash.digest('hex');
}

describe('our own pipe', { skip: process.platform === 'win32' }, () => {
  const COUNT = 1_500_000;

  it('hands on every byte once and in order, whatever is used of it at a time', async () => {
    const hash = createHash('sha256');
    let calls = 0;
    await read(numbers(COUNT), (bytes, grows) => {
      const most = [1, 7, 4096, 70_000, 1 << 22][calls++ % 5] ?? 1;
      // Whole lines only, while more may come.
      const whole = bytes.lastIndexOf('\n', most) + 1;
      const used = grows ? whole : Math.min(bytes.length, Math.max(whole, most));
      hash.update(bytes.subarray(0, used));
      return { used, goesOn: true };
    });
    assert.equal(hash.digest('hex'), hashOf(COUNT));
  });

  it('waits for whoever is slow, and holds no more than it has room for', async () => {
    const hash = createHash('sha256');
    let longest = 0;
    await read(numbers(COUNT), (bytes) => {
      longest = Math.max(longest, bytes.length);
      const used = Math.min(bytes.length, 1 << 20);
      hash.update(bytes.subarray(0, used));
      return { used, goesOn: new Promise((resolve) => setTimeout(() => resolve(true), 20)) };
    });
    assert.equal(hash.digest('hex'), hashOf(COUNT));
    assert.ok(longest <= 1 << 21);
  });

  it('ends when no more is wanted', async () => {
    let calls = 0;
    await read(numbers(1e9), ({ length }) => ({ used: length, goesOn: ++calls < 3 }));
    assert.equal(calls, 3);
  });
});
