import type { Settings } from '../config/settings.js';
import type { Detector } from '../detect/detector.js';
import type { ScanResult } from '../model/scan-result.js';
import { type EngineChoice, regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { Ruleset } from '../rules/ruleset.js';
import type { SourceItem } from '../sources/source-item.js';
import { ownScan } from './own-scan.js';
import { type PackagePlace, packageScan } from './package-scan.js';
import { type Look, runScan } from './run-scan.js';

/**
 * What looks into texts, with its tables built. Loaded only when there is a text, or is about to be.
 *
 * @param place where the project of the texts lies; without one their packages are not judged.
 */
export function readyScan(
  settings: Settings,
  engine: EngineChoice,
  all: RuleTable,
  place?: PackagePlace,
): (items: AsyncIterable<SourceItem>, used?: Set<number>) => Promise<ScanResult> {
  const look = readyLook(settings, engine, all);
  return (items, used) => scanWithPlace(items, look, settings, place, used);
}

/** Rules with their tables built; the detector is loaded with the first text that may hold something. */
export function readyLook(settings: Settings, engine: EngineChoice, all: RuleTable): Look {
  const ruleset = new Ruleset({ table: all, choices: settings.choices }, regexEngine(engine));
  ruleset.prepare();
  let made: Promise<Detector> | undefined;
  const detector = (): Promise<Detector> => {
    made ??= import('./judge.js').then(({ detectorWith }) => detectorWith(ruleset, settings, all));
    return made;
  };
  return { ruleset, detector };
}

/** A scan with what lies beside the texts: the project's manifests, the developer's own credentials. */
export async function scanWithPlace(items: AsyncIterable<SourceItem>, look: Look, settings: Settings, place: PackagePlace | undefined, used?: Set<number>): Promise<ScanResult> {
  const besides = place === undefined ? [] : [ownScan(place, settings, look), packageScan(place, settings, look)].filter((one) => one !== undefined);
  try {
    return await runScan(
      items,
      look,
      used,
      besides.map(({ judge }) => judge),
    );
  } finally {
    for (const one of besides) one.close();
  }
}
