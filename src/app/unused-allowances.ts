import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import { regexEngine } from '../rules/regex-engine.js';
import type { RuleTable } from '../rules/rule-table.js';
import { configFinding } from './config-findings.js';
import { detectorOf } from './detector-of.js';

/** The configuration's allowances that were about no finding in all of the files. */
export async function unusedAllowances(
  settings: Settings,
  used: ReadonlySet<number>,
  root: string,
  file: string,
  engine: EngineChoice,
  all: RuleTable,
): Promise<readonly Finding[]> {
  const keys = settings.allow.flatMap((_, index) => (used.has(index) ? [] : [['allow', index]]));
  if (keys.length === 0) return [];
  const text = readFileSync(join(root, file), 'utf8');
  const finding = await configFinding('suppression-unused', keys, { path: file, text, origin: { door: 'file' } }, await detectorOf(settings, regexEngine(engine), all));
  return finding === undefined ? [] : [finding];
}
