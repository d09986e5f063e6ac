import * as v from 'valibot';
import { parseConfigText } from '../config/parse-config-text.js';
import { type Config, configSchema } from '../config/schema.js';
import { weakenings } from '../config/weakening.js';
import type { Detector } from '../detect/detector.js';
import type { Finding } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import { builtIn } from '../rules/built-in.js';
import type { SourceItem } from '../sources/source-item.js';
import { configFinding } from './config-findings.js';

/** What a change to a configuration lets pass. One that is not valid lets nothing pass: with it no scan begins. */
export async function weakened({ path, before, after, origin }: Extract<SourceItem, { kind: 'configuration' }>, detector: Detector): Promise<readonly Finding[]> {
  const is = await configIn(after, path);
  if (is === undefined) return [];
  try {
    const keys = weakenings((await configIn(before, path)) ?? {}, is, builtIn());
    const finding = await configFinding('configuration-weakened', keys, { path, text: after?.toString('utf8') ?? '', origin }, detector);
    return finding === undefined ? [] : [finding];
  } catch (error) {
    if (error instanceof GuardError) return []; // It names a rule that there is not, or was not.
    throw error;
  }
}

async function configIn(content: Buffer | undefined, path: string): Promise<Config | undefined> {
  if (content === undefined) return {};
  try {
    const parsed: unknown = await parseConfigText(content.toString('utf8'), path);
    const own: unknown = path.endsWith('package.json') ? (parsed as Record<string, unknown> | null)?.['precommit-guard'] : parsed;
    const valid = v.safeParse(configSchema, own ?? {});
    return valid.success ? valid.output : undefined;
  } catch (error) {
    if (error instanceof GuardError) return undefined;
    throw error;
  }
}
