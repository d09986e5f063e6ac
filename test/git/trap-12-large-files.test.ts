import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const MB = 1_000_000;
const TOKEN = githubToken('large');

describe('large files', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo({ config: [['core.compression', '0']] });
    repo.commitUnchecked({});
  });
  after(() => repo.remove());

  /** Runs a commit and tells the memory of the scan at its highest, in MB. */
  const commit = (): { code: number | null; all: string; memory: number } => {
    const note = join(repo.home, 'memory');
    const watch = join(repo.home, 'watch.cjs');
    const code = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(note)}, String(process.resourceUsage().maxRSS)));\n`;
    writeFileSync(watch, code);
    const ran = repo.run('git', ['commit', '-m', 'large'], { env: { NODE_OPTIONS: `--require ${watch}` } });
    return { ...ran, memory: (Number(readFileSync(note, 'utf8')) * 1024) / MB };
  };

  it('300 MB with a secret near the end are refused, in a bounded amount of memory', () => {
    const line = `${'some log line with words, numbers 12345 and key=value pairs; '.repeat(2)}\n`;
    const block = line.repeat(8000);
    const file = openSync(repo.path('large.log'), 'w');
    const blocks = Math.ceil((300 * MB) / block.length);
    for (let written = 0; written < blocks; written++) writeSync(file, block);
    writeSync(file, `token ${TOKEN}\n${block}`);
    closeSync(file);
    repo.git('add', '-A');
    const { code, all, memory } = commit();
    assert.equal(code, 1, all);
    assert.ok(all.includes(`large.log:${blocks * 8000 + 1}:7 error`), all);
    assert.match(all, /1 error; scanned 1 file, [0-9]+ added lines, 30[0-9]\.[0-9] MB/);
    assert.ok(memory < 1500, `${memory} MB`);
  });

  it('a line of it that is changed later is still found', () => {
    repo.git('commit', '-q', '--no-verify', '-m', 'large');
    const old = readFileSync(repo.path('large.log'));
    const at = old.length - 200_000;
    writeFileSync(repo.path('large.log'), Buffer.concat([old.subarray(0, at), Buffer.from(`\n${TOKEN}\n`), old.subarray(at)]));
    repo.git('add', '-A');
    const { code, all } = commit();
    assert.equal(code, 1, all);
    assert.match(all, /large\.log:[0-9]+:1 error/);
    assert.match(all, /1 error[;\n]/);
  });

  it('one line of 20 MB with a secret in the middle is refused and shown as a short, masked piece', () => {
    const piece = 'function a(b,c){return b?c+1:{d:"e",f:[1,2,3],g:/x{2}/}};a.h="i j k";var l=m["n"]||o(p,q);';
    const half = piece.repeat(Math.ceil((10 * MB) / piece.length));
    repo.write('large.log', '');
    repo.write('bundle.min.js', `${half}r="${TOKEN}";${half}`);
    repo.git('add', '-A');
    const ran = repo.tryGit('commit', '-m', 'minified');
    assert.equal(ran.code, 1, ran.all);
    assert.ok(ran.all.includes(`bundle.min.js:1:${half.length + 4} error`), ran.all.slice(0, 2000));
    assert.ok(ran.all.length < 3000);
    const [finding, ...more] = jsonReport(repo.guard('--staged', '--format', 'json')).findings;
    assert.deepEqual(more, []);
    assert.deepEqual([finding?.line, finding?.column, finding?.endLine, finding?.endColumn], [1, half.length + 4, 1, half.length + 4 + TOKEN.length]);
    assert.ok((finding?.preview.length ?? 999) <= 200, finding?.preview);
    assert.match(finding?.preview ?? '', /r="ghp_\*+"/);
  });
});
