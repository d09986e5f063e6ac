import { join } from 'node:path';
import { readRules } from './patterns/read-rules.js';

const MARKS: readonly [begin: string, end: string] = ['<!-- generated: secrets -->', '<!-- end: secrets -->'];

/** The table of secret rules of `patterns/README.md`: service, id, what is checked beyond the pattern, documentation. */
export function secretTable(root: string): string {
  const { rules } = readRules(join(root, 'patterns'));
  const secrets = rules.filter(({ rule }) => rule.kind === 'secret');
  const services = new Set(secrets.map(({ file }) => file));
  const rows = secrets.map(({ rule, file }) => {
    const checks = [
      rule.confidence,
      ...(rule.checksum === undefined ? [] : [rule.checksum]),
      ...(rule.value === undefined ? [] : [`value: ${rule.value}`]),
      ...(rule.entropy === undefined ? [] : ['entropy']),
    ];
    return `| ${file.replace(/^secrets\/|\.yaml$/g, '')} | ${rule.id} | ${rule.title} | ${checks.join(', ')} | [${new URL(rule.docs).hostname}](${rule.docs}) |`;
  });
  return [`${secrets.length} rules of ${services.size} files.`, '', '| service | rule | what | checks | documentation |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

/** The text with the table between its marks written anew. */
export function withSecretTable(readme: string, table: string): string {
  const [before, rest] = readme.split(MARKS[0]);
  const behind = rest?.split(MARKS[1])[1];
  if (before === undefined || behind === undefined) throw new Error('the marks of the table of secrets are missing');
  return `${before}${MARKS[0]}\n${table}${MARKS[1]}${behind}`;
}
