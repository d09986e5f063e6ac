import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from './config-schema.js';

interface Property {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
}

/** All keys of a configuration as a page of Markdown, from the schema that checks them. The build calls it with the root of the project. */
export function writeKeys(root: string): void {
  const { properties = {} } = configJsonSchema() as Property;
  const rows = Object.entries(properties).map(
    ([key, { description = '', type, enum: values }]) => `| \`${key}\` | ${values?.join(', ') ?? type ?? ''} | ${description.replaceAll('|', '\\|')} |`,
  );
  writeFileSync(
    join(root, 'docs/keys.md'),
    ['# All keys of the configuration', '', 'Written by the build. [configuration.md](configuration.md) tells more.', '', '| key | is | says |', '|---|---|---|', ...rows, ''].join(
      '\n',
    ),
  );
}
