import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind, Rule } from '../src/model/rule.js';
import { builtIn } from '../src/rules/built-in.js';

const TITLES: Readonly<Record<Kind, string>> = {
  secret: 'Secrets',
  'insecure-code': 'Insecure code',
  'supply-chain': 'Supply chain',
  'hidden-text': 'Hidden text',
  policy: 'What people tell the program',
};

/** All rules as a page of Markdown, from the table that the program reads. */
export function rulesCatalogue(rules: readonly Rule[]): string {
  const sections = Object.entries(TITLES).flatMap(([kind, title]) => {
    const own = rules.filter((rule) => rule.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (own.length === 0) return [];
    const rows = own.map(({ id, title: what, level, confidence, languages, cwe, docs }) => {
      const about = [cwe.join(', '), languages?.join(', ') ?? ''].filter((text) => text !== '').join('; ');
      return `| \`${id}\` | ${escaped(what)} | ${level} | ${confidence} | ${about} | [source](${docs}) |`;
    });
    return [`## ${title} (${own.length})`, '', '| rule | finds | level | confidence | about | |', '|---|---|---|---|---|---|', ...rows, ''];
  });
  return ['# All rules', '', 'Written by the build. `precommit-guard rules explain RULE` tells more of each.', '', ...sections].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** The build calls it with the root of the project. */
export function writeCatalogue(root: string): void {
  writeFileSync(join(root, 'docs/rules.md'), rulesCatalogue(builtIn().rules));
}
