import type { Variable } from '../../detect/fix/repair.js';

/** A line that sets a variable, as dotenv and `node --env-file` read it. https://nodejs.org/docs/latest/api/environment_variables.html#env-files */
const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm;

/** The variables that a text sets, with their values. Those over several lines are known by name only. */
export function variablesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', written = ''] of text.matchAll(LINE)) found.set(name, unquoted(written));
  return found;
}

function unquoted(written: string): string {
  const [, quote, inner = ''] = /^(["'`])(.*)\1[ \t]*(?:#.*)?$/.exec(written) ?? [];
  if (quote === undefined) return written.replace(/[ \t]+#.*$/, '');
  return quote === '"' ? inner.replace(/\\(["\\$])/g, '$1') : inner;
}

/** A line for a variable; undefined where no form of quoting keeps its value. */
function lineOf({ name, value }: Variable): string | undefined {
  if (/^[\w.:/+=@%~,-]+$/.test(value)) return `${name}=${value}`;
  const quote = ["'", '"', '`'].find((one) => !value.includes(one) && !(one === '"' && /[\\$]/.test(value)));
  return quote === undefined ? undefined : `${name}=${quote}${value}${quote}`;
}

/** Can this value be written down so that every reader gets it back? */
export function isWritable(value: string): boolean {
  return !/[\r\n\0]/.test(value) && lineOf({ name: 'A', value }) !== undefined;
}

/** A text with lines at its end; the line ends are its own. */
export function withLines(text: string, lines: readonly string[]): string {
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  return `${text}${gap}${lines.map((line) => `${line}${lineEnd}`).join('')}`;
}

/** The text of an .env file with variables set that it does not set yet. */
export function withVariables(text: string, variables: readonly Variable[]): string {
  const known = variablesIn(text);
  const lines = onePerName(variables)
    .filter(({ name }) => !known.has(name))
    .flatMap((variable) => lineOf(variable) ?? []);
  return lines.length === 0 ? text : withLines(text, lines);
}

/** The same for .env.example: names, and nothing of the values. */
export function withPlaceholders(text: string, variables: readonly Variable[]): string {
  const known = variablesIn(text);
  const names = onePerName(variables)
    .map(({ name }) => name)
    .filter((name) => !known.has(name));
  return names.length === 0
    ? text
    : withLines(
        text,
        names.map((name) => `${name}=`),
      );
}

/** A value that stands in several places has one name. */
function onePerName(variables: readonly Variable[]): Variable[] {
  return [...new Map(variables.map((variable) => [variable.name, variable])).values()];
}

/** A text without the lines that set some variables. */
export function withoutVariables(text: string, names: ReadonlySet<string>): string {
  return text.replace(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=.*(?:\n|$)/gm, (line, name: string) => (names.has(name) ? '' : line));
}

/** Gives names to values: the one that the file has for a value already, else the wished one, numbered where it is taken. */
export class Names {
  readonly #values: Map<string, string>;

  constructor(envText: string) {
    this.#values = variablesIn(envText);
  }

  nameFor(wish: string, value: string): string {
    for (const [name, known] of this.#values) if (known === value && known !== '') return name;
    for (let count = 1; ; count++) {
      const name = count === 1 ? wish : `${wish}_${count}`;
      if (!this.#values.has(name)) {
        this.#values.set(name, value);
        return name;
      }
    }
  }
}
