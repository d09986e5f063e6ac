import * as v from 'valibot';
import { GuardError } from '../model/guard-error.js';
import { positionOf } from './position-of.js';
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
  const near = unknown ? suggestion(key, known) : typeof issue.input === 'string' ? suggestion(issue.input, choices(issue)) : undefined;
  const wrong = unknown ? 'is not a setting' : issue.received === 'undefined' ? 'is missing' : 'has the wrong kind of value';
  throw new GuardError('config', `${origin.name}${at}: "${key}" ${wrong}.`, {
    hint: near === undefined ? expectation(issue, unknown ? known : undefined) : `Did you mean "${near}"?`,
  });
}

function expectation(issue: v.BaseIssue<unknown>, known: readonly string[] | undefined): string {
  if (known !== undefined) return `Settings: ${known.join(', ')}.`;
  // Our own words for what the schema asks for, where it has any.
  if (issue.received === 'undefined') return 'It must be there.';
  if (!issue.message.startsWith('Invalid')) return `Expected ${issue.message}.`;
  const kind = issue.expected ?? '';
  const named = choices(issue);
  return `Expected ${named.length > 1 ? `one of ${named.join(', ')}` : (KINDS[kind] ?? (kind === '' ? 'another value' : kind.replaceAll('"', '')))}.`;
}

const KINDS: Readonly<Record<string, string>> = { Array: 'a list, in square brackets', Object: 'names with values, in braces', string: 'a text', boolean: 'true or false' };

/** The values that the schema knows, where it knows them by name. */
function choices({ expected }: v.BaseIssue<unknown>): string[] {
  return [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
}

/** `:line:column` of a key, or nothing. */
async function position(path: readonly string[], text: string): Promise<string> {
  const found = await positionOf(path, text);
  return found === undefined ? '' : `:${found.line}:${found.col}`;
}
