import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../src/config/schema.js';

/** The JSON schema that editors use for configuration files. */
export function configJsonSchema(): object {
  return { ...toJsonSchema(configSchema), title: 'precommit-guard configuration' };
}
