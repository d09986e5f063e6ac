import type { Detector } from '../detect/detector.js';
import { scanName } from '../detect/scan-name.js';
import { scanText, type TextFindings } from '../detect/scan-text.js';
import type { Finding } from '../model/finding.js';
import type { GuardError } from '../model/guard-error.js';
import type { ScanResult, Skipped } from '../model/scan-result.js';
import type { SourceText } from '../model/source-text.js';
import type { SourceItem } from '../sources/source-item.js';

/** Judges a text by what lies beside it, where that may matter: its project's manifests, the developer's own credentials. */
export type Beside = (text: SourceText, already: TextFindings) => Promise<TextFindings | undefined> | TextFindings | undefined;

/**
 * The hallway of every door: texts in, a result out. Never prints, never exits.
 *
 * @param used is told which of the configuration's allowances were about a finding.
 */
export async function runScan(
  items: AsyncIterable<SourceItem> | Iterable<SourceItem>,
  detector: Detector,
  used?: Set<number>,
  besides: readonly Beside[] = [],
): Promise<ScanResult> {
  const begun = Date.now();
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const errors: GuardError[] = [];
  let suppressed = 0;
  let omitted = 0;
  let files = 0;
  let bytes = 0;
  let addedLines = 0;
  for await (const item of items) {
    switch (item.kind) {
      case 'text': {
        files++;
        bytes += item.rawBytes;
        addedLines += item.addedLines;
        const found = scanText(item.text, detector);
        for (const finding of found.findings) findings.push(finding);
        omitted += found.omitted;
        suppressed += found.suppressed;
        if (used !== undefined) for (const one of found.allowances) used.add(one);
        for (const judge of besides) {
          const judged = judge(item.text, found);
          if (judged === undefined) continue; // Nothing is awaited where there is nothing to wait for.
          const more = await judged;
          if (more === undefined) continue;
          findings.push(...more.findings);
          suppressed += more.suppressed;
          if (used !== undefined) for (const one of more.allowances) used.add(one);
        }
        break;
      }
      case 'configuration': {
        const { weakened } = await import('./weakened.js');
        findings.push(...(await weakened(item, detector)));
        break;
      }
      case 'name':
        findings.push(...scanName(item.path, detector));
        break;
      case 'skipped':
        skipped.push(item.skipped);
        break;
      case 'failed':
        errors.push(item.error);
        break;
    }
  }
  const clean = cached((path) => detector.scrub(path));
  return {
    findings: findings.map((finding) => ({ ...finding, path: clean(finding.path) })),
    suppressed,
    omitted,
    skipped: skipped.map(({ path, why }) => ({ path: clean(path), why })),
    errors,
    complete: errors.length === 0,
    stats: { files, bytes, addedLines, rules: detector.ruleset.size, ms: Date.now() - begun, engine: detector.ruleset.engine.name },
  };
}

/** Paths come by the thousand and repeat. */
function cached(clean: (path: string) => string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    let text = known.get(path);
    if (text === undefined) {
      text = clean(path);
      known.set(path, text);
    }
    return text;
  };
}
