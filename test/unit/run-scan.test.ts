import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookOf, runScan } from '../../src/app/run-scan.js';
import { Detector } from '../../src/detect/detector.js';
import { builtIn } from '../../src/rules/built-in.js';
import { regexEngine } from '../../src/rules/regex-engine.js';
import { Ruleset } from '../../src/rules/ruleset.js';
import type { SourceItem } from '../../src/sources/source-item.js';

describe('a scan of very many texts', () => {
  it('lets in between what waits outside, such as a signal', async () => {
    let came = false;
    setTimeout(() => {
      came = true;
    }, 1);
    const bytes = Buffer.from('text\n');
    const until = Date.now() + 10_000;
    function* items(): Generator<SourceItem> {
      while (!came && Date.now() < until)
        yield { kind: 'text', text: { path: 'a.txt', bytes, language: 'text', added: { kind: 'all' }, origin: { door: 'file' } }, rawBytes: bytes.length, addedLines: 1 };
    }
    const { findings } = await runScan(items(), lookOf(new Detector(new Ruleset([], regexEngine('builtin')), builtIn())));
    assert.deepEqual([came, findings], [true, []]);
  });
});
