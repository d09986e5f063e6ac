import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { scanText } from '../src/detect/scan-text.js';
import { binaryKind } from '../src/text/binary-magic.js';
import { decode } from '../src/text/decode.js';
import { installedBin, PROJECT } from './support/installed.js';
import { allRules, detectorOf, textOf } from './support/scan.js';
import { githubToken } from './support/tokens.js';

/** Every secret rule that knows a token by its shape; a name with a value beside it is what half of our rules talk about. */
const shapes = detectorOf(
  allRules()
    .rules.map(({ rule }) => rule)
    .filter(({ kind, value }) => kind === 'secret' && value === undefined),
);

/** What is in the repository or would be added to it. */
function ownFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: PROJECT, encoding: 'utf8', maxBuffer: 1 << 26 });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(PROJECT, path)) && lstatSync(join(PROJECT, path)).isFile());
}

function shapedLiterals(content: Buffer, path: string): string[] {
  if (binaryKind(content) !== undefined) return [];
  return scanText(textOf(decode(content).bytes, path), shapes).findings.map(({ ruleId, start }) => `${path}:${start.line} ${ruleId}`);
}

describe('this repository', () => {
  it('holds nothing that is shaped like a token', () => {
    const files = ownFiles();
    assert.ok(files.some((path) => path.startsWith('patterns/secrets/')) && files.some((path) => path.startsWith('test/')));
    assert.deepEqual(
      files.flatMap((path) => shapedLiterals(readFileSync(join(PROJECT, path)), path)),
      [],
    );
  });

  it('passes its own guard, with every rule and without a configuration', () => {
    const ran = spawnSync(process.execPath, [installedBin(), '--quiet', '.'], { cwd: PROJECT, encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(ran.status, 0, `${ran.stdout}${ran.stderr}`);
  });

  it('would be told if it did', () => {
    const planted = Buffer.from(`# a rule file\n- match: '${githubToken('planted')}'\n`);
    assert.deepEqual(shapedLiterals(planted, 'patterns/secrets/new.yaml'), ['patterns/secrets/new.yaml:2 github-token']);
  });
});
