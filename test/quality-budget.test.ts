import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TemplateFiller } from '../scripts/patterns/template.js';
import { Detector } from '../src/detect/detector.js';
import { scanText } from '../src/detect/scan-text.js';
import { regexEngine } from '../src/rules/regex-engine.js';
import { Ruleset } from '../src/rules/ruleset.js';
import { languageOf } from '../src/text/language-of.js';
import { PROJECT } from './support/installed.js';
import { allRules } from './support/scan.js';

interface Kind {
  readonly kind: string;
  readonly lines: number;
  readonly flagged: readonly string[];
  readonly filled: number;
  readonly found: number;
}

/** What the benches of `bench/quality` need of the program, from the sources instead of the bundle. */
const core = { readRules: allRules, TemplateFiller, Detector, scanText, regexEngine, Ruleset, languageOf };

async function measured(bench: string, name: string): Promise<readonly Kind[]> {
  const loaded = (await import(pathToFileURL(join(PROJECT, 'bench/quality', bench)).href)) as Record<string, (given: typeof core) => readonly Kind[]>;
  return loaded[name]?.(core) ?? [];
}

const sum = (kinds: readonly Kind[], count: (kind: Kind) => number): number => kinds.reduce((total, kind) => total + count(kind), 0);

describe('the budget of quality', () => {
  before(() => process.chdir(PROJECT));

  it('holds for lines that look like a leak and are none: at most 1 % are flagged', async () => {
    const kinds = await measured('hard-negatives.mjs', 'hardNegatives');
    const lines = sum(kinds, (kind) => kind.lines);
    assert.ok(lines >= 600);
    const flagged = kinds.flatMap((kind) => kind.flagged);
    assert.ok(flagged.length <= lines / 100, flagged.join('\n'));
  });

  it('holds for leaks as people write them: at least 90 % are found', async () => {
    const kinds = await measured('hard-positives.mjs', 'hardPositives');
    const filled = sum(kinds, (kind) => kind.filled);
    assert.ok(filled >= 3000);
    assert.ok(sum(kinds, (kind) => kind.found) >= filled * 0.9, kinds.map(({ kind, found, filled: all }) => `${kind}: ${found} of ${all}`).join('\n'));
  });
});
