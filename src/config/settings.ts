import { GuardError } from '../model/guard-error.js';
import type { Kind, Level, Rule } from '../model/rule.js';
import type { BuiltIn, Preset } from '../rules/built-in.js';
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
  /** What becomes of each rule of the table, in its order; where paths have rules of their own, whatever runs anywhere. */
  readonly choices: readonly Choice[];
  /** The rules that run. */
  readonly rules: readonly Rule[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly failOn: FailOn;
  readonly bypass: Bypass;
  readonly packages: { readonly allow: readonly string[]; readonly block: readonly string[] };
  readonly ownSecrets: boolean;
  readonly zones: readonly string[];
  readonly assistants: readonly string[];
  readonly reviewTrailers: readonly string[];
  readonly salt: string | undefined;
  /** Rules of their own for some paths. */
  readonly paths: readonly PathSettings[];
  /** The choices for a path, from the indices of the entries of `paths` that match it. */
  readonly choicesAt: (matching: readonly number[]) => PathChoices;
  readonly allow: NonNullable<Config['allow']>;
  readonly comments: NonNullable<Config['comments']>;
}

type PathSettings = NonNullable<Config['paths']>[number];

/** How the rules are at some paths. */
export interface PathChoices {
  readonly choices: readonly Choice[];
  /** Findings from this level on fail there. */
  readonly failOn: FailOn;
}

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'note', 'never'];

export function settingsOf(config: Config, overrides: Overrides, all: BuiltIn): Settings {
  const { presets } = all;
  const presetOf = (name: string): Preset | undefined => presets[oneOf('preset', name, Object.keys(presets))];
  const preset = presetOf(overrides.preset ?? config.preset ?? 'recommended');
  const paths = config.paths ?? [];
  for (const id of [...(overrides.only ?? []), ...(overrides.skip ?? [])]) oneOf('rule', id, all.ids);
  const configured = [...Object.keys(config.rules ?? {}), ...paths.flatMap(({ rules }) => Object.keys(rules ?? {})), ...(config.allow ?? []).flatMap(({ rules = [] }) => rules)];
  for (const id of configured) oneOf('rule', id, all.ids, ', which the configuration names');
  const failOn = oneOf('level', overrides.failOn ?? config.failOn ?? preset?.failOn ?? 'error', FAIL_ON);
  const choicesOf = (kinds: readonly Kind[], rules: Config['rules']): Choice[] => ruleChoices(kinds, new Map(Object.entries(rules ?? {})), overrides, all);
  const base = choicesOf(preset?.kinds ?? [], config.rules);
  const choicesAt = (matching: readonly number[]): PathChoices => {
    const entries = matching.flatMap((index) => paths[index] ?? []);
    if (entries.length === 0) return { choices: base, failOn };
    const named = overrides.preset === undefined ? entries.findLast((entry) => entry.preset !== undefined)?.preset : undefined;
    const own = named === undefined ? preset : presetOf(named);
    const rules = Object.assign({}, config.rules, ...entries.map((entry) => entry.rules));
    return { choices: choicesOf(own?.kinds ?? [], rules), failOn: named === undefined || overrides.failOn !== undefined ? failOn : (own?.failOn ?? failOn) };
  };
  const anywhere = paths.map((_, index) => choicesAt([index]).choices);
  const choices = paths.length === 0 ? base : base.map((choice, rule): Choice => (choice !== 'off' || anywhere.some((at) => at[rule] !== 'off') ? 'own' : 'off'));
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
    failOn,
    bypass: config.bypass ?? 'warn',
    packages: { allow: config.packages?.allow ?? [], block: config.packages?.block ?? [] },
    ownSecrets: config.ownSecrets ?? true,
    zones: config.zones ?? [],
    assistants: config.assistants ?? [],
    reviewTrailers: config.reviewTrailers ?? ['Reviewed-by'],
    salt: config.salt,
    paths,
    choicesAt,
    allow: config.allow ?? [],
    comments: config.comments ?? [],
  };
}

function ruleChoices(presetKinds: readonly Kind[], levels: ReadonlyMap<string, Choice>, { only, skip }: Overrides, all: BuiltIn): Choice[] {
  const plain = levels.size === 0 && only === undefined && skip === undefined;
  if (plain && all.kindNames.every((kind) => presetKinds.includes(kind))) return new Array<Choice>(all.count).fill('own');
  const { ids, kinds } = all;
  return ids.map((id, index) => {
    const level = levels.get(id);
    if (only !== undefined ? !only.includes(id) : !runs(kinds[index], presetKinds, level)) return 'off';
    if (skip?.includes(id)) return 'off';
    return level === undefined || level === 'off' ? 'own' : level;
  });
}

function runs(kind: Kind | undefined, kinds: readonly Kind[], level: Choice | undefined): boolean {
  return level === undefined ? kind !== undefined && kinds.includes(kind) : level !== 'off';
}

function oneOf<T extends string>(what: string, value: string, known: readonly T[], where = ''): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = suggestion(value, known);
  throw new GuardError('config', `There is no ${what} "${value}"${where}.`, {
    hint: near === undefined ? `Known: ${known.length > 12 ? 'see npx precommit-guard rules list' : known.join(', ')}.` : `Did you mean "${near}"?`,
  });
}
