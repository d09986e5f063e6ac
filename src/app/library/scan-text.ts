import { scanText as detect } from '../../detect/scan-text.js';
import type { ScanResult, Skipped } from '../../model/scan-result.js';
import type { AddedLines, LineRange } from '../../model/source-text.js';
import { binaryKind } from '../../text/binary-magic.js';
import { decode } from '../../text/decode.js';
import { languageOf } from '../../text/language-of.js';
import { countLines } from '../../text/line-index.js';
import { withPairsJoined } from '../credential-pairs.js';
import { type LoadedRuleset, recommended, type Scan } from './ruleset.js';

export interface TextOptions {
  /** The name of the file that the text belongs to, relative to the repository's root, with `/`: tells the language, and whether it is a test or an example. */
  readonly path?: string | undefined;
  /** Only findings on these lines (1-based, inclusive, sorted, not overlapping) are told; all by default. */
  readonly lines?: readonly LineRange[] | undefined;
  /** Made by `loadRuleset`; by default the recommended rules without any configuration. */
  readonly ruleset?: LoadedRuleset | undefined;
}

/**
 * Scans one text, at once: nothing is read from the disk but, the first time, the rules.
 *
 * @param content text, or the bytes of a file in any encoding.
 */
export function scanText(content: string | Uint8Array, options: TextOptions = {}): Scan {
  const { path = 'text', lines, ruleset = recommended() } = options;
  const begun = performance.now();
  const raw = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const why: Skipped['why'] | undefined = ruleset.filter(path) ? (typeof content === 'string' ? undefined : binaryKind(raw)) : 'path filter';
  const nothing = { findings: [], suppressed: 0, omitted: 0 };
  const bytes = typeof content === 'string' ? raw : decode(raw).bytes;
  const added: AddedLines = lines === undefined ? { kind: 'all' } : { kind: 'lines', ranges: lines };
  const { detector } = ruleset;
  const found = why === undefined ? detect({ path, bytes, language: languageOf(path), added, origin: { door: 'stdin' } }, detector) : nothing;
  const clean = detector.scrub(path);
  const result: ScanResult = {
    findings: withPairsJoined(found.findings.map((finding) => ({ ...finding, path: clean }))),
    suppressed: found.suppressed,
    omitted: found.omitted,
    skipped: why === undefined ? [] : [{ path: clean, why }],
    errors: [],
    complete: true,
    stats: {
      files: why === undefined ? 1 : 0,
      bytes: raw.length,
      addedLines: countLines(bytes),
      rules: detector.ruleset.size,
      ms: performance.now() - begun,
      engine: detector.ruleset.engine.name,
    },
  };
  return ruleset.judged(result);
}
