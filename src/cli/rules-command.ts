import { rulesOf } from '../app/rules-of.js';
import { discoverConfig } from '../config/discover.js';
import { settingsOf } from '../config/settings.js';
import { GuardError } from '../model/guard-error.js';
import type { Rule } from '../model/rule.js';
import type { GitContext } from '../sources/git-process.js';
import { findRepository } from '../sources/repository.js';
import type { Arguments } from './arguments.js';
import { columns } from './help.js';
import type { Terminal } from './terminal.js';

/** `rules list` and `rules explain RULE`. */
export async function rulesCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<void> {
  const [, action = 'list', id, ...more] = args.positionals;
  const root = findRepository(context)?.root ?? context.cwd;
  const { config } = args.has('no-config') ? { config: {} } : await discoverConfig(context.cwd, root, args.value('config'));
  const all = await rulesOf(config, root, context.env);
  if (action === 'list' && id === undefined) {
    const rules = [...all.rules].sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
    if (args.value('format') === 'json') terminal.out(`${JSON.stringify(rules.map(described), null, 2)}\n`);
    else terminal.out(`${columns(rules.map((rule) => [rule.id, `${rule.level.padEnd(8)} ${rule.title}`])).join('\n')}\n`);
  } else if (action === 'explain' && id !== undefined && more.length === 0) {
    const [rule] = settingsOf({}, { only: [id] }, all).rules;
    if (rule !== undefined) terminal.out(explained(rule));
  } else {
    throw new GuardError('usage', 'rules knows list, explain RULE, new ID, check and test.', { hint: 'For example: npx precommit-guard rules explain aws-access-key-id' });
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
