import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';

const MANIFEST = '{"name": "shop", "dependencies": {"express": "^4.19.2"}}\n';
const MADE_UP = "import x from 'express-quick-vault';\n";

describe('packages in a commit', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'package.json': MANIFEST, 'src/app.js': "import express from 'express';\n" });
  });
  beforeEach(() => {
    repo.git('reset', '-q', '--hard');
    repo.git('clean', '-q', '-fd');
  });
  after(() => repo.remove());

  it('refuse it when nothing has them, with the attack in one line', () => {
    repo.write('src/a.js', MADE_UP);
    repo.git('add', 'src/a.js');
    const ran = repo.tryGit('commit', '-m', 'vault');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^src\/a\.js:1:16 error "express-quick-vault" is imported/m);
    assert.match(ran.all, /whoever registers it runs code/);
  });

  it('are judged by the manifest that is staged, not by the one on the disk', () => {
    repo.write('src/a.js', MADE_UP);
    repo.write('package.json', MANIFEST.replace('{"express"', '{"express-quick-vault": "1.0.0", "express"'));
    repo.git('add', 'src/a.js');
    assert.equal(repo.guard('--staged').code, 1, 'the manifest is not staged');
    repo.git('add', 'package.json');
    repo.write('package.json', MANIFEST);
    const { findings } = jsonReport(repo.guard('--staged', '--format', 'json'));
    assert.deepEqual(
      findings.map(({ ruleId, level }) => `${ruleId} ${level}`),
      ['unresolved-package note'],
      'declared in what is committed; nothing here shows that it exists',
    );
  });

  it('are those of the index that git made for this commit alone', () => {
    repo.write('src/a.js', MADE_UP);
    repo.write('package.json', MANIFEST.replace('{"express"', '{"express-quick-vault": "1.0.0", "express"'));
    repo.git('add', 'src/a.js');
    const ran = repo.tryGit('commit', '-a', '-m', 'all of it');
    assert.equal(ran.code, 0, ran.all);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
  });

  it('are found in a split, a sparse and a compressed index too', () => {
    repo.write('src/a.js', `import express from 'express';\n${MADE_UP}`);
    for (const kind of [
      ['update-index', '--split-index'],
      ['update-index', '--no-split-index'],
      ['update-index', '--index-version', '4'],
      ['update-index', '--index-version', '2'],
    ]) {
      repo.git(...kind);
      repo.git('add', 'src/a.js');
      const { findings } = jsonReport(repo.guard('--staged', '--format', 'json'));
      assert.deepEqual(
        findings.map(({ ruleId, line }) => `${ruleId}:${line}`),
        ['undeclared-package:2'],
        kind.join(' '),
      );
    }
  });

  it('can be allowed by the configuration, and the rules switched off', () => {
    repo.write('src/a.js', MADE_UP);
    repo.git('add', 'src/a.js');
    for (const config of ['{"packages": {"allow": ["express-quick-*"]}}', '{"rules": {"undeclared-package": "off"}}', '{"preset": "secrets-only"}']) {
      repo.write('.precommit-guardrc.json', config);
      assert.equal(repo.guard('--staged').code, 0, config);
    }
  });

  it('are judged commit by commit in a range, and on the disk by path', () => {
    repo.write('src/a.js', MADE_UP);
    assert.equal(repo.guard('src').code, 1);
    repo.commitUnchecked({ 'src/a.js': MADE_UP });
    repo.commitUnchecked({ 'src/a.js': '\n', 'package.json': MANIFEST.replace('express"', 'express-quick-vault"') });
    const { findings } = jsonReport(repo.guard('--range', 'HEAD~2..HEAD', '--format', 'json'));
    assert.deepEqual(
      findings.map(({ ruleId, level }) => `${ruleId} ${level}`),
      ['undeclared-package error', 'unresolved-package note'],
    );
    repo.git('reset', '-q', '--hard', 'HEAD~2');
  });

  it('lead to a warning when lockfile and manifest disagree, and when a locked package comes from elsewhere', () => {
    const entry = (host: string): object => ({ version: '4.19.2', resolved: `https://${host}/express.tgz`, integrity: `sha512-${'A'.repeat(86)}==` });
    const lock = (host: string, version: string): string =>
      `${JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: { '': { dependencies: { express: version } }, 'node_modules/express': entry(host), 'node_modules/qs': entry('registry.npmjs.org') } }, null, 2)}\n`;
    repo.commitUnchecked({ 'package-lock.json': lock('registry.npmjs.org', '^4.19.2') });
    repo.write('package-lock.json', lock('cdn.packages.example', '^4.20.0'));
    repo.git('add', '-A');
    const { findings } = jsonReport(repo.guard('--staged', '--format', 'json'));
    assert.deepEqual(findings.map(({ ruleId }) => ruleId).sort(), ['lockfile-mismatch', 'lockfile-source']);
  });
});
