import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MADE_UP, type PackageCase, RIGHT, SHOP, WEB } from '../support/package-cases.js';
import { packagesIn } from '../support/packages.js';

const named = async ({ project, path, text }: PackageCase): Promise<string[]> =>
  (await packagesIn(project, path, text)).map(({ message }) => /"([^"]+)"/.exec(message)?.[1] ?? message);

describe('packages that assistants make up', () => {
  for (const one of MADE_UP) {
    it(`are told of: ${one.caught.join(', ')} in ${one.path}`, async () => {
      const found = await named(one);
      for (const name of one.caught) assert.ok(found.includes(name), found.join());
    });
  }

  it('are enough cases', () => assert.ok(MADE_UP.length >= 60, String(MADE_UP.length)));
});

describe('packages that are right', () => {
  for (const one of RIGHT) {
    it(`are left alone: ${one.path} ${JSON.stringify(one.text.slice(0, 60))}`, async () => assert.deepEqual(await named(one), []));
  }

  it('are enough cases', () => assert.ok(RIGHT.length >= 60, String(RIGHT.length)));
});

describe('what is said of packages', () => {
  it('names the attack, the package and what was probably meant', async () => {
    const [finding] = await packagesIn(SHOP, 'src/a.js', "import axios from 'axois';\n");
    assert.equal(finding?.level, 'error');
    assert.equal(finding?.ruleId, 'undeclared-package');
    assert.match(finding?.message ?? '', /did you mean "axios"/);
    assert.match(finding?.why ?? '', /whoever registers it runs code/);
    assert.deepEqual(finding?.start, { line: 1, column: 20 });
  });

  it('is nothing of lines that were there before', async () => {
    const text = "import a from 'old-made-up-thing';\nimport b from 'new-made-up-thing';\n";
    const found = await packagesIn(SHOP, 'src/a.js', text, { added: { kind: 'lines', ranges: [{ first: 2, last: 2 }] } });
    assert.deepEqual(
      found.map(({ start }) => start.line),
      [2],
    );
  });

  it('is a note where many use the package and nothing declares it', async () => {
    const [finding] = await packagesIn(SHOP, 'src/a.js', "import lodash from 'lodash';\n", { notes: true });
    assert.equal(finding?.level, 'note');
    assert.equal((await packagesIn(WEB, 'src/web/a.py', 'import requests\n', { notes: true }))[0]?.level, 'note');
  });

  it('heeds the lists of the team', async () => {
    assert.equal((await packagesIn({ ...SHOP, block: ['express'] }, 'src/a.js', "import e from 'express';\n"))[0]?.ruleId, 'blocked-package');
    assert.equal((await packagesIn({ ...SHOP, block: ['event-*'] }, 'package.json', '{"dependencies": {"event-stream": "3.3.6"}}'))[0]?.ruleId, 'blocked-package');
  });

  it('can be silenced on its line, with a reason', async () => {
    const text = "// precommit-guard-ignore-next-line undeclared-package -- provided by the host\nimport h from 'odd-host-thing';\n";
    assert.deepEqual(await packagesIn(SHOP, 'src/a.js', text), []);
  });
});
