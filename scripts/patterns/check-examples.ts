import { Detector } from '../../src/detect/detector.js';
import { scanText } from '../../src/detect/scan-text.js';
import type { Language } from '../../src/model/language.js';
import type { Rule } from '../../src/model/rule.js';
import { type EngineChoice, regexEngine } from '../../src/rules/regex-engine.js';
import { Ruleset } from '../../src/rules/ruleset.js';
import type { RuleSource } from '../../src/rules/schema.js';
import { languageOf } from '../../src/text/language-of.js';
import { TemplateFiller } from './template.js';

const FILE_OF: Partial<Record<Language, string>> = {
  javascript: 'app.js',
  typescript: 'app.ts',
  vue: 'app.vue',
  svelte: 'app.svelte',
  python: 'app.py',
  java: 'App.java',
  kotlin: 'App.kt',
  go: 'app.go',
  csharp: 'App.cs',
  php: 'app.php',
  ruby: 'app.rb',
  c: 'app.c',
  cpp: 'app.cpp',
  rust: 'app.rs',
  swift: 'App.swift',
  shell: 'app.sh',
  sql: 'app.sql',
  html: 'app.html',
  dockerfile: 'Dockerfile',
  terraform: 'main.tf',
  yaml: 'app.yaml',
  json: 'app.json',
  env: '.env',
  properties: 'app.properties',
  ini: 'app.ini',
  toml: 'app.toml',
  xml: 'app.xml',
  markdown: 'app.md',
};

export interface Example {
  readonly path: string;
  readonly text: string;
}

/** An example with its templates filled; the seed makes every run the same. */
export function filled(rule: Rule, example: RuleSource['examples']['match'][number], seed: string): Example {
  const given = typeof example === 'string' ? { text: example, path: undefined } : example;
  const path = given.path ?? FILE_OF[rule.languages?.[0] ?? 'text'] ?? 'app.txt';
  return { path, text: new TemplateFiller(`${rule.id}/${seed}`).fill(given.text) };
}

export class ExampleChecker {
  readonly #engines: readonly EngineChoice[];
  readonly #all: ReadonlyMap<EngineChoice, Detector>;
  readonly #rules: ReadonlyMap<string, Rule>;

  constructor(rules: readonly Rule[], engines: readonly EngineChoice[]) {
    this.#engines = engines;
    this.#all = new Map(engines.map((choice) => [choice, detectorOf(rules, choice)]));
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  /** Sentences about what a rule's examples show to be wrong; empty when all is well. */
  check(rule: Rule, source: RuleSource): string[] {
    const problems: string[] = [];
    for (const engine of this.#engines) {
      const alone = detectorOf([rule], engine);
      source.examples.match.forEach((template, index) => {
        const example = filled(rule, template, `match${index}`);
        if (!ids(example, alone).includes(rule.id)) problems.push(`match example ${index + 1} is not found (${engine}): ${example.text}`);
        const others = this.#foreign(rule, example, engine);
        for (const id of others) problems.push(`match example ${index + 1} is also found by ${id} (${engine})`);
        if (!this.told(rule, example, engine)) problems.push(`match example ${index + 1} is not found among all rules (${engine})`);
      });
      source.examples.ignore.forEach((template, index) => {
        const example = filled(rule, template, `ignore${index}`);
        if (ids(example, alone).includes(rule.id)) problems.push(`ignore example ${index + 1} is found (${engine}): ${example.text}`);
      });
    }
    return problems;
  }

  /** Is an example found when all rules run, by its rule or, in code, by another that tells of the same weakness? */
  told(rule: Rule, example: Example, engine: EngineChoice): boolean {
    return this.#found(example, engine).some((id) => id === rule.id || this.#sameWeakness(rule, id));
  }

  #foreign(rule: Rule, example: Example, engine: EngineChoice): string[] {
    return this.#found(example, engine).filter((id) => id !== rule.id && !this.#sameWeakness(rule, id));
  }

  #sameWeakness(rule: Rule, id: string): boolean {
    const other = this.#rules.get(id);
    return rule.kind === 'insecure-code' && other?.kind === 'insecure-code' && rule.cwe.some((cwe) => other.cwe.includes(cwe));
  }

  #found(example: Example, engine: EngineChoice): string[] {
    const detector = this.#all.get(engine);
    return detector === undefined ? [] : ids(example, detector);
  }
}

function detectorOf(rules: readonly Rule[], engine: EngineChoice): Detector {
  return new Detector(new Ruleset(rules, regexEngine(engine)), rules);
}

function ids({ path, text }: Example, detector: Detector): string[] {
  const source = { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } } as const;
  return scanText(source, detector).findings.map(({ ruleId }) => ruleId);
}
