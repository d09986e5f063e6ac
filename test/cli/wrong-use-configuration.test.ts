import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TempRepo } from '../support/temp-repo.js';
import { notBegun } from '../support/wrong-use.js';

/** What is wrong with a file of each format: where, what, and what to do. */
const WRONG: readonly (readonly [says: string, file: string, text: string, message: RegExp, hint: RegExp])[] = [
  ['broken JSON', '.precommit-guardrc.json', '{\n  "exclude": [\n    "a"\n    "b"\n  ]\n}\n', /\.precommit-guardrc\.json:4:\d+ is not valid JSON\./, /./],
  ['JSON with a comment', '.precommit-guardrc.json', '{\n  // the usual\n  "exclude": []\n}\n', /\.precommit-guardrc\.json:2:3 is not valid JSON\./, /./],
  ['JSON with a trailing comma', '.precommit-guardrc.json', '{\n  "exclude": [],\n}\n', /\.precommit-guardrc\.json(?::\d+:\d+)? is not valid JSON\./, /trailing commas/],
  ['JSON that ends too early', 'precommit-guard.config.json', '{\n  "exclude": [', /precommit-guard\.config\.json:2:\d+ is not valid JSON\./, /./],
  ['JSON in single quotes', '.precommit-guardrc.json', "{ 'exclude': [] }", /\.precommit-guardrc\.json(?::\d+:\d+)? is not valid JSON\./, /./],
  ['broken YAML', '.precommit-guardrc.yaml', 'exclude:\n  - a\n - b\n', /\.precommit-guardrc\.yaml:3:\d+ is not valid YAML\./, /./],
  ['YAML with an open bracket', '.precommit-guardrc.yml', 'exclude: [a, b\nfailOn: error\n', /\.precommit-guardrc\.yml:\d+:\d+ is not valid YAML\./, /./],
  ['YAML with a tab', '.precommit-guardrc', 'rules:\n\tgithub-token: off\n', /\.precommit-guardrc:2:\d+ is not valid YAML\./, /./],
  ['YAML with a key twice', '.precommit-guardrc.yaml', 'failOn: error\nfailOn: never\n', /\.precommit-guardrc\.yaml:2:1 is not valid YAML\./, /duplicate key/],
  ['an unknown key', '.precommit-guardrc.json', '{\n  "exclud": []\n}', /\.precommit-guardrc\.json:2:3: "exclud" is not a setting\./, /Did you mean "exclude"\?/],
  [
    'an unknown key of YAML',
    '.precommit-guardrc.yaml',
    'preset: strict\nfail-on: error\n',
    /\.precommit-guardrc\.yaml:2:1: "fail-on" is not a setting\./,
    /Did you mean "failOn"\?/,
  ],
  ['a key unlike any', '.precommit-guardrc.yaml', 'colours: true\n', /:1:1: "colours" is not a setting\./, /Settings: .*preset, include, exclude, rules, .*failOn/],
  ['a wrong type', '.precommit-guardrc.yaml', 'preset: strict\nexclude: vendor\n', /\.precommit-guardrc\.yaml:2:1: "exclude" has the wrong kind of value\./, /Expected a list/],
  ['a wrong type in a list', '.precommit-guardrc.json', '{ "exclude": [1] }', /:1:\d+: "exclude\.0" has the wrong kind of value\./, /Expected a text\./],
  ['a wrong choice', '.precommit-guardrc.json', '{ "failOn": "sometimes" }', /:1:3: "failOn" has the wrong kind of value\./, /error.*warning.*note.*never/],
  [
    'a wrong level of a rule',
    '.precommit-guardrc.yaml',
    'rules:\n  github-token: critical\n',
    /:2:3: "rules\.github-token" has the wrong kind of value\./,
    /off.*error.*warning.*note/,
  ],
  [
    'an unknown rule',
    '.precommit-guardrc.json',
    '{ "rules": { "github-tokn": "off" } }',
    /There is no rule "github-tokn", which the configuration names\./,
    /Did you mean "github-token"\?/,
  ],
  ['a list in place of settings', '.precommit-guardrc.yaml', '- a\n- b\n', /\.precommit-guardrc\.yaml holds no settings but a list\./, /Write settings by name: .*preset/],
  ['a word in place of settings', '.precommit-guardrc', 'strict\n', /\.precommit-guardrc holds no settings but a string\./, /Write settings by name/],
  ['a number in place of settings', '.precommit-guardrc.json', '7', /\.precommit-guardrc\.json holds no settings but a number\./, /Write settings by name/],
  ['broken package.json', 'package.json', '{ "name": "x", }', /package\.json(?::\d+:\d+)? is not valid JSON\./, /./],
  [
    'a wrong key in package.json',
    'package.json',
    '{\n  "name": "x",\n  "precommit-guard": {\n    "inclde": []\n  }\n}',
    /package\.json:4:5: "inclde" is not a setting\./,
    /Did you mean "include"\?/,
  ],
  [
    'a wrong type in package.json',
    'package.json',
    '{ "precommit-guard": "strict" }',
    /package\.json: "precommit-guard" holds no settings but a string\./,
    /Write settings by name/,
  ],
];

describe('a configuration that cannot be meant stops the scan, by its file, line and column:', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.remove());

  for (const [says, file, text, message, hint] of WRONG) {
    it(says, () => {
      repo.write(file, text);
      notBegun(repo, ['--staged'], message, hint);
      const commit = repo.tryGit('commit', '--allow-empty', '-m', says);
      assert.equal(commit.code, 1, 'the hook refuses');
      assert.equal(repo.commits(), 0);
    });
  }

  it('in a file that is named', () => {
    repo.write('deep/er/my.yaml', 'presett: strict\n');
    notBegun(repo, ['--staged', '--config', 'deep/er/my.yaml'], /deep\/er\/my\.yaml:1:1: "presett" is not a setting\./, /Did you mean "preset"\?/);
    repo.write('package.json', '{ "name": "x" }');
    notBegun(repo, ['--staged', '-c', 'package.json'], /package\.json: "precommit-guard" holds no settings but nothing\./, /Write settings by name/);
    notBegun(repo, ['--staged', '-c', 'deep/er'], /The configuration deep\/er cannot be read\./, /check its name/);
  });

  it('from a sub-folder, with the path from the root', () => {
    mkdirSync(repo.path('src'));
    repo.write('.precommit-guardrc.json', '{ "presett": 1 }');
    notBegun(repo, ['--cwd', 'src', '--staged'], /\.precommit-guardrc\.json:1:3: "presett"/, /Did you mean "preset"/);
  });

  for (const [says, make] of [
    ['a link to itself', (path: string) => symlinkSync('.precommit-guardrc.json', path)],
    ['a link to nothing', (path: string) => symlinkSync('nothing.json', path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => repo.run('mkfifo', [path])],
  ] as const) {
    it(`that is ${says}`, () => {
      make(repo.path('.precommit-guardrc.json'));
      notBegun(repo, ['--staged'], /The configuration \.precommit-guardrc\.json cannot be read\./, /JSON or YAML file/);
      mkdirSync(repo.path('src'));
      assert.equal(repo.guard('--cwd', 'src', '--staged').code, 2);
    });
  }

  it('does not include one that is empty, all comments, or begins with a byte order mark', () => {
    for (const text of ['', '\n', '# nothing yet\n', '\ufeff{ "failOn": "error" }', '\ufefffailOn: error\n']) {
      repo.write('.precommit-guardrc', text);
      const ran = repo.guard('--staged');
      assert.equal(ran.code, 0, ran.all);
    }
    rmSync(repo.path('.precommit-guardrc'));
    repo.write('package.json', '\ufeff{ "name": "x", "precommit-guard": { "failOn": "error" } }');
    assert.equal(repo.guard('--staged').code, 0);
  });

  it('is one: of two in a folder, one would be passed over', () => {
    repo.write('.precommit-guardrc.json', '{}');
    repo.write('package.json', '{ "name": "x" }');
    assert.equal(repo.guard('--staged').code, 0);
    repo.write('package.json', '{ "name": "x", "precommit-guard": {} }');
    notBegun(repo, ['--staged'], /several configurations in one folder: package\.json, \.precommit-guardrc\.json\./, /Put all into one of them/);
  });

  it('and is not read at all with --no-config', () => {
    repo.write('.precommit-guardrc.json', '{');
    assert.equal(repo.guard('--staged', '--no-config').code, 0);
  });
});
