import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blockIn, README_BLOCKS, shown } from '../scripts/readme-blocks.js';
import { secretTable, withSecretTable } from '../scripts/rule-table.js';
import { settingsOf } from '../src/config/settings.js';
import { validConfig } from '../src/config/valid-config.js';
import { VERSION } from '../src/model/version.js';
import { FORMATS } from '../src/report/formats.js';
import { builtIn } from '../src/rules/built-in.js';
import { PROJECT } from './support/installed.js';
import { TempRepo } from './support/temp-repo.js';
import { password } from './support/tokens.js';

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');

describe('patterns/README.md', () => {
  it('lists every secret rule (npm run docs writes it)', () => {
    const readme = readFileSync(join(PROJECT, 'patterns/README.md'), 'utf8');
    assert.ok(readme === withSecretTable(readme, secretTable(PROJECT)), 'run npm run docs');
  });
});

describe('the README', () => {
  for (const one of README_BLOCKS) {
    it(`shows what "${one.command}" really prints (npm run docs writes it)`, () => {
      assert.equal(blockIn(README, one.name), shown(one, PROJECT));
    });
  }

  it('shows a configuration that is valid', async () => {
    const text = blockIn(README, 'config') ?? '';
    const config = await validConfig(JSON.parse(text), { name: 'README.md', text, prefix: [] });
    assert.equal(settingsOf(config, {}, builtIn()).rules.find(({ id }) => id === 'js-html-assign')?.level, 'error');
  });

  it('shows library code that runs', () => {
    const repo = new TempRepo({ hook: false });
    try {
      repo.write('scan.mjs', blockIn(README, 'library') ?? '');
      repo.write('settings.js', `const password = '${password('readme')}';\n`);
      repo.git('add', 'settings.js');
      const ran = repo.run(process.execPath, ['scan.mjs']);
      assert.equal(ran.code, 1, ran.all);
      assert.equal(ran.stdout, 'settings.js:1 Password in source\n');
    } finally {
      repo.remove();
    }
  });

  it('names every format of a report', () => {
    for (const { name } of FORMATS) assert.match(README, new RegExp(`^\\|.*\`${name}\`.*\\|.*\\|.*\\|$`, 'm'));
  });

  it('names the version of the package', () => {
    const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    assert.equal(VERSION, manifest.version);
    assert.ok(README.includes(`precommit-guard-${VERSION}.tgz`));
  });
});
