import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import type { ScanResult } from '../model/scan-result.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import type { SourceItem } from '../sources/source-item.js';
import { detectorOf } from './detector-of.js';
import { ownScan } from './own-scan.js';
import { type PackagePlace, packageScan } from './package-scan.js';
import { runScan } from './run-scan.js';

/**
 * All that looks into texts, with its tables built. Loaded only when there is a text, or is about to be.
 *
 * @param place where the project of the texts lies; without one their packages are not judged.
 */
export async function readyScan(
  settings: Settings,
  engine: EngineChoice,
  all: RuleTable,
  place?: PackagePlace,
): Promise<(items: AsyncIterable<SourceItem>, used?: Set<number>) => Promise<ScanResult>> {
  const detector = await detectorOf(settings, regexEngine(engine), all);
  detector.ruleset.prepare();
  return (items, used) => scanWithPlace(items, detector, settings, place, used);
}

/** A scan with what lies beside the texts: the project's manifests, the developer's own credentials. */
export async function scanWithPlace(
  items: AsyncIterable<SourceItem>,
  detector: Detector,
  settings: Settings,
  place: PackagePlace | undefined,
  used?: Set<number>,
): Promise<ScanResult> {
  const besides = place === undefined ? [] : [ownScan(place, settings, detector), packageScan(place, settings, detector)].filter((one) => one !== undefined);
  try {
    return await runScan(
      items,
      detector,
      used,
      besides.map(({ judge }) => judge),
    );
  } finally {
    for (const one of besides) one.close();
  }
}
