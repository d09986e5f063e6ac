import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { filled, privateKey } from '../support/tokens.js';

describe('a secret of several lines, of which a commit changes some', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  /** Commits `old` unasked, then `now`; says what the hook and the command find. */
  const change = (file: string, old: string, now: string): { code: number | null; all: string; found: readonly string[] } => {
    repo.commitUnchecked({ [file]: old });
    repo.write(file, now);
    repo.git('add', '-A');
    const found = places(jsonReport(repo.guard('--staged', '--format', 'json')));
    const { code, all } = repo.tryGit('commit', '-m', 'change');
    return { code, all, found };
  };
  const refused = (file: string, old: string, now: string, place: string): void => {
    const { code, all, found } = change(file, old, now);
    assert.deepEqual(found, [place], all);
    assert.equal(code, 1, all);
  };

  const key = privateKey('split').trimEnd().split('\n');
  const other = privateKey('split-other').split('\n');
  const withLine = (index: number, line: string): string => `${key.with(index, line).join('\n')}\n`;
  const whole = `${key.join('\n')}\n`;

  it('a PEM block whose middle changed is refused at its beginning', () => {
    refused('key.pem', withLine(12, other[12] ?? ''), whole, 'key.pem:1 error');
  });

  it('a PEM block whose last line changed is refused', () => {
    refused('key.pem', withLine(24, other[24] ?? ''), whole, 'key.pem:1 error');
  });

  it('a PEM block that gets its header is refused', () => {
    refused('key.pem', withLine(0, '(cut out)'), whole, 'key.pem:1 error');
  });

  it('a PEM block that gets its body is refused', () => {
    refused('deploy.yaml', `name: x\nkey: |\n  ${key[0]}\n  ${key.at(-1)}\nuser: y\n`, `name: x\nkey: |\n${indented(key)}user: y\n`, 'deploy.yaml:3 error');
  });

  it('an old PEM block with a change before and after it passes', () => {
    const { code, all, found } = change('key.txt', `before\n${whole}after\n`, `before, too\n${whole}after, too\n`);
    assert.deepEqual(found, []);
    assert.equal(code, 0, all);
  });

  const value = filled('split-jwk', '{b64url:43}');
  it('a value added below an old name is refused', () => {
    refused('jwk.json', '{\n  "kty": "oct",\n  "alg": "HS256"\n}\n', `{\n  "kty": "oct",\n  "alg": "HS256",\n  "k": "${value}"\n}\n`, 'jwk.json:4 error');
  });

  it('a name added above an old value is refused', () => {
    refused('jwk.json', `{\n  "alg": "HS256",\n  "k": "${value}"\n}\n`, `{\n  "kty": "oct",\n  "alg": "HS256",\n  "k": "${value}"\n}\n`, 'jwk.json:4 error');
  });
});

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}

describe('a value from outside that gets to an old use', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  const server = (host: string, text: string): string =>
    [
      "const { exec } = require('node:child_process');",
      "app.get('/ping', (req, res) => {",
      `  const host = ${host};`,
      '  exec(',
      `    ${text},`,
      '    (error, out) => res.send(out),',
      '  );',
      '});',
      '',
    ].join('\n');

  for (const [name, old, now] of [
    ['by an assignment', server("'localhost'", "'ping ' + host"), server('req.query.host', "'ping ' + host")],
    ['by an argument on a line of its own', server('req.query.host', "'ping localhost'"), server('req.query.host', "'ping ' + host")],
  ] as const) {
    it(`${name}, is refused by the hook and by a range`, () => {
      const found = (args: readonly string[]): readonly string[] => places(jsonReport(repo.guard(...args, '--format', 'json')));
      repo.commitUnchecked({ 'server.js': old });
      repo.write('server.js', now);
      repo.git('add', '-A');
      assert.deepEqual(found(['--staged']), ['server.js:4 error']);
      assert.equal(repo.tryGit('commit', '-m', 'change').code, 1);
      repo.commitUnchecked({});
      assert.deepEqual(found(['--range', 'HEAD~1..HEAD']), ['server.js:4 error']);
      repo.write('server.js', now.replace('res.send(out)', 'res.end(out)'));
      repo.git('add', '-A');
      assert.deepEqual(found(['--staged']), []);
    });
  }
});
