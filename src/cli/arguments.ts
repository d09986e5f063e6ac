import { parseArgs } from 'node:util';
import { suggestion } from '../config/suggestion.js';
import { GuardError } from '../model/guard-error.js';
import { FLAGS, type Flag, type FlagName } from './flags.js';

export interface Arguments {
  has(flag: FlagName): boolean;
  /** The last value given. */
  value(flag: FlagName): string | undefined;
  values(flag: FlagName): readonly string[] | undefined;
  readonly positionals: readonly string[];
}

/** Parses a command line by the flag table. What is wrong is a GuardError that names the flag, never a value: a value may be a secret pasted by mistake. */
export function parseArguments(argv: readonly string[]): Arguments {
  const table: readonly Flag[] = FLAGS;
  // Switches alone, as every hook has them, need no parser.
  const switches = argv.map((argument) => table.find(({ name, value }) => value === undefined && argument === `--${name}`)?.name);
  if (switches.every((name) => name !== undefined && name !== 'json'))
    return { has: (flag) => switches.includes(flag), value: () => undefined, values: () => undefined, positionals: [] };
  const options = Object.fromEntries(
    table.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  );
  const { tokens, positionals } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = table.find(({ name }) => name === token.name);
    if (flag === undefined) throw unknownFlag(token.rawName, table);
    const written = `--${flag.name}`;
    if (flag.value === undefined && token.value !== undefined) throw usage(`${written} takes no value.`);
    if (flag.value !== undefined) {
      if (token.value === undefined || (!token.inlineValue && token.value.startsWith('-') && token.value !== '-'))
        throw usage(`${written} needs a value: ${written} ${flag.value}.`);
      if (flag.choices?.includes(token.value) === false) throw usage(`${written} knows ${flag.choices.join(', ')}.`, token.value, flag.choices);
    }
    given.set(flag.name, [...(given.get(flag.name) ?? []), token.value ?? '']);
  }
  if (given.has('json')) {
    if ((given.get('format') ?? []).some((format) => format !== 'json')) throw usage('--json and another --format do not go together.');
    given.set('format', ['json']);
  }
  return {
    has: (flag) => given.has(flag),
    value: (flag) => given.get(flag)?.at(-1),
    values: (flag) => given.get(flag),
    positionals,
  };
}

/** Refuses a flag that `command` would pass over. */
export function refuseUnheeded(args: Arguments, command: string): void {
  const table: readonly (Flag & { readonly name: FlagName })[] = FLAGS;
  for (const { name, heededBy } of table) {
    if (heededBy === undefined || heededBy.includes(command) || !args.has(name)) continue;
    const with_ = heededBy.map((one) => (one === 'scan' ? 'a scan of what is staged, of a range or of files' : one)).join(' and ');
    throw usage(`--${name} goes with ${with_}${command === 'scan' ? '' : `, not with ${command}`}.`);
  }
}

/** The format a command line asks for, also when the rest of it cannot be understood. */
export function formatAsked(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: { format: { type: 'string', short: 'f' }, json: { type: 'boolean' } }, strict: false });
  return values['json'] === true ? 'json' : typeof values['format'] === 'string' ? values['format'] : undefined;
}

function unknownFlag(raw: string, table: readonly Flag[]): GuardError {
  const near = raw.startsWith('--')
    ? suggestion(
        raw.slice(2),
        table.map(({ name }) => name),
      )
    : undefined;
  return new GuardError('usage', `There is no option ${raw}.`, { hint: near === undefined ? 'npx precommit-guard --help lists all options.' : `Did you mean --${near}?` });
}

function usage(message: string, written?: string, choices: readonly string[] = []): GuardError {
  const near = written === undefined ? undefined : suggestion(written, choices);
  return new GuardError('usage', message, { hint: near === undefined ? 'npx precommit-guard --help lists all options.' : `Did you mean ${near}?` });
}
