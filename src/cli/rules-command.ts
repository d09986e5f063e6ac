import { settingsOf } from '../config/settings.js';
import { GuardError } from '../model/guard-error.js';
import type { Rule } from '../model/rule.js';
import { builtIn } from '../rules/built-in.js';
import type { Arguments } from './arguments.js';
import { columns } from './help.js';
import type { Terminal } from './terminal.js';

/** `rules list` and `rules explain RULE`. */
export function rulesCommand(args: Arguments, terminal: Terminal): void {
  const [, action = 'list', id, ...more] = args.positionals;
  const all = builtIn();
  if (action === 'list' && id === undefined) {
    const rules = [...all.rules].sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
    if (args.value('format') === 'json') terminal.out(`${JSON.stringify(rules.map(described), null, 2)}\n`);
    else terminal.out(`${columns(rules.map((rule) => [rule.id, `${rule.level.padEnd(8)} ${rule.title}`])).join('\n')}\n`);
  } else if (action === 'explain' && id !== undefined && more.length === 0) {
    const [rule] = settingsOf({}, { only: [id] }, all).rules;
    if (rule !== undefined) terminal.out(explained(rule));
  } else {
    throw new GuardError('usage', 'rules knows two actions: list, and explain RULE.', { hint: 'For example: precommit-guard rules explain aws-access-key-id' });
  }
}

function described({ id, title, kind, level, confidence, languages, cwe, docs }: Rule): object {
  return { id, title, kind, level, confidence, ...(languages === undefined ? {} : { languages }), cwe, docs };
}

export function explained(rule: Rule): string {
  const rows: (readonly [string, string | undefined])[] = [
    ['kind', rule.kind],
    ['level', `${rule.level}, ${rule.confidence} confidence`],
    ['languages', rule.languages?.join(', ')],
    ['why', rule.why],
    ['do', rule.advice],
    ['instead', rule.instead],
    ['revoke', rule.revoke],
    ['weakness', [...rule.cwe, ...(rule.owasp === undefined ? [] : [`OWASP ${rule.owasp}`])].join(', ')],
    ['source', rule.docs],
    ['keywords', rule.keywords.join('  ')],
    ['pattern', rule.pattern],
    ['syntaxes', rule.syntaxes?.join('  ')],
    ['silence', `precommit-guard-ignore-next-line ${rule.id} -- the reason`],
  ];
  const lines = rows.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [`  ${name.padEnd(9)}  ${text.replaceAll('\n', `\n${' '.repeat(13)}`)}`]));
  return `${rule.id}: ${rule.title}\n${lines.join('\n')}\n`;
}
