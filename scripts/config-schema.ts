import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../src/config/schema.js';

/** The JSON schema that editors use for configuration files. */
export function configJsonSchema(): object {
  // What a schema cannot say, such as that one of three keys must be there, the program checks itself.
  return { ...toJsonSchema(configSchema, { errorMode: 'ignore' }), title: 'precommit-guard configuration' };
}
