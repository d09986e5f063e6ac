import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { altersGuardCall, guardScripts, mayCallGuard } from '../../src/app/guard-call.js';

const WORKFLOW = `name: ci
on: [push, pull_request]
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # What comes in is looked at.
      - run: npx --no-install precommit-guard --range "$BASE..HEAD" --format github
        env:
          BASE: \${{ github.event.before }}
`;
const GITLAB = `stages: [test]
lint:
  stage: test
  script:
    - npm run lint
guard:
  stage: test
  variables:
    GIT_DEPTH: 0
  script:
    - npm ci
    - npx --no-install precommit-guard --range "$CI_COMMIT_BEFORE_SHA..HEAD"
`;
const PACKAGE = JSON.stringify({
  name: 'shop',
  scripts: { test: 'vitest', secrets: 'precommit-guard .', check: 'npm run secrets && npm test', prepare: 'husky' },
  'lint-staged': { '*.js': 'biome check', '*': 'precommit-guard --staged' },
  devDependencies: { 'precommit-guard': '^0.1.0', vitest: '^3' },
});
const AGENT = JSON.stringify({
  permissions: { allow: ['Bash(npm test)'] },
  hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ command: 'node_modules/.bin/precommit-guard agent claude' }] }] },
});
const MAKE = 'all: build\n\tnode build.js\n\ncheck: all\n\tnpx precommit-guard .\n';

const ci = '.github/workflows/ci.yml';
type Case = readonly [what: string, path: string, before: string, after: string | undefined];
const WEAKENED: readonly Case[] = [
  ['the step is gone', ci, WORKFLOW, WORKFLOW.replace(/ {6}# What[\s\S]*$/, '')],
  ['the job is gone', ci, WORKFLOW, WORKFLOW.replace(/ {2}scan:[\s\S]*$/, '')],
  ['the file is gone', ci, WORKFLOW, undefined],
  ['the step is a comment', ci, WORKFLOW, WORKFLOW.replace('- run: npx', '# - run: npx')],
  ['a failure counts for nothing', ci, WORKFLOW, WORKFLOW.replace('--format github', '--format github || true')],
  ['the step goes on after an error', ci, WORKFLOW, WORKFLOW.replace('        env:', '        continue-on-error: true\n        env:')],
  ['the job never runs', ci, WORKFLOW, WORKFLOW.replace('  scan:\n', '  scan:\n    if: false\n')],
  ['nothing starts the workflow', ci, WORKFLOW, WORKFLOW.replace('on: [push, pull_request]', 'on: workflow_dispatch')],
  ['less fails the scan', ci, WORKFLOW, WORKFLOW.replace('--format github', '--fail-on never')],
  ['another range is scanned', ci, WORKFLOW, WORKFLOW.replace('github.event.before', 'github.sha')],
  ['the job may fail', '.gitlab-ci.yml', GITLAB, GITLAB.replace('guard:\n', 'guard:\n  allow_failure: true\n')],
  ['the script ends before', '.gitlab-ci.yml', GITLAB, GITLAB.replace('    - npm ci', '    - exit 0')],
  ['no pipeline is made', '.gitlab-ci.yml', GITLAB, `workflow:\n  rules:\n    - when: never\n${GITLAB}`],
  ['the script does nothing', 'package.json', PACKAGE, PACKAGE.replace('precommit-guard .', 'true')],
  ['lint-staged leaves it out', 'package.json', PACKAGE, PACKAGE.replace(',"*":"precommit-guard --staged"', '')],
  ['hooks are not put in place', 'package.json', PACKAGE, PACKAGE.replace('"husky"', '"true"')],
  ['the dependency is gone', 'package.json', PACKAGE, PACKAGE.replace('"precommit-guard":"^0.1.0",', '')],
  ['another program takes its name', 'package.json', PACKAGE, PACKAGE.replace('"^0.1.0"', '"file:./tools/none"')],
  [
    'a step runs the script no more',
    ci,
    WORKFLOW.replace('npx --no-install precommit-guard', 'npm run check --'),
    WORKFLOW.replace('npx --no-install precommit-guard', 'npm test --'),
  ],
  ['the hook of the agent is gone', '.claude/settings.json', AGENT, AGENT.replace(/"hooks":\{.*\}$/, '"hooks":{}}')],
  ['hooks of the agent are off', '.claude/settings.json', AGENT, AGENT.replace('{"permissions"', '{"disableAllHooks":true,"permissions"')],
  ['a hook ends early', 'githooks/pre-commit', '#!/bin/sh\nnpx precommit-guard --staged\n', '#!/bin/sh\nexit 0\nnpx precommit-guard --staged\n'],
  ['make runs it no more', 'Makefile', MAKE, MAKE.replace('npx precommit-guard .', 'true')],
  ['lint-staged has a file of its own', '.lintstagedrc.json', '{"*": "precommit-guard"}', '{"*": "prettier"}'],
];
const ORDINARY: readonly Case[] = [
  ['another job', ci, WORKFLOW, WORKFLOW.replace('npm test', 'npm run test:all')],
  ['another step of the job', ci, WORKFLOW, WORKFLOW.replace('node-version: 22', 'node-version: 24')],
  ['a new job', ci, WORKFLOW, `${WORKFLOW}  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./deploy.sh\n`],
  ['a comment', ci, WORKFLOW, WORKFLOW.replace('# What comes in is looked at.', '# Secrets.')],
  ['the name', ci, WORKFLOW, WORKFLOW.replace('name: ci', 'name: checks')],
  ['a workflow without it', '.github/workflows/deploy.yml', 'on: push\njobs: {}\n', 'on: workflow_dispatch\njobs: {}\n'],
  ['a workflow that is new', ci, '', WORKFLOW],
  ['a word about it', '.github/workflows/a.yml', '# see precommit-guard\non: push\n', 'on: push\n'],
  ['another job of GitLab', '.gitlab-ci.yml', GITLAB, GITLAB.replace('npm run lint', 'npm run lint -- --fix')],
  ['dependencies and scripts', 'package.json', PACKAGE, PACKAGE.replace('"^3"', '"^4"').replace('"vitest"', '"vitest run"')],
  ['a newer guard', 'package.json', PACKAGE, PACKAGE.replace('^0.1.0', '^0.2.0')],
  ['lint-staged of another kind', 'package.json', PACKAGE, PACKAGE.replace('biome check', 'biome check --write')],
  ['permissions of the agent', '.claude/settings.json', AGENT, AGENT.replace('npm test', 'npm run build')],
  ['another target', 'Makefile', MAKE, MAKE.replace('build.js', 'make.js')],
];

describe('how the guard is called', () => {
  for (const [what, path, before, after] of WEAKENED) {
    it(`is altered: ${what} (${path})`, () => {
      assert.ok(mayCallGuard(path));
      assert.notEqual(before, after);
      assert.equal(altersGuardCall(path, before, after, guardScripts(PACKAGE)), true);
    });
  }

  for (const [what, path, before, after] of ORDINARY) {
    it(`stays as it is: ${what} (${path})`, () => {
      assert.notEqual(before, after);
      assert.equal(altersGuardCall(path, before, after, guardScripts(PACKAGE)), false);
    });
  }

  it('is known behind scripts that call scripts', () => assert.deepEqual(guardScripts(PACKAGE).sort(), ['check', 'secrets']));

  it('is altered by a baseline of whatever name', () => {
    const baseline = '# Made by: precommit-guard baseline create. Taken out when gone by: precommit-guard baseline prune.\n';
    assert.ok(mayCallGuard('ci/old-baseline.txt'));
    assert.equal(altersGuardCall('ci/old-baseline.txt', undefined, `${baseline}a\n`), true);
    assert.equal(altersGuardCall('ci/old-baseline.txt', `${baseline}a\n`, `${baseline}a\nb\n`), true);
    assert.equal(altersGuardCall('ci/visual-baseline.txt', undefined, 'a\n'), false);
  });
});
