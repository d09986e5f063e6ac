import * as v from 'valibot';
import { GuardError } from '../model/guard-error.js';
import { type Config, configSchema } from './schema.js';
import { suggestion } from './suggestion.js';

/** Where a configuration was read from, for messages. */
export interface ConfigOrigin {
  readonly name: string;
  readonly text: string;
  /** Keys above the configuration in its file: `precommit-guard` in package.json. */
  readonly prefix: readonly string[];
}

/** The configuration, or a GuardError that names position, key and, for a slip, the key that was meant. Values are never quoted. */
export async function validConfig(value: unknown, origin: ConfigOrigin): Promise<Config> {
  if (value === null && origin.prefix.length === 0) return {}; // A file of comments.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const where = origin.prefix.length === 0 ? origin.name : `${origin.name}: "${origin.prefix.join('.')}"`;
    const what = value === undefined || value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    throw new GuardError('config', `${where} holds no settings but ${what}.`, {
      hint: `Write settings by name: ${Object.keys(configSchema.entries).join(', ')}.`,
    });
  }
  const result = v.safeParse(configSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = (issue.path ?? []).map(({ key }) => String(key));
  const key = path.join('.');
  const known = Object.keys(configSchema.entries);
  const unknown = path.length === 1 && !known.includes(key);
  const at = await position([...origin.prefix, ...path], origin.text);
  const near = unknown ? suggestion(key, known) : undefined;
  throw new GuardError('config', `${origin.name}${at}: ${unknown ? `"${key}" is not a setting.` : `"${key}" has the wrong kind of value.`}`, {
    hint: near === undefined ? expectation(issue, unknown ? known : undefined) : `Did you mean "${near}"?`,
  });
}

function expectation(issue: v.BaseIssue<unknown>, known: readonly string[] | undefined): string {
  return known === undefined ? `Expected ${(issue.expected ?? 'another value').replaceAll('"', '')}.` : `Settings: ${known.join(', ')}.`;
}

/** `:line:column` of a key, since JSON is YAML and yaml knows positions. */
async function position(path: readonly string[], text: string): Promise<string> {
  const { isMap, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let offset: number | undefined;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => String(item.key) === key);
    const start = (pair?.key as { range?: readonly number[] } | undefined)?.range?.[0];
    if (start !== undefined) offset = start;
    node = pair?.value;
  }
  if (offset === undefined) return '';
  const { line, col } = lines.linePos(offset);
  return `:${line}:${col}`;
}
