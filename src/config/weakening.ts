import type { BuiltIn } from '../rules/built-in.js';
import type { Choice } from '../rules/ruleset.js';
import type { Config } from './schema.js';
import { type FailOn, type Settings, settingsOf } from './settings.js';

/** Keys from the top of the configuration down to what finds less than before. */
export type WeakenedKey = readonly (string | number)[];

const FAIL_ON: readonly FailOn[] = ['never', 'error', 'warning', 'note'];
const BYPASS = ['allow', 'warn', 'refuse'] as const;

/** What a change to a configuration lets pass that was found, or failed, before. A list that is written in another order is the same list. */
export function weakenings(before: Config, after: Config, all: BuiltIn): WeakenedKey[] {
  const [was, is] = [settingsOf(withoutOwn(before, all), {}, all), settingsOf(withoutOwn(after, all), {}, all)];
  const found: WeakenedKey[] = [];
  const lowered = loweredRules(was.choicesAt([]).choices, is.choicesAt([]).choices, all);
  for (const id of lowered.filter((one) => after.rules?.[one] !== undefined || before.rules?.[one] !== undefined)) found.push(['rules', id]);
  if (lowered.length > found.length) found.push(['preset']);
  if (FAIL_ON.indexOf(is.failOn) < FAIL_ON.indexOf(was.failOn)) found.push([after.failOn === undefined && before.failOn === undefined ? 'preset' : 'failOn']);
  if (BYPASS.indexOf(is.bypass) < BYPASS.indexOf(was.bypass)) found.push(['bypass']);
  found.push(...newEntries(was.exclude, is.exclude).map((index) => ['exclude', index]));
  if (is.include.length > 0 && (was.include.length === 0 || newEntries(is.include, was.include).length > 0)) found.push(['include']);
  found.push(...newEntries(was.allow, is.allow).map((index) => ['allow', index]));
  if (newEntries(is.zones, was.zones).length > 0) found.push(['zones']);
  if (newEntries(after.ruleFiles ?? [], before.ruleFiles ?? []).length > 0) found.push(['ruleFiles']);
  if (was.ownSecrets && !is.ownSecrets) found.push(['ownSecrets']);
  found.push(...newEntries(was.packages.allow, is.packages.allow).map((index) => ['packages', 'allow', index]));
  found.push(...newEntries(was.comments, is.comments).map((index) => ['comments', index]));
  for (const index of newEntries(was.paths, is.paths)) if (lowers(is, index, all)) found.push(['paths', index]);
  if (newEntries(is.paths, was.paths).some((index) => raises(was, index, all))) found.push(['paths']);
  return found;
}

/** A configuration without its words about rules of its own files, whose levels are not known here. */
function withoutOwn(config: Config, { ids }: BuiltIn): Config {
  if (config.ruleFiles === undefined) return config;
  const known = (rules: Config['rules']): Config['rules'] => Object.fromEntries(Object.entries(rules ?? {}).filter(([id]) => ids.includes(id)));
  return {
    ...config,
    rules: known(config.rules),
    paths: config.paths?.map((entry) => ({ ...entry, rules: known(entry.rules) })),
    allow: config.allow?.map((entry) => (entry.rules === undefined ? entry : { ...entry, rules: [entry.rules].flat().filter((id) => ids.includes(id)) })),
  };
}

function lowers(settings: Settings, index: number, all: BuiltIn): boolean {
  const [base, here] = [settings.choicesAt([]), settings.choicesAt([index])];
  return FAIL_ON.indexOf(here.failOn) < FAIL_ON.indexOf(base.failOn) || loweredRules(base.choices, here.choices, all).length > 0;
}

function raises(settings: Settings, index: number, all: BuiltIn): boolean {
  const [base, here] = [settings.choicesAt([]), settings.choicesAt([index])];
  return FAIL_ON.indexOf(here.failOn) > FAIL_ON.indexOf(base.failOn) || loweredRules(here.choices, base.choices, all).length > 0;
}

/** The rules that have a lower level than before, or none. */
function loweredRules(before: readonly Choice[], after: readonly Choice[], all: BuiltIn): string[] {
  const rank = (choice: Choice | undefined, index: number): number =>
    choice === undefined || choice === 'off' ? 0 : FAIL_ON.length - FAIL_ON.indexOf(choice === 'own' ? all.rule(index).level : choice);
  return all.ids.filter((_, index) => before[index] !== after[index] && rank(after[index], index) < rank(before[index], index));
}

/** The indices of what is in `after` and not in `before`. */
function newEntries(before: readonly unknown[], after: readonly unknown[]): number[] {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return after.flatMap((one, index) => (known.has(JSON.stringify(one)) ? [] : [index]));
}
