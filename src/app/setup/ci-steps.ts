import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manager, Project } from './project.js';
import type { Step } from './step.js';
import { YamlLines } from './yaml-lines.js';

export type Host = 'github' | 'gitlab';

/** A job in CI, which is the one door that nobody can pass by. */
export function ciSteps(host: Host, project: Project): Step[] {
  return host === 'github' ? githubSteps(project) : gitlabSteps(project);
}

const INSTALL: Readonly<Record<Manager, string>> = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --immutable',
  bun: 'npm install --global bun && bun install --frozen-lockfile',
};

function githubSteps({ root, manager }: Project): Step[] {
  const name = '.github/workflows/precommit-guard.yml';
  const file = join(root, name);
  if (existsSync(file)) return [];
  const text = `name: precommit-guard
on: [push, pull_request]
permissions: {}
jobs:
  scan:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # All commits: what one adds and the next takes out is pushed all the same.
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${INSTALL[manager]}
      - run: npx --no-install precommit-guard --range "$BASE..HEAD" --format github
        env:
          # Before a first push it is all zeros, which stands for nothing.
          BASE: \${{ github.event.pull_request.base.sha || github.event.before }}
`;
  return [{ kind: 'write', file, text, executable: false, what: `new workflow ${name}` }];
}

function gitlabSteps({ root, manager }: Project): Step[] {
  const name = '.gitlab/precommit-guard.yml';
  const job: Step = { kind: 'write', file: join(root, name), text: gitlabJob(INSTALL[manager]), executable: false, what: `new job ${name}` };
  const main = join(root, '.gitlab-ci.yml');
  const before = existsSync(main) ? readFileSync(main, 'latin1') : '';
  const jobs = existsSync(join(root, name)) ? [] : [job];
  if (before.includes(name)) return jobs;
  const yaml = new YamlLines(before);
  try {
    const include = yaml.block('include');
    if (include === undefined) yaml.append(['include:', `  - local: ${name}`]);
    else if (!/^\s*-/.test(yaml.lines.slice(include.at + 1, include.end).find((line) => /^\s*[^\s#]/.test(line)) ?? '')) throw new Error('no list');
    else yaml.insert(include.at, [`${include.indent ?? '  '}- local: ${name}`]);
  } catch {
    return [...jobs, { kind: 'say', what: `"include" in .gitlab-ci.yml is not a list: add "local: ${name}" to it by hand.` }];
  }
  return [...jobs, { kind: 'write', file: main, text: yaml.toString(), executable: false, what: 'include it in .gitlab-ci.yml' }];
}

/** The job of a merge request and of a push. https://docs.gitlab.com/ci/variables/predefined_variables */
function gitlabJob(install: string): string {
  return `precommit-guard:
  image: node:22
  variables:
    GIT_DEPTH: 0 # All commits: what one adds and the next takes out is pushed all the same.
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH
  script:
    - ${install}
    - npx --no-install precommit-guard --range "\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}..HEAD" --format gitlab --output gl-code-quality.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality.json
`;
}
