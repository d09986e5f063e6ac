import { positionOf } from '../config/position-of.js';
import type { Detector } from '../detect/detector.js';
import { policyFinding } from '../detect/policy-candidates.js';
import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/source-text.js';

/** A configuration as a text that something is found in. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
  readonly origin: Origin;
}

/** What is found in a configuration at some of its keys: one finding of the rule, at the first key, that names them all. Undefined where the rule does not run. */
export async function configFinding(
  ruleId: string,
  keys: readonly (readonly (string | number)[])[],
  { path, text, origin }: ConfigText,
  detector: Detector,
): Promise<Finding | undefined> {
  const rule = detector.ruleset.named(ruleId);
  if (rule === undefined || keys[0] === undefined) return undefined;
  const prefix = path.endsWith('package.json') ? ['precommit-guard'] : [];
  const place = await positionOf([...prefix, ...keys[0]], text);
  const names = [...new Set(keys.map(nameOf))];
  const note = names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ');
  const source = { path, bytes: Buffer.from(text), language: 'text', added: { kind: 'all' }, origin } as const;
  return policyFinding(rule, source, Buffer.byteLength(text.slice(0, place?.offset ?? 0)), [note], detector);
}

const MOST = 5;

/** As people write it: rules.js-eval-request, allow[2]. */
function nameOf(key: readonly (string | number)[]): string {
  return key.map((part, at) => (typeof part === 'number' ? `[${part + 1}]` : at === 0 ? part : `.${part}`)).join('');
}
