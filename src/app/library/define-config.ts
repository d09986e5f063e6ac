import type { Config } from '../../config/schema.js';

/** A configuration, for the editor's sake: its keys and values are completed and checked while typing. `loadRuleset` checks it again when it runs. */
export function defineConfig(config: Config): Config {
  return config;
}
