import { GuardError } from '../model/guard-error.js';
import type { Kind, Level, Rule } from '../model/rule.js';
import type { BuiltIn } from '../rules/built-in.js';
import type { Choice } from '../rules/ruleset.js';
import type { Config } from './schema.js';
import { suggestion } from './suggestion.js';

export type FailOn = Level | 'never';

/** What becomes of a commit with findings that a person makes with --no-verify. */
export type Bypass = NonNullable<Config['bypass']>;

/** What the command line says; it wins over the file. */
export interface Overrides {
  readonly preset?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  readonly failOn?: string | undefined;
}

/** Everything that decides what runs and what fails, defaults filled in. */
export interface Settings {
  /** What becomes of each rule of the table, in its order. */
  readonly choices: readonly Choice[];
  /** The rules that run. */
  readonly rules: readonly Rule[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly failOn: FailOn;
  readonly bypass: Bypass;
  readonly salt: string | undefined;
}

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'note', 'never'];

export function settingsOf(config: Config, overrides: Overrides, all: BuiltIn): Settings {
  const { ids, kinds, presets } = all;
  const presetName = oneOf('preset', overrides.preset ?? config.preset ?? 'recommended', Object.keys(presets));
  const preset = presets[presetName];
  const levels = new Map(Object.entries(config.rules ?? {}));
  for (const id of [...levels.keys(), ...(overrides.only ?? []), ...(overrides.skip ?? [])]) oneOf('rule', id, ids);
  const choices = ids.map((id, index): Choice => {
    const level = levels.get(id);
    if (overrides.only !== undefined ? !overrides.only.includes(id) : !runs(kinds[index], preset?.kinds ?? [], level)) return 'off';
    if (overrides.skip?.includes(id)) return 'off';
    return level === undefined || level === 'off' ? 'own' : level;
  });
  return {
    choices,
    get rules() {
      return all.rules.flatMap((rule, index) => {
        const choice = choices[index] ?? 'own';
        return choice === 'off' ? [] : [choice === 'own' ? rule : { ...rule, level: choice }];
      });
    },
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    failOn: oneOf('level', overrides.failOn ?? config.failOn ?? preset?.failOn ?? 'error', FAIL_ON),
    bypass: config.bypass ?? 'warn',
    salt: config.salt,
  };
}

function runs(kind: Kind | undefined, kinds: readonly Kind[], level: string | undefined): boolean {
  return level === undefined ? kind !== undefined && kinds.includes(kind) : level !== 'off';
}

function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = suggestion(value, known);
  throw new GuardError('config', `There is no ${what} "${value}".`, {
    hint: near === undefined ? `Known: ${known.length > 12 ? 'see precommit-guard rules list' : known.join(', ')}.` : `Did you mean "${near}"?`,
  });
}
