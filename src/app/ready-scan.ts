import type { Settings } from '../config/settings.js';
import type { ScanResult } from '../model/scan-result.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import type { SourceItem } from '../sources/source-item.js';
import { detectorOf } from './detector-of.js';
import { runScan } from './run-scan.js';

/** All that looks into texts, with its tables built. Loaded only when there is a text, or is about to be. */
export async function readyScan(settings: Settings, engine: EngineChoice, all: RuleTable): Promise<(items: AsyncIterable<SourceItem>, used?: Set<number>) => Promise<ScanResult>> {
  const detector = await detectorOf(settings, regexEngine(engine), all);
  detector.ruleset.prepare();
  return (items, used) => runScan(items, detector, used);
}
