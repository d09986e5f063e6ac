import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { rulesCatalogue } from '../scripts/rules-catalogue.js';
import { settingsOf } from '../src/config/settings.js';
import { validConfig } from '../src/config/valid-config.js';
import { builtIn } from '../src/rules/built-in.js';
import { PROJECT } from './support/installed.js';
import { type Ran, TempRepo } from './support/temp-repo.js';
import { githubToken } from './support/tokens.js';
import { leak } from './support/verdicts.js';

/** Pages of which every block is run; others have tests of their own. */
const PAGES = ['configuration', 'ci', 'hooks', 'editors', 'migrating', 'security', 'faq', 'performance', 'suppress'];

interface Block {
  readonly marker: string;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(PROJECT, `docs/${page}.md`), 'utf8');
  return [...text.matchAll(/(?:<!-- ([^\n]*) -->\n)?```(\w+)\n([\s\S]*?)```/g)].map(([, marker = '', language = '', content = '']) => ({
    marker: marker || language,
    text: content,
  }));
}

const commands = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(commands);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'run' && typeof inner === 'string' ? [inner] : key === 'script' && Array.isArray(inner) ? inner.map(String) : commands(inner),
  );
};

/** A repository with some commits, in which a new user types what the pages say. */
class Typist {
  readonly repo = new TempRepo({ hook: false });
  readonly #env: NodeJS.ProcessEnv;

  constructor() {
    this.repo.commitUnchecked({ 'a.js': 'export const a = 1;\n' });
    this.repo.commitUnchecked({ 'b.js': 'export const b = 2;\n' });
    const base = this.repo.git('rev-parse', 'HEAD~1').trim();
    this.#env = { BASE: base, CI_COMMIT_BEFORE_SHA: base, PATH: `${this.repo.path('node_modules/.bin')}:${this.repo.env['PATH']}` };
  }

  /** npx takes a fifth of a second and finds the same program. */
  type(command: string, env: NodeJS.ProcessEnv = {}): Ran {
    return this.repo.run('bash', ['-euc', command.replace(/npx (?:--no-install )?precommit-guard/g, 'precommit-guard')], { env: { ...this.#env, ...env } });
  }
}

const checks: Readonly<Record<string, (text: string, typist: Typist) => void | Promise<void>>> = {
  config: async (text) => {
    settingsOf(await validConfig(parse(text), { name: 'docs', text, prefix: [] }), {}, builtIn());
  },
  run: (text, typist) => {
    const ran = typist.type(text);
    assert.equal(ran.code, 0, `${text}\n${ran.all}`);
  },
  workflow: (text, typist) => {
    const ours = commands(parse(text)).filter((command) => command.includes('precommit-guard'));
    assert.ok(ours.length > 0);
    for (const command of ours) {
      for (const SHARD of command.includes('$SHARD') ? ['1', '2', '3', '4'] : ['']) {
        const ran = typist.type(command, { SHARD });
        assert.equal(ran.code, 0, `${command}\n${ran.all}`);
      }
    }
  },
  script: (text) => {
    for (const [, script] of text.matchAll(/node_modules\/precommit-guard\/(hooks\/[\w-]+)/g)) assert.ok(existsSync(join(PROJECT, script ?? '')), script);
  },
  yaml: (text) => {
    assert.match(JSON.stringify(parse(text)), /sh node_modules\/precommit-guard\/hooks\/pre-commit\b/);
  },
  framework: (text) => {
    // test/hooks/framework.test.ts runs it.
    assert.equal((parse(text) as { repos: { hooks: { language: string }[] }[] }).repos[0]?.hooks[0]?.language, 'node');
  },
  matcher: (text, typist) => {
    const { problemMatcher, command } = (parse(text) as { tasks: { command: string; problemMatcher: { pattern: Record<string, string | number> } }[] }).tasks[0] ?? assert.fail();
    const { regexp, file, line, column, severity, message } = problemMatcher.pattern;
    typist.repo.write('app.js', leak(githubToken('matcher')));
    typist.repo.git('add', 'app.js');
    const found = typist
      .type(`${command} || true`)
      .stdout.split('\n')
      .flatMap((one) => new RegExp(String(regexp)).exec(one) ?? []);
    assert.deepEqual(
      [file, line, column, severity].map((at) => found[Number(at)]),
      ['app.js', '1', '23', 'error'],
    );
    assert.match(found[Number(message)] ?? '', /^GitHub token/);
    typist.repo.git('rm', '-q', '--cached', 'app.js');
  },
  js: (text, typist) => {
    // The comment of suppress.md: it silences, and is no finding but its own.
    typist.repo.write('comment.js', text);
    assert.equal(typist.type('precommit-guard comment.js').code, 0);
  },
};

describe('the documentation', () => {
  for (const page of PAGES) {
    it(`docs/${page}.md: every block is run`, async () => {
      const typist = new Typist();
      try {
        for (const { marker, text } of blocksOf(page)) {
          const check = checks[marker];
          assert.ok(check !== undefined, `a block of docs/${page}.md says not how it is tested (${marker}):\n${text}`);
          await check(text, typist);
        }
      } finally {
        typist.repo.remove();
      }
    });
  }

  it('names every key of the configuration', () => {
    const page = readFileSync(join(PROJECT, 'docs/keys.md'), 'utf8');
    const schema = JSON.parse(readFileSync(join(PROJECT, 'schema/config.json'), 'utf8')) as { properties: object };
    for (const key of Object.keys(schema.properties)) assert.ok(page.includes(`| \`${key}\` |`), key);
  });

  it('has all rules in the catalogue', () => {
    assert.equal(readFileSync(join(PROJECT, 'docs/rules.md'), 'utf8'), rulesCatalogue(builtIn().rules));
  });

  it('links to pages that there are', () => {
    for (const name of readdirSync(join(PROJECT, 'docs')).filter((one) => one.endsWith('.md') && one !== 'rules.md')) {
      const text = readFileSync(join(PROJECT, 'docs', name), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\(([\w./-]+\.md)\)/g)) assert.ok(existsSync(join(PROJECT, 'docs', target)), `docs/${name}: ${target}`);
    }
  });
});

describe('the GitHub Action', () => {
  interface Step {
    readonly name: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly run: string;
  }
  const steps = (parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8')) as { runs: { steps: Step[] } }).runs.steps;

  it('scans what a push or a pull request brings, what it is told, or everything', () => {
    const repo = new TempRepo({ hook: false });
    try {
      repo.commitUnchecked({ 'a.js': 'export const a = 1;\n' });
      const base = repo.git('rev-parse', 'HEAD').trim();
      repo.commitUnchecked({ 'app.js': leak(githubToken('action')) });
      const run = (env: Record<string, string>): Ran => {
        const given = Object.fromEntries(Object.keys(steps[1]?.env ?? {}).map((name) => [name, '']));
        return repo.run('bash', ['-eo', 'pipefail', '-c', steps[1]?.run ?? ''], { env: { ...given, GITHUB_ACTION_PATH: PROJECT, ...env } });
      };
      for (const env of [{ PULL_BASE: base }, { PUSH_BASE: base }, { PUSH_BASE: '0'.repeat(40) }, { RANGE: `${base}..HEAD` }, { PATHS: 'app.js a.js' }, {}] as Record<
        string,
        string
      >[]) {
        const ran = run(env);
        assert.equal(ran.code, 1, `${JSON.stringify(env)} ${ran.all}`);
        assert.match(ran.stdout, /^::error file=app\.js,line=1,/m);
      }
      assert.equal(run({ PATHS: 'a.js' }).code, 0);
      assert.equal(run({ FAIL_ON: 'never' }).code, 0);
      const sarif = run({ PULL_BASE: base, SARIF: 'out.sarif' });
      assert.equal(sarif.code, 1);
      assert.match(repo.read('out.sarif'), /"ruleId":\s*"github-token"/);
      const hostile = run({ RANGE: '$(touch hacked)..HEAD; touch hacked', PATHS: '' });
      assert.equal(hostile.code, 2);
      assert.equal(existsSync(repo.path('hacked')), false);
    } finally {
      repo.remove();
    }
  });

  it('puts no expression into a command', () => {
    for (const { run } of steps) assert.doesNotMatch(run, /\$\{\{/);
  });
});
