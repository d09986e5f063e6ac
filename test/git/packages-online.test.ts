import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';

/** A registry of npm's kind on this machine; it writes down what it is asked, to its output. */
const REGISTRY = `
const day = 86400000;
const packages = { 'old-odd-thing': { time: { created: new Date(Date.now() - 900 * day).toISOString() } }, 'new-odd-thing': { time: { created: new Date(Date.now() - 3 * day).toISOString() } },
  'left-odd-thing': { time: { created: new Date(Date.now() - 900 * day).toISOString() }, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': { deprecated: 'gone' } } } };
require('node:http').createServer((request, response) => {
  const found = packages[decodeURIComponent(request.url.slice(1))];
  response.statusCode = found ? 200 : 404;
  response.end(JSON.stringify(found ?? {}));
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

describe('--online', () => {
  let repo: TempRepo;
  let server: ChildProcess;
  before(async () => {
    server = spawn(process.execPath, ['-e', REGISTRY], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise<string>((resolve) => server.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())));
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ 'package.json': '{"name": "shop"}\n', '.npmrc': `registry=http://127.0.0.1:${port}/\n` });
  });
  after(() => {
    server.kill();
    repo.remove();
  });

  it('asks the registry of the project: does it exist, how old is it, is it deprecated', () => {
    repo.write('package.json', '{"name": "shop", "dependencies": {\n"old-odd-thing": "1",\n"new-odd-thing": "1",\n"left-odd-thing": "1",\n"made-up-odd-thing": "1"\n}}\n');
    repo.write('a.js', "import x from 'another-made-up-thing';\n");
    repo.git('add', '-A');
    const ran = repo.guard('--staged', '--online', '--format', 'json');
    assert.deepEqual(
      jsonReport(ran)
        .findings.filter(({ ruleId }) => ruleId !== 'unpinned-dependency')
        .map(({ level, message }) => `${level} ${message}`),
      [
        'error "another-made-up-thing" does not exist: the registry does not know it',
        'warning "new-odd-thing": it was first published 3 days ago',
        'warning "left-odd-thing" is deprecated by its makers',
        'error "made-up-odd-thing" does not exist: the registry does not know it',
      ],
    );
    assert.equal(ran.code, 1);
  });

  it('is no clean answer when the registry does not answer', () => {
    repo.write('.npmrc', 'registry=http://127.0.0.1:9/\n');
    const ran = repo.guard('--staged', '--online');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.all, /registry could not be asked/);
    assert.doesNotMatch(repo.guard('--staged').all, /registry/, 'and is not asked unless it is wished');
  });
});
