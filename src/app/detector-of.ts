import type { Settings } from '../config/settings.js';
import { Detector } from '../detect/detector.js';
import { NO_POLICY } from '../detect/policy.js';
import type { RegexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { Ruleset } from '../rules/ruleset.js';

/** The detector that settings ask for. */
export async function detectorOf(settings: Settings, engine: RegexEngine, all: RuleTable): Promise<Detector> {
  return detectorWith(new Ruleset({ table: all, choices: settings.choices }, engine), settings, all);
}

/** The same with rules that are ready. What a configuration says beside the choice of rules is loaded only where it says something. */
export async function detectorWith(ruleset: Ruleset, settings: Settings, all: RuleTable): Promise<Detector> {
  const { allow, comments, paths, salt } = settings;
  if (allow.length + comments.length + paths.length === 0) return new Detector(ruleset, all, salt, { ...NO_POLICY, today });
  return new Detector(ruleset, all, salt, (await import('./policy-of.js')).policyOf(settings, all, today));
}

/** The detector of settings that say nothing but which rules run. */
export function plainDetector({ choices, salt }: Settings, engine: RegexEngine, all: RuleTable): Detector {
  return new Detector(new Ruleset({ table: all, choices }, engine), all, salt, { ...NO_POLICY, today });
}

/** Days are those of UTC: the same commit gets the same answer everywhere. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
