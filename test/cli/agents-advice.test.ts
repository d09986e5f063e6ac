import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const SECRET = githubToken('advice');

describe("an agent's hook, told in Claude Code's protocol,", () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo({ hook: false });
    repo.commitUnchecked({ '.gitignore': 'node_modules\n/.env\n', 'package.json': '{"name": "shop"}\n' });
    repo.write('.env', `NODE_ENV=production\nGITHUB_TOKEN=${SECRET}\n`);
  });
  after(() => repo.remove());

  /** Why a step is refused; undefined when it passes. */
  const told = (tool: string, input: object): string | undefined => {
    const event = { hook_event_name: 'PreToolUse', cwd: repo.root, tool_name: tool, tool_input: input };
    const ran = repo.run(process.execPath, [installedBin(), 'agent', 'claude'], { input: JSON.stringify(event) });
    assert.equal(ran.code, 0, ran.all);
    assert.ok(!ran.all.includes(SECRET.slice(4)));
    if (ran.stdout === '') return undefined;
    const { hookSpecificOutput: answer } = JSON.parse(ran.stdout) as { hookSpecificOutput: { permissionDecision: string; permissionDecisionReason: string } };
    assert.equal(answer.permissionDecision, 'deny');
    return answer.permissionDecisionReason;
  };
  const write = (path: string, content: string): string | undefined => told('Write', { file_path: repo.path(path), content });
  const run = (command: string): string | undefined => told('Bash', { command });

  it('gives names in place of values where a secret lies where it belongs', () => {
    for (const reason of [told('Read', { file_path: repo.path('.env') }), run('cat .env | head -3'), run('grep -n TOKEN .env'), run("sh -c 'sudo cat .env'")])
      assert.match(reason ?? '', /^- \.env:2:14 \(github-token\)\nThe values belong there\. .*sed 's\/=\.\*\/=\/' \.env/m);
  });

  it('lets a program load an .env, and a person look at what is no secret in it', () => {
    for (const command of ["sed 's/=.*/=/' .env", 'set -a; . ./.env; npm test', 'source .env && npm start', 'grep -c TOKEN .env', 'grep NODE_ENV .env', 'cp .env .env.bak'])
      assert.equal(run(command), undefined, command);
  });

  it('says what to do about a package that nobody knows, and about an .env that git would take', () => {
    assert.match(write('new.js', "import x from 'express-quick-vault';\n") ?? '', /undeclared-package[\s\S]*add it with the package manager/);
    assert.match(write('sub/.env.production', `GITHUB_TOKEN=${SECRET}\n`) ?? '', /Put \.env\.production into \.gitignore first/);
    assert.equal(write('.env', `GITHUB_TOKEN=${SECRET}\n`), undefined);
  });

  it('does not let the guard be written out of what calls it', () => {
    const ci = '.github/workflows/ci.yml';
    repo.write(ci, 'on: push\njobs:\n  scan:\n    steps:\n      - run: npx precommit-guard .\n');
    repo.write('NOTES.md', 'We use precommit-guard.\n');
    assert.match(write(ci, 'on: push\njobs: {}\n') ?? '', /refused \(taking precommit-guard out of \.github\/workflows\/ci\.yml\)/);
    assert.match(told('Edit', { file_path: repo.path(ci), old_string: 'npx precommit-guard .', new_string: 'true' }) ?? '', /taking precommit-guard out/);
    assert.equal(write(ci, 'on: push\njobs:\n  scan:\n    steps:\n      - run: npx precommit-guard src\n'), undefined);
    assert.equal(write('NOTES.md', 'Notes.\n'), undefined);
  });
});
