import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { filled, githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const KEY = filled('own', 'acme_live_{alnum:32}');

describe('rules of one’s own', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  const configured = (): void => repo.write('.precommit-guardrc.json', '{ "ruleFiles": ["guard-rules"] }');

  it('begin with files that pass their gates and run at once, in every door', () => {
    for (const args of [['acme-api-key'], ['gateway-send', 'code']]) assert.equal(repo.guard('rules', 'new', ...args).code, 0);
    const checked = repo.guard('rules', 'check', 'guard-rules');
    assert.equal(checked.code, 0, checked.all);
    assert.match(checked.stdout, /^2 rules checked, 0 problems$/m);
    const tried = repo.guard('rules', 'test', 'guard-rules/acme-api-key.yaml');
    assert.equal(tried.code, 0, tried.all);
    assert.equal(tried.stdout.match(/^ {2}ok {3}/gm)?.length, 6);
    configured();
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'rules');
    repo.write('a.js', `const k = '${KEY}';\nlegacyGateway.send(k);\n`);
    repo.git('add', 'a.js');
    const ran = repo.tryGit('commit', '-m', 'x');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^a\.js:1:12 error Acme API key/m);
    assert.match(ran.all, /^a\.js:2:1 warning Unchecked call/m);
    assert.ok(!ran.all.includes(KEY));
    repo.git('commit', '-q', '--no-verify', '-m', 'x');
    const history = jsonReport(repo.guard('history', '--format', 'json'));
    assert.deepEqual(places(history), ['a.js:1 error']);
    assert.match(repo.guard('rules', 'list').stdout, /^ {2}acme-api-key +error/m);
    assert.match(repo.guard('rules', 'explain', 'acme-api-key').stdout, /acme_live_/);
  });

  it('are not let go, nor used to hide what else is let go, without a word', () => {
    assert.equal(repo.guard('rules', 'new', 'acme-api-key').code, 0);
    repo.write('.precommit-guardrc.json', '{ "ruleFiles": ["guard-rules"], "rules": { "acme-api-key": "error" } }');
    repo.commitUnchecked({});
    repo.write('.precommit-guardrc.json', '{ "ruleFiles": ["guard-rules"], "rules": { "acme-api-key": "error", "github-token": "off" } }');
    repo.git('add', '-A');
    assert.match(repo.guard('--staged').stdout, /configuration-weakened/);
    repo.write('.precommit-guardrc.json', '{}');
    repo.git('add', '-A');
    assert.match(repo.guard('--staged').stdout, /configuration-weakened/);
  });

  it('are compiled once: damage of what is kept means compiling again', () => {
    assert.equal(repo.guard('rules', 'new', 'acme-api-key').code, 0);
    configured();
    repo.write('a.js', `const k = '${KEY}';\n`);
    const folder = join(repo.home, '.cache/precommit-guard/rules');
    for (let round = 0; round < 3; round++) {
      assert.equal(repo.guard('a.js').code, 1);
      const files = readdirSync(folder);
      assert.equal(files.length, 1);
      if (round === 1) writeFileSync(join(folder, files[0] ?? ''), 'damage');
    }
  });

  it('are refused with the reason when they are wrong, and nothing is scanned', () => {
    configured();
    const wrong: readonly (readonly [string, RegExp])[] = [
      [
        "- id: my-rule\n  title: x\n  keywords: [acme_]\n  pattern: 'acme_(?<secret>[a-z]+)'\n  level: error\n  confidence: high\n  advice: Take it out.\n  docs: https://example.com\n",
        /my-rule: \[a-z\]\+: every repeat needs an upper bound/,
      ],
      ['- id: github-token\n', /github-token|expected/],
      ['a: [', /not valid YAML/],
    ];
    for (const [text, why] of wrong) {
      repo.write('guard-rules/wrong.yaml', text);
      const ran = repo.guard('.');
      assert.equal(ran.code, 2, ran.all);
      assert.match(ran.stderr, why);
      assert.equal(repo.guard('rules', 'check').code, 1);
    }
    repo.git('clean', '-fdqx', 'guard-rules');
    assert.equal(repo.guard('.').code, 2, 'the folder is not there');
  });

  it('must be found by their examples alone, take bounded time, and not be told by others', () => {
    const head = '  title: x\n  level: error\n  confidence: high\n  advice: Take it out.\n  docs: https://example.com\n';
    const examples = (match: string): string => `  examples:\n    match: ['${match}', 'b ${match}', 'c ${match}']\n    ignore: ['x', 'y', 'z']\n`;
    repo.write('r/a.yaml', `- id: my-rule\n${head}  keywords: [acme_]\n  pattern: 'acme_(?<secret>[a-z]{8})'\n${examples('acme_1')}`);
    repo.write('r/b.yaml', `- id: other-rule\n${head}  keywords: [ghp_]\n  pattern: '(?<secret>ghp_[A-Za-z0-9]{36})'\n${examples('ghp_{crc62:30}')}`);
    const ran = repo.guard('rules', 'check', 'r');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /my-rule: match example 1 is not found/);
    assert.match(ran.stdout, /other-rule: match example 1 is also found by github-token/);
    assert.equal(repo.guard('rules', 'test', 'r/a.yaml').code, 1);
  });

  it('are not well tested where they are no rules', () => {
    repo.write('r/none.json', '{"name": "x"}\n');
    repo.write('r/broken.yaml', '- id: my-rule\n  title: x\n');
    for (const [file, why] of [
      ['r/none.json', /a list of rules is expected/],
      ['r/broken.yaml', /r\/broken\.yaml/],
    ] as const) {
      const ran = repo.guard('rules', 'test', file);
      assert.equal(ran.code, 1, ran.all);
      assert.match(ran.stdout, why);
    }
  });
});

describe('import', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo({ hook: false });
  });
  afterEach(() => repo.remove());

  it('takes over the rules of a gitleaks configuration, and lists what it cannot', () => {
    repo.write(
      '.gitleaks.toml',
      [
        '[[rules]]\nid = "acme-key"\ndescription = "Acme key"\nregex = \'\'\'(?i)\\bacme_([a-z0-9]{24})(?:[\\x60\'"\\s;]|$)\'\'\'\nentropy = 3.0\nkeywords = ["acme_"]',
        "[[rules]]\nid = \"short\"\nregex = '''[0-9]{20}'''",
        "[[rules]]\nid = \"paths\"\npath = '''\\.p12$'''",
        "[[rules]]\nid = \"odd\"\nregex = '''\\pL{20}'''\nkeywords = [\"odd_\"]",
        "[allowlist]\npaths = ['''(^|/)vendor/''', '''\\.(png|gif)$''', '''a.*b?c''']\nstopwords = [\"example\"]",
      ].join('\n'),
    );
    const ran = repo.guard('import', '.gitleaks.toml');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.stdout, /^1 rules imported into guard-rules\/imported\.yaml, 5 things left out\.$/m);
    for (const name of ['short', 'paths', 'odd']) assert.match(ran.stdout, new RegExp(`^left out: .*\\(${name}\\)$`, 'm'));
    assert.match(ran.stdout, /"\*\*\/vendor\/\*\*"/);
    assert.equal(repo.guard('rules', 'check', 'guard-rules').code, 0);
    repo.write('.precommit-guardrc.json', '{ "ruleFiles": ["guard-rules/imported.yaml"] }');
    const key = filled('import', 'acme_{lowalnum:24}');
    repo.write('a.txt', `key = "${key}"\n`);
    const scanned = repo.guard('a.txt');
    assert.equal(scanned.code, 1, scanned.all);
    assert.match(scanned.stdout, /^a\.txt:1:13 error Acme key/m);
    assert.equal(repo.guard('import', '.gitleaks.toml').code, 2, 'nothing is written over');
  });

  it('takes over a baseline of detect-secrets by what its secrets are, and keeps none', () => {
    const secret = githubToken('baseline');
    const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
    repo.write('a.js', `// moved since\n${leak(secret)}`);
    const entry = (hashed_secret: string, more: object = {}): object => ({ type: 'Secret Keyword', filename: 'a.js', hashed_secret, is_verified: false, line_number: 1, ...more });
    repo.write(
      '.secrets.baseline',
      JSON.stringify({
        version: '1.5.0',
        plugins_used: [],
        results: { 'a.js': [entry(sha1(secret)), entry(sha1('other')), entry(sha1('real'), { is_secret: true })], 'gone.js': [entry(sha1('x'))] },
      }),
    );
    const ran = repo.guard('import', '.secrets.baseline');
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.stdout, /^1 entries taken over, 3 left out\.$/m);
    assert.ok(!ran.all.includes(secret.slice(4)));
    const config = ran.stdout.slice(ran.stdout.indexOf('{'));
    assert.equal(repo.guard('a.js').code, 1);
    repo.write('.precommit-guardrc.json', config);
    assert.equal(repo.guard('a.js').code, 0);
    repo.write('a.js', leak(githubToken('baseline-other')));
    assert.equal(repo.guard('a.js').code, 1, 'another secret is not allowed');
  });

  it('says what is wrong with a file', () => {
    repo.write('x.toml', 'a = = b');
    repo.write('x.json', '{ "a": 1 }');
    for (const name of ['x.toml', 'x.json', 'none.toml']) assert.equal(repo.guard('import', name).code, 2, name);
  });
});
