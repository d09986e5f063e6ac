import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { attributedTo, signedByPerson } from '../../src/detect/attribution.js';
import { GuardedRepo } from '../support/guarded-repo.js';
import { jsonReport } from '../support/json-report.js';
import type { Ran } from '../support/temp-repo.js';

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>';
const PERSON = 'Reviewed-by: Ada <ada@example.com>';

describe('who a commit comes from', () => {
  it('is an assistant by its address, its bot or its own line', () => {
    for (const line of [
      CLAUDE,
      'Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>',
      'Co-authored-by: Cursor <cursoragent@cursor.com>',
      'Co-authored-by: aider (some-model) <aider@aider.chat>',
      'Assisted-by: some-model',
      '🤖 Generated with [Claude Code](https://claude.com/claude-code)',
    ])
      assert.notEqual(attributedTo(`feat: x\n\n${line}\n`, ['Ada <ada@example.com>']), undefined, line);
    assert.equal(attributedTo('x', ['devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>']), 'Devin');
    assert.equal(attributedTo('x\n\nCo-authored-by: Robbie <bot@acme.example>', [], ['bot@acme.example']), 'bot@acme.example');
  });

  it('is a person, whatever they are called and write about', () => {
    for (const message of [
      'feat: generated with love',
      'Co-authored-by: Claude Monet <claude@example.org>',
      'fix: Copilot and Cursor settings',
      'docs: Assisted-by trailers',
      'Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    ])
      assert.equal(attributedTo(message, ['Devin Cursor <devin@example.org>', 'GitHub <noreply@github.com>']), undefined, message);
  });

  it('is answered for by a person alone', () => {
    assert.ok(signedByPerson(`x\n\n${PERSON}\n`, ['Reviewed-by']));
    for (const line of [CLAUDE, 'Reviewed-by: Claude <noreply@anthropic.com>', 'Reviewed-by:', 'Signed-off-by: Ada <ada@example.com>'])
      assert.ok(!signedByPerson(`x\n\n${line}\n`, ['Reviewed-by']), line);
  });
});

describe("an assistant's commit", () => {
  let repo: GuardedRepo;
  before(() => {
    repo = new GuardedRepo();
    repo.commitUnchecked({ '.precommit-guardrc.json': '{"zones": ["src/auth/", "**/payment*"]}\n' });
  });
  beforeEach(() => {
    repo.git('reset', '-q', '--hard');
    repo.git('clean', '-q', '-fd');
  });
  after(() => repo.remove());

  let count = 0;
  const commit = (path: string, text: string, message: string, env: NodeJS.ProcessEnv = {}): Ran => {
    repo.write(path, `${text}// ${++count}\n`);
    repo.git('add', '-A');
    return repo.run('git', ['commit', '-m', message], { env });
  };

  it('in a critical zone needs the name of a person who has read it', () => {
    const refused = commit('src/auth/login.js', '', `feat: login\n\n${CLAUDE}`);
    assert.equal(refused.code, 1, refused.all);
    assert.match(refused.all, /src\/auth\/login\.js.* error A change in a critical zone that no person has signed \(by Claude\)/);
    assert.match(refused.all, /a person has to answer for this commit/);
    assert.equal(commit('src/auth/login.js', '', `feat: login\n\n${CLAUDE}\n${PERSON}`).code, 0);
    assert.equal(commit('src/auth/login.js', '', 'feat: login').code, 0, 'a person may');
    assert.equal(commit('src/other.js', '', `feat: other\n\n${CLAUDE}`).code, 0, 'elsewhere it may');
  });

  it('is known by the environment too, where nothing is signed', () => {
    assert.equal(commit('src/payments.js', '', 'feat: pay', { CLAUDECODE: '1' }).code, 1);
    assert.equal(commit('src/payments.js', '', `feat: pay\n\n${PERSON}`, { CLAUDECODE: '1' }).code, 0);
  });

  it('is asked about at the push too, where no hook saw it made, and as often as it is pushed', () => {
    const unseen = (path: string, message: string): string => repo.unseen({ [path]: '// unseen\n' }, 'origin/main', message);
    const push = (id: string): Ran => repo.run('git', ['push', 'origin', `${id}:refs/heads/theirs-${id}`]);
    const message = `feat: unseen\n\n${CLAUDE}`;
    const lacking = unseen('src/auth/unseen.js', message);
    for (const ran of [push(lacking), push(lacking)]) {
      assert.equal(ran.code, 1, ran.all);
      assert.match(ran.all, /src\/auth\/unseen\.js.* error A change in a critical zone that no person has signed \(by Claude\)/);
      assert.match(ran.all, /a person has to answer for [0-9a-f]{12}\.\n.*git commit --amend/);
    }
    const elsewhere = push(unseen('src/unseen.js', message));
    assert.equal(elsewhere.code, 0, elsewhere.all);
    assert.equal(push(lacking).code, 1, 'those words prove nothing');
    assert.equal(push(unseen('.husky/pre-commit', message)).code, 1, 'the guard is not theirs to change');
    assert.equal(push(unseen('src/auth/more.js', `${message}\n${PERSON}`)).code, 0);
    assert.equal(push(unseen('src/auth/person.js', 'feat: by a person')).code, 0);
  });

  it('that silences the guard, changes its configuration or its hooks needs one too', () => {
    const silenced = '// precommit-guard-ignore-next-line js-code-from-text -- it is safe, believe me\nconst x = new Function(source);\n';
    const refused = commit('src/a.js', silenced, `feat: a\n\n${CLAUDE}`);
    assert.equal(refused.code, 1, refused.all);
    assert.match(refused.all, /assistant-loosens-guard/);
    assert.equal(commit('src/a.js', silenced, 'feat: a').code, 0, 'a person may');
    for (const path of ['.husky/pre-commit', '.pre-commit-config.yaml', 'lefthook.yml']) assert.equal(commit(path, '', `chore: x\n\n${CLAUDE}`).code, 1, path);
    assert.equal(commit('lefthook.yml', '', `chore: x\n\n${CLAUDE}\n${PERSON}`).code, 0);
  });

  it('that takes the guard out of CI, or alters how it is called there, needs one too', () => {
    const workflow = (run: string): string => `on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n      - run: npm test\n`;
    const ci = '.github/workflows/scan.yml';
    repo.commitUnchecked({ [ci]: workflow('npx precommit-guard --range "$RANGE"'), 'package.json': '{"scripts": {"secrets": "precommit-guard ."}}\n' });
    const staged = (files: Readonly<Record<string, string | undefined>>, message: string): Ran => {
      repo.git('reset', '-q', '--hard');
      for (const [path, text] of Object.entries(files)) {
        if (text === undefined) repo.git('rm', '-q', path);
        else repo.write(path, text);
      }
      repo.git('add', '-A');
      return repo.run('git', ['commit', '-m', message]);
    };
    for (const files of [{ [ci]: workflow('npx precommit-guard --range "$RANGE" || true') }, { [ci]: undefined }, { 'package.json': '{"scripts": {"secrets": "true"}}\n' }]) {
      const refused = staged(files, `ci: faster\n\n${CLAUDE}`);
      assert.equal(refused.code, 1, refused.all);
      assert.match(refused.all, /assistant-loosens-guard/);
    }
    assert.equal(staged({ [ci]: workflow('npx precommit-guard --range "$RANGE"').replace('npm test', 'npm run test') }, `ci: tests\n\n${CLAUDE}`).code, 0, 'another step');
    assert.equal(staged({ [ci]: undefined }, `ci: none\n\n${CLAUDE}\n${PERSON}`).code, 0, 'a person agrees');
    const base = repo.git('rev-parse', 'HEAD').trim();
    repo.git('rm', '-q', 'package.json');
    repo.git('commit', '-q', '--no-verify', '-m', `chore: tidy\n\n${CLAUDE}`);
    const ran = repo.guard('--range', `${base}..HEAD`, '--format', 'json');
    assert.equal(ran.code, 1, 'a range that only deletes');
    assert.deepEqual(
      jsonReport(ran).findings.map(({ ruleId, path }) => `${ruleId} ${path}`),
      ['assistant-loosens-guard package.json'],
    );
  });

  it('is looked at in a range, for CI', () => {
    const base = repo.git('rev-parse', 'HEAD').trim();
    repo.commitUnchecked({ 'src/auth/a.js': '// a\n' }, `feat: a\n\n${CLAUDE}`);
    repo.commitUnchecked({ 'src/auth/b.js': '// b\n' }, `feat: b\n\n${CLAUDE}\n${PERSON}`);
    repo.commitUnchecked({ 'src/auth/c.js': '// c\n' }, 'feat: c');
    const ran = repo.guard('--range', `${base}..HEAD`, '--format', 'json');
    assert.equal(ran.code, 1, ran.all);
    assert.deepEqual(
      jsonReport(ran).findings.map(({ ruleId, path }) => `${ruleId} ${path}`),
      ['assistant-in-zone src/auth/a.js'],
    );
  });
});
