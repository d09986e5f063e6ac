import type { Settings } from '../config/settings.js';
import { Detector } from '../detect/detector.js';
import { NO_POLICY, type Policy } from '../detect/policy.js';
import type { RegexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { Ruleset } from '../rules/ruleset.js';

/** The detector that settings ask for. What a configuration says beside the choice of rules is loaded only where it says something. */
export async function detectorOf(settings: Settings, engine: RegexEngine, all: RuleTable): Promise<Detector> {
  const { allow, comments, paths } = settings;
  if (allow.length + comments.length + paths.length === 0) return plainDetector(settings, engine, all);
  return plainDetector(settings, engine, all, (await import('./policy-of.js')).policyOf(settings, all, today));
}

/** The same for settings that say nothing but which rules run. */
export function plainDetector({ choices, salt }: Settings, engine: RegexEngine, all: RuleTable, policy: Policy = { ...NO_POLICY, today }): Detector {
  return new Detector(new Ruleset({ table: all, choices }, engine), all, salt, policy);
}

/** Days are those of UTC: the same commit gets the same answer everywhere. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
