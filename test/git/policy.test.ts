import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const SECRET = githubToken('policy');
const CONFIG = '.precommit-guardrc.json';

describe('what a commit tells the program', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  const staged = (files: Readonly<Record<string, string>>): string[] => {
    for (const [name, content] of Object.entries(files)) repo.write(name, content);
    repo.git('add', '-A');
    const ran = repo.guard('--staged', '--json');
    return jsonReport(ran).findings.map(({ ruleId, path, line, message }) => `${ruleId} ${path}:${line} ${/\((.*)\)$/.exec(message)?.[1] ?? ''}`.trim());
  };

  it('a new suppression comment is a note, and refuses nothing', () => {
    assert.deepEqual(staged({ 'a.js': `// precommit-guard-ignore-next-line github-token -- revoked\n${leak(SECRET)}` }), ['suppression-added a.js:1']);
    const ran = repo.tryGit('commit', '-m', 'x');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /New suppression comment/);
  });

  it('a configuration that finds less than before is told of, by its keys', () => {
    repo.commitUnchecked({ [CONFIG]: '{ "preset": "strict", "exclude": ["a/"], "rules": { "js-eval-request": "error" } }\n' });
    assert.deepEqual(staged({ [CONFIG]: '{ "preset": "strict", "exclude": ["a/"], "rules": { "js-eval-request": "error" }, "salt": "12345678" }\n' }), []);
    assert.deepEqual(
      staged({
        [CONFIG]:
          '{\n"preset": "recommended",\n"exclude": ["a/", "b/"],\n"bypass": "allow",\n"allow": [{ "paths": "c/", "reason": "why" }],\n"rules": { "js-eval-request": "off" }\n}\n',
      }),
      [`configuration-weakened ${CONFIG}:6 rules.js-eval-request, preset, bypass, exclude[2], allow[1]`],
    );
    assert.deepEqual(staged({ [CONFIG]: '{ "preset": "strict", "exclude": [], "failOn": "note" }\n' }), []);
  });

  it('so is one that is new, one that is taken away, and one in package.json; a better one is not', () => {
    assert.deepEqual(staged({ 'package.json': '{\n  "name": "x",\n  "precommit-guard": {\n    "failOn": "never"\n  }\n}\n' }), ['configuration-weakened package.json:4 failOn']);
    assert.deepEqual(staged({ 'package.json': '{ "name": "x" }\n', '.precommit-guardrc.yaml': 'preset: strict\n' }), []);
    repo.git('commit', '-qm', 'strict');
    repo.git('rm', '-q', '.precommit-guardrc.yaml');
    assert.deepEqual(staged({}), ['configuration-weakened .precommit-guardrc.yaml:1 preset']);
  });

  it('an allowance that is of no use any more is told of when everything is looked at', () => {
    const found = jsonReport(repo.run('sh', ['-c', `printf '%s' "$1" > a.js; node_modules/.bin/precommit-guard --json a.js`, 'sh', leak(SECRET)])).findings;
    const config = {
      allow: [
        { fingerprints: found[0]?.fingerprint, reason: 'revoked' },
        { paths: 'gone/', reason: 'moved' },
      ],
    };
    repo.write(CONFIG, JSON.stringify(config, null, 1));
    const ran = repo.guard('--json', '.');
    assert.equal(ran.code, 0, ran.all);
    assert.deepEqual(
      jsonReport(ran).findings.map(({ ruleId, path, line, message }) => [ruleId, path, line, message]),
      [['suppression-unused', CONFIG, 7, 'Suppression of nothing (allow[2])']],
    );
    assert.equal(jsonReport(repo.guard('--json', 'a.js')).findings.length, 0);
  });

  it('an allowance without a reason is no configuration', () => {
    repo.write(CONFIG, '{ "allow": [{ "paths": "a/" }] }');
    const ran = repo.guard('--staged');
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /allow\.0\.reason/);
  });
});
