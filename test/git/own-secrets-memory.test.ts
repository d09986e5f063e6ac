import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';

const OWN_SECRETS = new URL('../../src/app/own-secrets.js', import.meta.url).href;
const OWN_FILES = new URL('../../src/sources/own-files.js', import.meta.url).href;

/** Reads the files as the hook does, looks at a text, says so, and goes on when it is told to: once more when all is cleared. */
const PROGRAM = `
const { OwnSecrets } = await import(${JSON.stringify(OWN_SECRETS)});
const { ownFiles } = await import(${JSON.stringify(OWN_FILES)});
const context = { cwd: process.cwd(), env: {} };
const own = new OwnSecrets(ownFiles(context.cwd, undefined), context, undefined);
const text = Buffer.from('const a = "nothing of it";\\n'.repeat(1000));
if (own.judge({ path: 'a.js', bytes: text }, { findings: [] }) !== undefined) process.exit(3);
process.stdout.write('looked\\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
own.close();
process.stdout.write('closed\\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
process.exit(0);
`;

/** Does the memory of a process hold these bytes? https://man7.org/linux/man-pages/man5/proc_pid_mem.5.html */
function memoryHolds(pid: number, bytes: Buffer): boolean {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
      const [, from = '', to = '', rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
      if (!rights.startsWith('rw')) continue;
      const size = Number.parseInt(to, 16) - Number.parseInt(from, 16);
      const chunk = Buffer.alloc(Math.min(size, 8 << 20));
      for (let at = 0; at < size; at += chunk.length - bytes.length) {
        let read: number;
        try {
          read = readSync(memory, chunk, 0, Math.min(chunk.length, size - at), BigInt(`0x${from}`) + BigInt(at));
        } catch {
          break; // A part that is not there.
        }
        if (chunk.subarray(0, read).includes(bytes)) return true;
        if (read < chunk.length) break;
      }
    }
    return false;
  } finally {
    closeSync(memory);
  }
}

describe("the developer's own credentials in memory", () => {
  it('are there while texts are compared, and nowhere any more when that is done', { skip: process.platform !== 'linux' ? '/proc is of Linux' : false }, async () => {
    const repo = new TempRepo({ hook: false });
    const value = `${randomBytes(12).toString('base64url')}aZ9`;
    try {
      repo.write('.env', `SHOP_DB_PASSWORD=${value}\n`);
      const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
        cwd: repo.root,
        env: { PATH: process.env['PATH'], HOME: repo.home },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const said = async (): Promise<string> => await new Promise((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())));
      const { pid } = child;
      assert.ok(pid !== undefined);
      assert.equal(await said(), 'looked');
      assert.ok(memoryHolds(pid, Buffer.from(value)), 'the memory can be read');
      child.stdin.write('go\n');
      assert.equal(await said(), 'closed');
      for (const [how, bytes] of Object.entries({
        plain: Buffer.from(value),
        hexadecimal: Buffer.from(Buffer.from(value).toString('hex')),
        base64: Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)),
      }))
        assert.ok(!memoryHolds(pid, bytes), how);
      child.stdin.write('go\n');
    } finally {
      repo.remove();
    }
  });
});
