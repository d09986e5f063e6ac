import type { Config } from '../config/schema.js';
import { type BuiltIn, builtIn } from '../rules/built-in.js';

/** The rules there are: the built-in ones, and a project's own where its configuration names files of them. */
export async function rulesOf(config: Config, root: string, env: NodeJS.ProcessEnv): Promise<BuiltIn> {
  if (config.ruleFiles === undefined) return builtIn();
  return (await import('./rule-files.js')).rulesWithFiles(config, root, env);
}
