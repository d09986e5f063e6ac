import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { PROJECT } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: {
    readonly shard: { readonly strategy: { readonly matrix: { readonly shard: readonly number[] } }; readonly steps: readonly Step[] };
    readonly merge: { readonly steps: readonly Step[] };
  };
}
interface GitLabJob {
  readonly parallel: number;
  readonly script: readonly string[];
}
interface KubernetesJob {
  readonly spec: {
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly command: readonly string[]; readonly args: readonly string[]; readonly volumeMounts: readonly { readonly mountPath: string }[] }[];
      };
    };
  };
}

/** The documents of a recipe. Strict YAML: a key that is given twice, or a tab, is an error. */
function recipe(name: string): unknown[] {
  const text = readFileSync(join(PROJECT, 'docs/scale.md'), 'utf8');
  const block = text.split(`<!-- executed: ${name} -->\n\`\`\`yaml\n`)[1]?.split('```')[0] ?? '';
  return parseAllDocuments(block, { strict: true, uniqueKeys: true }).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS() as unknown;
  });
}

describe('the recipes for several machines', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo({ hook: false });
    repo.write('a.js', `const token = '${githubToken('recipes')}';\n`);
    repo.write('.gitignore', 'node_modules\n*.json\n');
    repo.git('add', '--all');
    repo.git('commit', '-q', '-m', 'one');
  });
  after(() => repo.remove());

  const shell = (script: string, env: Record<string, string>, code: number) => {
    const ran = repo.run('bash', ['-e', '-o', 'pipefail', '-c', script], { env });
    assert.equal(ran.code, code, ran.all);
    return ran;
  };
  const runs = (steps: readonly Step[]): readonly Step[] => steps.filter(({ run }) => run !== undefined && run !== 'npm ci');

  it('GitHub Actions: every shard, then merge', () => {
    const [{ jobs }] = recipe('github') as [Workflow];
    const shards = jobs.shard.strategy.matrix.shard;
    assert.deepEqual(shards, [1, 2, 3]);
    for (const shard of shards) {
      for (const { run = '', env = {} } of runs(jobs.shard.steps)) {
        const filled = Object.entries(env).map(([name, value]) => [
          name,
          value.replace('${{ matrix.shard }}', String(shard)).replace('${{ strategy.job-total }}', String(shards.length)),
        ]);
        shell(run, Object.fromEntries(filled) as Record<string, string>, 0);
      }
    }
    for (const { run = '' } of runs(jobs.merge.steps)) assert.match(shell(run, {}, 1).stdout, /^::error .*file=a\.js/m);
  });

  it('GitLab: every shard, then merge', () => {
    const [jobs] = recipe('gitlab') as [{ readonly 'history-shard': GitLabJob; readonly 'history-merge': GitLabJob }];
    const { parallel, script } = jobs['history-shard'];
    repo.run('sh', ['-c', 'rm -f shard-*.json']);
    for (let index = 1; index <= parallel; index++) shell(script.slice(1).join('\n'), { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(parallel) }, 0);
    shell(jobs['history-merge'].script.slice(1).join('\n'), {}, 1);
    assert.match(readFileSync(repo.path('code-quality.json'), 'utf8'), /"path": ?"a\.js"/);
    repo.run('sh', ['-c', 'rm shard-2.json']);
    shell(jobs['history-merge'].script.slice(1).join('\n'), {}, 2);
  });

  it('Kubernetes: every repository of the list', () => {
    const [list, job] = recipe('kubernetes') as [{ readonly data: { readonly list: string } }, KubernetesJob];
    assert.equal(list.data.list.trim().split('\n').length, job.spec.completions);
    const [container] = job.spec.template.spec.containers;
    assert.ok(container);
    const here = (path: string): string => join(repo.home, 'pod', path);
    for (const { mountPath } of container.volumeMounts) mkdirSync(here(mountPath), { recursive: true });
    writeFileSync(here('/repositories/list'), `${repo.root}\n${repo.root}/none\n`);
    const script = container.volumeMounts.reduce((text, { mountPath }) => text.replaceAll(`${mountPath}/`, `${here(mountPath)}/`), container.args[0] ?? '');
    const pod = (index: number) => {
      const env = { JOB_COMPLETION_INDEX: String(index), PATH: `${repo.path('node_modules/.bin')}:${process.env['PATH']}` };
      return repo.run(container.command[0] ?? '', [...container.command.slice(1), script], { env });
    };
    const ran = pod(0);
    assert.equal(ran.code, 0, ran.all);
    assert.match(readFileSync(here('/reports/0.json'), 'utf8'), /"path": ?"a\.js"/);
    assert.notEqual(pod(1).code, 0, 'a repository that is not there is a pod that failed');
  });
});
