import type { Settings } from '../config/settings.js';
import { Detector } from '../detect/detector.js';
import type { ScanResult } from '../model/scan-result.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { Ruleset } from '../rules/ruleset.js';
import type { SourceItem } from '../sources/source-item.js';
import { runScan } from './run-scan.js';

/** All that looks into texts, with its tables built. Loaded only when there is a text, or is about to be. */
export function readyScan(settings: Settings, engine: EngineChoice, all: RuleTable): (items: AsyncIterable<SourceItem>) => Promise<ScanResult> {
  const ruleset = new Ruleset({ table: all, choices: settings.choices }, regexEngine(engine));
  ruleset.prepare();
  const detector = new Detector(ruleset, all, settings.salt);
  return (items) => runScan(items, detector);
}
