import { Detector } from '../../src/detect/detector.js';
import { scanText } from '../../src/detect/scan-text.js';
import type { Finding } from '../../src/model/finding.js';
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
  readonly #detectors: readonly (readonly [EngineChoice, Detector])[];

  constructor(rules: readonly Rule[], engines: readonly EngineChoice[]) {
    this.#detectors = engines.map((choice) => [choice, new Detector(new Ruleset(rules, regexEngine(choice)), rules)]);
  }

  /** Sentences about what a rule's examples show to be wrong; empty when all is well. */
  check(rule: Rule, source: RuleSource): string[] {
    const problems: string[] = [];
    source.examples.match.forEach((template, index) => {
      const example = filled(rule, template, `match${index}`);
      for (const [engine, findings] of this.#scan(example)) {
        const own = findings.filter(({ ruleId }) => ruleId === rule.id);
        const other = findings.filter(({ ruleId }) => ruleId !== rule.id);
        if (own.length === 0) problems.push(`match example ${index + 1} is not found (${engine}): ${example.text}`);
        for (const { ruleId } of other) problems.push(`match example ${index + 1} is also found by ${ruleId} (${engine})`);
      }
    });
    source.examples.ignore.forEach((template, index) => {
      const example = filled(rule, template, `ignore${index}`);
      for (const [engine, findings] of this.#scan(example)) {
        if (findings.some(({ ruleId }) => ruleId === rule.id)) problems.push(`ignore example ${index + 1} is found (${engine}): ${example.text}`);
      }
    });
    return problems;
  }

  #scan({ path, text }: Example): [EngineChoice, readonly Finding[]][] {
    const source = { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } } as const;
    return this.#detectors.map(([engine, detector]) => [engine, scanText(source, detector).findings]);
  }
}
