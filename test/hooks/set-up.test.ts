import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PROJECT } from '../support/installed.js';
import { githubToken } from '../support/tokens.js';

/** The sh blocks under a heading of the README, as a user would type them. */
function commandsUnder(heading: string): string {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const section = readme.slice(readme.indexOf(`### ${heading}\n`)).split('\n### ')[0] ?? '';
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n');
}

describe('the set-ups of the README, typed into a new project', () => {
  let base: string;
  before(() => {
    base = mkdtempSync(join(tmpdir(), 'guard-set-up-'));
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', base], { cwd: PROJECT, stdio: 'pipe' });
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  /** A project with the packed tarball really installed, without the optional re2: compiling it takes minutes, and a missing one must not matter. */
  function project(name: string): (command: string) => ReturnType<typeof spawnSync> & { stdout: string; stderr: string } {
    const root = join(base, name);
    mkdirSync(root);
    writeFileSync(join(base, `${name}.gitconfig`), '[user]\n  name = Test\n  email = test@example.com\n[init]\n  defaultBranch = main\n');
    writeFileSync(join(root, 'package.json'), '{ "name": "scratch", "version": "1.0.0", "private": true, "type": "module" }\n');
    writeFileSync(join(root, '.gitignore'), 'node_modules\n*.tgz\n');
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: join(base, `${name}.gitconfig`),
      GIT_CONFIG_NOSYSTEM: '1',
      NO_COLOR: '1',
      npm_config_omit: 'optional',
      npm_config_audit: 'false',
      HUSKY: '',
    };
    /** The README's words; nobody can be asked here. */
    const sh = (command: string) =>
      spawnSync('sh', ['-ec', command.replaceAll('precommit-guard init\n', 'precommit-guard init --yes\n')], { cwd: root, env, encoding: 'utf8', timeout: 240_000 });
    const ran = sh('git init -q && cp ../precommit-guard-*.tgz . && npm install --save-dev ./precommit-guard-0.1.0.tgz');
    assert.equal(ran.status, 0, ran.stderr);
    return sh;
  }

  function refusesAndAccepts(sh: ReturnType<typeof project>, name: string, says = /no findings/): void {
    const token = githubToken(name);
    const root = join(base, name);
    writeFileSync(join(root, 'app.js'), `export const token = '${token}';\n`);
    const refused = sh('git add -A && git commit -m leak');
    assert.notEqual(refused.status, 0);
    assert.match(refused.stdout + refused.stderr, /app\.js:1:23 error GitHub token/);
    assert.ok(!(refused.stdout + refused.stderr).includes(token));
    assert.notEqual(sh('git rev-parse --verify -q HEAD').status, 0);

    writeFileSync(join(root, 'app.js'), 'export const token = process.env.TOKEN;\n');
    const accepted = sh('git add -A && git commit -m clean');
    assert.equal(accepted.status, 0, accepted.stdout + accepted.stderr);
    assert.match(accepted.stdout + accepted.stderr, says);
    assert.equal(sh('git rev-list --count HEAD').stdout.trim(), '1');
  }

  it('with husky: refuses and accepts, and npx runs the program by hand', () => {
    const sh = project('husky');
    const ran = sh(commandsUnder('With husky'));
    assert.equal(ran.status, 0, ran.stderr);
    refusesAndAccepts(sh, 'husky');
    writeFileSync(join(base, 'husky/app.js'), `export const token = '${githubToken('by hand')}';\n`);
    assert.equal(sh('git add -A; npx precommit-guard --staged').status, 1);
    assert.equal(sh('git checkout -q HEAD -- .; npx precommit-guard --staged').status, 0);
  });

  it('with husky and lint-staged: refuses before any task runs, and accepts', () => {
    const sh = project('lint-staged');
    const ran = sh(`${commandsUnder('With husky and lint-staged').replace('lint-staged\n', 'lint-staged@16\n')}\nnpm pkg set "lint-staged[*.js]=node --check"`);
    assert.equal(ran.status, 0, ran.stderr);
    refusesAndAccepts(sh, 'lint-staged');
  });

  it('as a lint-staged task: scans the files it is given', () => {
    const sh = project('task');
    const ran = sh(
      'npm install --save-dev husky lint-staged@16 && npx husky init && echo "npx --no-install lint-staged" > .husky/pre-commit && npm pkg set "lint-staged[*]=precommit-guard"',
    );
    assert.equal(ran.status, 0, ran.stderr);
    // lint-staged keeps the output of tasks that pass to itself.
    refusesAndAccepts(sh, 'task', /\[COMPLETED\] precommit-guard/);
  });

  it('with git alone: refuses and accepts', () => {
    const sh = project('plain');
    const ran = sh(commandsUnder('With git alone'));
    assert.equal(ran.status, 0, ran.stderr);
    refusesAndAccepts(sh, 'plain');
  });
});
