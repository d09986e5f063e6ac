import type { Detector } from '../detect/detector.js';
import { hitsIn, nameMayHold } from '../detect/may-hold.js';
import type { TextFindings } from '../detect/scan-text.js';
import type { Finding } from '../model/finding.js';
import type { GuardError } from '../model/guard-error.js';
import type { ScanResult, Skipped } from '../model/scan-result.js';
import type { SourceText } from '../model/source-text.js';
import type { Ruleset } from '../rules/ruleset.js';
import type { SourceItem } from '../sources/source-item.js';

/** What looks into texts: the rules that run, and the detector, which most commits do not need. */
export interface Look {
  readonly ruleset: Ruleset;
  readonly detector: () => Promise<Detector>;
}

/** The look of a detector that is there. */
export function lookOf(detector: Detector): Look {
  return { ruleset: detector.ruleset, detector: async () => detector };
}

/** Judges a text by what lies beside it, where that may matter: its project's manifests, the developer's own credentials. */
export type Beside = (text: SourceText, already: TextFindings) => Promise<TextFindings | undefined> | TextFindings | undefined;

const NOTHING: TextFindings = { findings: [], suppressed: 0, omitted: 0, allowances: new Set() };

/** How long texts are looked at without a look aside: a signal comes in between two of them, and whoever pressed Ctrl-C would wait for the last. */
const TURN_MS = 100;

/**
 * The hallway of every door: texts in, a result out. Never prints, never exits.
 *
 * @param used is told which of the configuration's allowances were about a finding.
 */
export async function runScan(
  items: AsyncIterable<SourceItem> | Iterable<SourceItem>,
  { ruleset, detector }: Look,
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
  let turned = begun;
  for await (const item of items) {
    if (Date.now() - turned > TURN_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      turned = Date.now();
    }
    switch (item.kind) {
      case 'text': {
        files++;
        bytes += item.rawBytes;
        addedLines += item.addedLines;
        // Nothing is awaited where there is nothing to wait for.
        const hits = hitsIn(item.text, ruleset);
        const found = hits === undefined ? NOTHING : (await import('./judge.js')).scanText(item.text, await detector(), undefined, hits);
        for (const finding of found.findings) findings.push(finding);
        omitted += found.omitted;
        suppressed += found.suppressed;
        if (used !== undefined) for (const one of found.allowances) used.add(one);
        for (const judge of besides) {
          const judged = judge(item.text, found);
          if (judged === undefined) continue;
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
        findings.push(...(await weakened(item, await detector())));
        break;
      }
      case 'name':
        if (nameMayHold(item.path, ruleset)) {
          const { scanName } = await import('./judge.js');
          findings.push(...scanName(item.path, await detector()));
        }
        break;
      case 'skipped':
        skipped.push(item.skipped);
        break;
      case 'failed':
        errors.push(item.error);
        break;
    }
  }
  const clean = findings.length + skipped.length === 0 ? undefined : cleaner(await detector());
  // One after another: a tree has them by the ten thousand.
  for (const [at, finding] of findings.entries()) findings[at] = cleanOf(finding, clean);
  for (const [at, one] of skipped.entries()) skipped[at] = cleanOf(one, clean);
  return {
    findings,
    suppressed,
    omitted,
    skipped,
    errors,
    complete: errors.length === 0,
    stats: { files, bytes, addedLines, rules: ruleset.size, ms: Date.now() - begun, engine: ruleset.engine.name },
  };
}

/** The same where there is nothing to mask: copies of all would be in memory beside them. */
function cleanOf<T extends { readonly path: string }>(one: T, clean: ((path: string) => string) | undefined): T {
  const path = clean?.(one.path) ?? '';
  return path === one.path ? one : { ...one, path };
}

/** Masks what is secret in paths, which come by the thousand and repeat. */
function cleaner(detector: Detector): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    let text = known.get(path);
    if (text === undefined) {
      text = detector.scrub(path);
      known.set(path, text);
    }
    return text;
  };
}
