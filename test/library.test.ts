import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { installedModules, PROJECT } from './support/installed.js';
import { TempRepo } from './support/temp-repo.js';
import { githubToken } from './support/tokens.js';
import { HARMLESS, leak } from './support/verdicts.js';

const PAGE = readFileSync(join(PROJECT, 'docs/library.md'), 'utf8');
/** Name, code and what it prints, of each executed block. */
const EXAMPLES = [...PAGE.matchAll(/<!-- executed: (\w+) -->\n```js\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/g)].map(([, name = '', code = '', output = '']) => ({
  name,
  code,
  output,
}));

const repo = new TempRepo({ hook: false });
after(() => repo.remove());

/** Runs a module in the repository, where the packed package is installed, and gives back what it prints as JSON. */
function evaluated(code: string): unknown {
  repo.write('try.mjs', code);
  const ran = repo.run(process.execPath, ['try.mjs']);
  assert.equal(ran.code, 0, ran.all);
  return JSON.parse(ran.stdout);
}

describe('the library', () => {
  it('has examples, and each prints what the page says', () => {
    repo.write('a.js', HARMLESS);
    repo.git('add', 'a.js');
    assert.equal(EXAMPLES.length, 3);
    for (const { name, code, output } of EXAMPLES) {
      repo.write('example.mjs', code);
      const ran = repo.run(process.execPath, ['example.mjs']);
      assert.equal(ran.code, 0, ran.all);
      assert.equal(ran.stdout, output, name);
    }
  });

  it('is typed: the strictest compiler takes the examples as they are', () => {
    for (const { name, code } of EXAMPLES) repo.write(`typed/${name}.mts`, code);
    repo.write(
      'typed/tsconfig.json',
      JSON.stringify({
        compilerOptions: { strict: true, noEmit: true, target: 'ES2022', module: 'NodeNext', types: ['node'], exactOptionalPropertyTypes: true, skipLibCheck: false },
      }),
    );
    const { status, stdout } = spawnSync(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', repo.path('typed')], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });

  it('keeps compiled rules: a later scan of a text takes a fraction of the first', () => {
    const [first = 0, later = 0] = evaluated(`
      import { scanText } from 'precommit-guard';
      const text = 'const a = process.env.A; // password and api_key and secret and token\\n'.repeat(1000);
      const times = [];
      for (let round = 0; round < 12; round++) {
        const begun = performance.now();
        scanText(text, { path: 'a.js' });
        times.push(performance.now() - begun);
      }
      console.log(JSON.stringify([times[0], Math.min(...times)]));
    `) as number[];
    assert.ok(later < first / 2, `${first} ms, then ${later} ms`);
  });

  it('gives back nothing that holds the secret, neither of a text nor of the index nor of a history', () => {
    const secret = githubToken('library');
    repo.write('leak.js', leak(secret));
    repo.git('add', 'leak.js');
    const all = JSON.stringify(
      evaluated(`
        import { readFileSync } from 'node:fs';
        import { formatReport, scanHistory, scanStaged, scanText } from 'precommit-guard';
        const bytes = readFileSync('leak.js');
        const scans = [scanText(bytes, { path: 'leak.js' }), await scanStaged(), await scanHistory({ unreachable: true, cache: false })];
        const reports = [];
        for (const format of ['pretty', 'json', 'sarif', 'junit']) reports.push(await formatReport(scans[1], format, { verbose: true }));
        console.log(JSON.stringify({ codes: scans.map(({ exitCode }) => exitCode), scans, reports }));
      `),
    );
    assert.match(all, /"codes":\[1,1,1\]/);
    assert.ok(!all.includes(secret.slice(4)));
    repo.git('rm', '-q', '-f', 'leak.js');
  });

  it('tells only of the lines asked for, and skips what is no text', () => {
    const answer = evaluated(`
      import { scanText } from 'precommit-guard';
      const text = 'eval(req.query.a);\\neval(req.query.b);\\n';
      const some = scanText(text, { path: 'a.js', lines: [{ first: 2, last: 2 }] });
      const png = scanText(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), { path: 'a.png' });
      console.log(JSON.stringify([some.findings.map(({ start }) => start.line), png.skipped, png.exitCode]));
    `);
    assert.deepEqual(answer, [[2], [{ path: 'a.png', why: 'binary: image' }], 0]);
  });

  it('runs rules of one’s own', () => {
    assert.equal(repo.guard('rules', 'new', 'gateway-send', 'code').code, 0);
    const answer = evaluated(`
      import { loadRuleset, scanText } from 'precommit-guard';
      const ruleset = await loadRuleset({ config: { ruleFiles: ['guard-rules'] } });
      console.log(JSON.stringify(scanText('legacyGateway.send(x);\\n', { path: 'a.js', ruleset }).findings.map(({ ruleId }) => ruleId)));
    `);
    assert.deepEqual(answer, ['gateway-send']);
  });

  it('says what is wrong as a GuardError: a rule that does not exist, no repository, an unknown format', () => {
    const answer = evaluated(`
      import { formatReport, GuardError, loadRuleset, scanStaged, scanText } from 'precommit-guard';
      const told = async (promise) => promise.then(() => 'nothing', (error) => [error instanceof GuardError, error.code]);
      console.log(JSON.stringify([
        await told(loadRuleset({ only: ['no-such-rule'] })),
        await told(loadRuleset({ config: { presets: 'strict' } })),
        await told(scanStaged({ cwd: '/' })),
        await told(formatReport(scanText(''), 'pdf')),
      ]));
    `);
    assert.deepEqual(answer, [
      [true, 'config'],
      [true, 'config'],
      [true, 'no-repository'],
      [true, 'usage'],
    ]);
  });

  it('ships the types of what it exports, and no command line', () => {
    const own = join(installedModules(), 'precommit-guard/dist/lib');
    const files = spawnSync('find', [own, '-name', '*.d.ts'], { encoding: 'utf8' }).stdout;
    assert.match(files, /index\.d\.ts/);
    assert.doesNotMatch(files, /\/cli\//);
  });
});
