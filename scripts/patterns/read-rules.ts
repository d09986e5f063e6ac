import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Kind, Rule } from '../../src/model/rule.js';
import { judgedFileSchema, ruleFileSchema } from '../../src/rules/schema.js';
import { type CompiledRule, compileRule, judgedRule } from './compile-rule.js';

export interface ReadRules {
  readonly rules: readonly (CompiledRule & { readonly file: string })[];
  /** Those that code of its own judges, from `patterns/judged/`. */
  readonly judged: readonly Rule[];
  /** One line each, with file and rule. */
  readonly problems: readonly string[];
}

const FOLDERS: readonly (readonly [folder: string, kind: Kind])[] = [
  ['secrets', 'secret'],
  ['code', 'insecure-code'],
];

/** Reads and compiles every rule file of `patterns/`. */
export function readRules(patterns: string): ReadRules {
  const rules: (CompiledRule & { file: string })[] = [];
  const problems: string[] = [];
  for (const [folder, kind] of FOLDERS) {
    for (const name of readdirSync(join(patterns, folder))
      .filter((one) => one.endsWith('.yaml'))
      .sort()) {
      const file = `${folder}/${name}`;
      try {
        const parsed = v.safeParse(ruleFileSchema, parse(readFileSync(join(patterns, file), 'utf8')));
        if (!parsed.success) {
          for (const issue of parsed.issues) problems.push(`${file}: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
          continue;
        }
        for (const source of parsed.output) rules.push({ ...compileRule(source, kind), file });
      } catch (error) {
        problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  const judged: Rule[] = [];
  for (const name of readdirSync(join(patterns, 'judged')).sort()) {
    const parsed = v.safeParse(judgedFileSchema, parse(readFileSync(join(patterns, 'judged', name), 'utf8')));
    if (parsed.success) judged.push(...parsed.output.map(judgedRule));
    else for (const issue of parsed.issues) problems.push(`judged/${name}: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  const seen = new Map<string, string>(judged.map(({ id }) => [id, 'judged']));
  for (const { rule, file, problems: own } of rules) {
    const earlier = seen.get(rule.id);
    if (earlier !== undefined) problems.push(`${file}: ${rule.id}: the id exists in ${earlier}`);
    seen.set(rule.id, file);
    for (const problem of own) problems.push(`${file}: ${rule.id}: ${problem}`);
  }
  for (const { rule, file } of rules) {
    for (const id of rule.supersedes ?? []) if (!seen.has(id)) problems.push(`${file}: ${rule.id}: supersedes "${id}", which does not exist`);
    for (const id of rule.joins ?? []) if (!seen.has(id)) problems.push(`${file}: ${rule.id}: joins "${id}", which does not exist`);
  }
  return { rules, judged, problems };
}
