import type { PathChoices, Settings } from '../config/settings.js';
import { foreignDirectives } from '../detect/foreign-directives.js';
import type { PathRules, Policy } from '../detect/policy.js';
import type { Level, Rule } from '../model/rule.js';
import type { RuleTable } from '../rules/rule-table.js';
import { pathMatcher } from '../sources/path-filter.js';
import { fails } from './verdict.js';

/** What the configuration decides about findings, beside the choice of rules. Globs are compiled when the first finding asks. */
export function policyOf(settings: Settings, all: RuleTable, today: () => string): Policy {
  const { allow, comments, paths } = settings;
  return {
    today,
    foreign: comments.length === 0 ? undefined : (view) => foreignDirectives(view, comments),
    allowances: allow.map((one) => ({ path: lateMatcher(one.paths), rules: listOf(one.rules), fingerprints: listOf(one.fingerprints), until: one.until })),
    rulesAt: paths.length === 0 ? undefined : rulesAtPaths(settings, all),
  };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}

function lateMatcher(globs: string | readonly string[] | undefined): ((path: string) => boolean) | undefined {
  if (globs === undefined) return undefined;
  let matches: ((path: string) => boolean) | undefined;
  return (path) => {
    matches ??= pathMatcher(listOf(globs) ?? []);
    return matches(path);
  };
}

function rulesAtPaths({ paths, choicesAt, failOn }: Settings, { ids }: RuleTable): (path: string) => PathRules {
  const matchers = paths.map(({ files }) => lateMatcher(files));
  const known = new Map<string, PathRules>();
  return (path) => {
    const matching = matchers.flatMap((matches, index) => (matches?.(path) === true ? [index] : []));
    const key = matching.join();
    let rules = known.get(key);
    if (rules === undefined) {
      rules = pathRules(choicesAt(matching), failOn, ids);
      known.set(key, rules);
    }
    return rules;
  };
}

/** What fails at the path must fail in the whole scan, and what does not must not. */
function pathRules({ choices, failOn }: PathChoices, failOnOfScan: Settings['failOn'], ids: readonly string[]): PathRules {
  const known = new Map<Rule, Rule | undefined>();
  return {
    rule(rule) {
      if (!known.has(rule)) {
        const choice = choices[ids.indexOf(rule.id)] ?? 'own';
        known.set(rule, choice === 'off' ? undefined : choice === 'own' || choice === rule.level ? rule : { ...rule, level: choice });
      }
      return known.get(rule);
    },
    level(level) {
      if (failOn === failOnOfScan || failOnOfScan === 'never' || fails({ level }, failOn) === fails({ level }, failOnOfScan)) return level;
      return fails({ level }, failOn) ? failOnOfScan : LOWER[failOnOfScan];
    },
  };
}

/** The highest level that does not fail. */
const LOWER: Readonly<Record<Level, Level>> = { error: 'warning', warning: 'note', note: 'note' };
