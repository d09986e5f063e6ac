import { FORMATS } from '../report/formats.js';
import { FLAGS, type Flag } from './flags.js';

export const COMMANDS: readonly (readonly [usage: string, help: string])[] = [
  ['precommit-guard', 'in a repository the same as --staged'],
  ['precommit-guard --staged', 'what the next commit would add'],
  ['precommit-guard <paths…>', 'files, and folders but for what git ignores'],
  ['precommit-guard -', 'standard input'],
  ['precommit-guard --range A..B', 'what the commits of a range add'],
  ['precommit-guard history', 'all that was ever committed: every ref, note, stash entry and message'],
  ['precommit-guard history A..B|BRANCH|PATH', 'a part of it'],
  ['precommit-guard merge REPORT…', 'joins the JSON reports of all shards into what one run gives'],
  ['precommit-guard baseline create|prune', 'let pass what is found now, so that only what is new fails; take out what is gone'],
  ['precommit-guard init [--yes] [--undo]', 'put the hooks in place, and keep what is in them'],
  ['precommit-guard init --agent NAME', 'put the hooks of a coding agent in place'],
  ['precommit-guard agent NAME', 'what those hooks run; agent instructions prints a text for the agent'],
  ['precommit-guard mcp', 'a Model Context Protocol server: scan, explain, suggest_fix'],
  ['precommit-guard lsp', 'a language server: diagnostics, hover and repairs while typing'],
  ['precommit-guard doctor [--json]', 'is this clone, this worktree guarded? 1 when it is not'],
  ['precommit-guard selftest', 'prove it: the hooks must refuse a made-up key'],
  ['precommit-guard fix [PATH…]', 'repair what is staged, or files: secrets go to .env, unsafe settings become safe; shows it first'],
  ['precommit-guard stats [-f json|html]', 'what share of commits and of findings comes from coding assistants, by month'],
  ['precommit-guard fixture RULE', 'a token of that shape for tests, which can never be live and which the guard accepts'],
  ['precommit-guard completion SHELL', 'a completion script for bash, zsh or fish'],
  ['precommit-guard rules list', 'all rules, one a line'],
  ['precommit-guard rules explain RULE', 'what a rule looks for, why, and the secure form'],
  ['precommit-guard rules new ID [code]', 'write a file with a rule of your own to start from'],
  ['precommit-guard rules check [FILE…]', 'look over rules of your own: form, examples, other rules, hostile input'],
  ['precommit-guard rules test [FILE…]', 'try their examples'],
  ['precommit-guard import FILE', 'take over the rules of a gitleaks configuration, or a detect-secrets baseline'],
];

/** `--help`, from the tables. */
export function helpText(): string {
  const table: readonly Flag[] = FLAGS;
  const rows = table.map(({ name, short, value, help }): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  return [
    'Stops leaked secrets and obviously insecure code at the commit.',
    '',
    'Usage:',
    ...columns(COMMANDS),
    '',
    'Options:',
    ...columns(rows),
    '',
    'Formats:',
    ...columns([['pretty', 'for people'], ...FORMATS.map(({ name, help }): [string, string] => [name, help])]),
    '',
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 the job could not be done.',
    'Configuration: .precommit-guardrc(.json|.yaml), precommit-guard.config.(json|yaml), or "precommit-guard" in package.json.',
    '',
  ].join('\n');
}

export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
