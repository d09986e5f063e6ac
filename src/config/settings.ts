import { GuardError } from '../model/guard-error.js';
import type { Kind, Level, Rule } from '../model/rule.js';
import type { BuiltIn } from '../rules/built-in.js';
import type { Config } from './schema.js';
import { suggestion } from './suggestion.js';

export type FailOn = Level | 'never';

/** What the command line says; it wins over the file. */
export interface Overrides {
  readonly preset?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  readonly failOn?: string | undefined;
}

/** Everything that decides what runs and what fails, defaults filled in. */
export interface Settings {
  readonly rules: readonly Rule[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly failOn: FailOn;
  readonly salt: string | undefined;
}

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'note', 'never'];

export function settingsOf(config: Config, overrides: Overrides, { rules, presets }: BuiltIn): Settings {
  const presetName = oneOf('preset', overrides.preset ?? config.preset ?? 'recommended', Object.keys(presets));
  const preset = presets[presetName];
  const ids = rules.map(({ id }) => id);
  const levels = new Map(Object.entries(config.rules ?? {}));
  for (const id of [...levels.keys(), ...(overrides.only ?? []), ...(overrides.skip ?? [])]) oneOf('rule', id, ids);
  return {
    rules: rules.flatMap((rule) => {
      const level = levels.get(rule.id);
      if (overrides.only !== undefined ? !overrides.only.includes(rule.id) : !runs(rule, preset?.kinds ?? [], level)) return [];
      if (overrides.skip?.includes(rule.id)) return [];
      return level === undefined || level === 'off' ? [rule] : [{ ...rule, level }];
    }),
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    failOn: oneOf('level', overrides.failOn ?? config.failOn ?? preset?.failOn ?? 'error', FAIL_ON),
    salt: config.salt,
  };
}

function runs(rule: Rule, kinds: readonly Kind[], level: string | undefined): boolean {
  return level === undefined ? kinds.includes(rule.kind) : level !== 'off';
}

function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = suggestion(value, known);
  throw new GuardError('config', `There is no ${what} "${value}".`, {
    hint: near === undefined ? `Known: ${known.length > 12 ? 'see precommit-guard rules list' : known.join(', ')}.` : `Did you mean "${near}"?`,
  });
}
