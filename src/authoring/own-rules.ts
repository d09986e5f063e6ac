import * as v from 'valibot';
import { parse } from 'yaml';
import { ExampleChecker, filled } from '../../scripts/patterns/check-examples.js';
import { type CompiledRule, compileRule } from '../../scripts/patterns/compile-rule.js';
import { gateOf } from '../../scripts/patterns/gate.js';
import { slowestInput } from '../../scripts/patterns/hostile-input.js';
import type { Kind, Rule } from '../model/rule.js';
import { ruleSchema } from '../rules/schema.js';
import type { OwnRules, RuleFile, TriedExample } from './port.js';

/** As the built-in ones, but for examples, which imported rules have none of. */
const ownSchema = v.pipe(v.array(v.object({ ...ruleSchema.entries, examples: v.optional(ruleSchema.entries.examples) })), v.minLength(1));
/** What another tool's rules are called to be told from ours is not ours to say. */
const NO_EXAMPLES = { match: [], ignore: [] };

interface Compiled extends CompiledRule {
  readonly file: string;
}

function compiled(files: readonly RuleFile[], taken: readonly string[]): { readonly rules: readonly Compiled[]; readonly problems: string[] } {
  const rules: Compiled[] = [];
  const problems: string[] = [];
  const seen = new Set(taken);
  for (const { name, text } of files) {
    let written: unknown;
    try {
      written = parse(text);
    } catch {
      problems.push(`${name}: it is not valid YAML`); // The parser's own words may quote the text.
      continue;
    }
    const parsed = v.safeParse(ownSchema, written);
    if (!parsed.success) {
      for (const issue of parsed.issues)
        problems.push(`${name}: ${v.getDotPath(issue) ?? 'a list of rules is expected'}: ${issue.expected === null ? issue.message : `expected ${issue.expected}`}`);
      continue;
    }
    for (const source of parsed.output) {
      const kind: Kind = source.kind ?? (source.languages !== undefined && source.instead !== undefined ? 'insecure-code' : 'secret');
      const one = compileRule({ ...source, examples: source.examples ?? NO_EXAMPLES }, kind);
      if (seen.has(source.id)) problems.push(`${name}: ${source.id}: the id exists already`);
      seen.add(source.id);
      problems.push(...one.problems.map((problem) => `${name}: ${source.id}: ${problem}`));
      rules.push({ ...one, file: name });
    }
  }
  return { rules, problems };
}

function told({ rules }: { readonly rules: readonly Compiled[] }, problems: readonly string[]): OwnRules {
  const sound = rules.filter((one) => one.problems.length === 0);
  return { rules: sound.map(({ rule, file, source }) => ({ rule, file, gate: gateOf(rule), examples: source.examples.match.length })), problems };
}

export function compile(files: readonly RuleFile[], taken: readonly string[]): OwnRules {
  const all = compiled(files, taken);
  return told(all, all.problems);
}

export function check(files: readonly RuleFile[], builtIn: readonly Rule[]): OwnRules {
  const all = compiled(
    files,
    builtIn.map(({ id }) => id),
  );
  const problems = [...all.problems];
  const sound = all.rules.filter((one) => one.problems.length === 0);
  const checker = new ExampleChecker([...builtIn, ...sound.map(({ rule }) => rule)], ['builtin']);
  for (const { rule, source, file } of sound) {
    for (const problem of checker.check(rule, source)) problems.push(`${file}: ${rule.id}: ${problem}`);
    for (const template of source.examples.match) {
      const { text } = filled(rule, template, 'keyword');
      const without =
        rule.syntaxes === undefined &&
        [...text.matchAll(new RegExp(rule.pattern, 'g'))].some(([matched]) => !rule.keywords.some((keyword) => `\n${matched.toLowerCase()}`.includes(keyword)));
      if (without) problems.push(`${file}: ${rule.id}: no keyword occurs in what it matches of an example`);
    }
    const slow = slowestInput(rule, source);
    if (slow !== undefined) problems.push(`${file}: ${rule.id}: ${slow}`);
  }
  return told(all, problems);
}

export function examples(file: RuleFile): ReadonlyMap<string, readonly TriedExample[]> {
  const { rules } = compiled([file], []);
  return new Map(
    rules.map(({ rule, source }) => {
      const checker = new ExampleChecker([rule], ['builtin']);
      const tried = (list: typeof source.examples.match, wanted: boolean): TriedExample[] =>
        list.map((template, index) => {
          const example = filled(rule, template, `${wanted ? 'match' : 'ignore'}${index}`);
          return { text: example.text, wanted, found: checker.told(rule, example, 'builtin') };
        });
      return [rule.id, [...tried(source.examples.match, true), ...tried(source.examples.ignore, false)]];
    }),
  );
}
