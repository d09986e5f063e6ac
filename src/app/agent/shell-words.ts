import { ansiCharacter, type Building, expanded } from './shell-expansion.js';
import { type Draft, emptyCommand, type SimpleCommand } from './simple-command.js';

export type { SimpleCommand } from './simple-command.js';

/**
 * Shell commands as the shell would see them, as far as that can be told without running anything: words with their quotes taken off, in every form that a program's name or option can be written in.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html, and of Bash brace expansion, `$'…'`, `<<<` and `|&`.
 */

/** Stands in a word for what cannot be known: a variable, the output of a command. No command line holds it. */
export const UNKNOWN = '\u0000';

/** Stands where a word is split later. */
const SPLIT = '\u0001';

/** A quote or bracket that is not closed: the shell would not run it either. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
}

/** Deeper than anybody nests commands in commands. */
const DEEPEST = 24;
const OPERATORS = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')', '\n'];
/** Words that begin or go on with a compound command; what follows is a command again. */
const RESERVED = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'while', 'until', '{', '}', '!', 'time', 'coproc', 'function']);

/** All simple commands of a script in their order, those in substitutions and subshells too. Throws a ShellSyntaxError for what no shell would run. */
export function shellCommands(script: string): SimpleCommand[] {
  const found: SimpleCommand[] = [];
  new Parser(script, found, new Map(), 0).script();
  return found;
}

interface HereDocument {
  readonly end: string;
  readonly tabs: boolean;
  readonly give: (body: string) => void;
}

class Parser {
  readonly #text: string;
  readonly #found: SimpleCommand[];
  /** Variables that the script sets to something known. */
  readonly #variables: Map<string, string>;
  readonly #depth: number;
  #at = 0;
  #waiting: HereDocument[] = [];

  constructor(text: string, found: SimpleCommand[], variables: Map<string, string>, depth: number) {
    if (depth > DEEPEST) throw new ShellSyntaxError();
    this.#text = text.replace(/\\\r?\n/g, '');
    this.#found = found;
    this.#variables = variables;
    this.#depth = depth;
  }

  script(): void {
    let draft = emptyCommand();
    const finish = (): void => {
      if (draft.words.length === 0) for (const [name, value] of draft.assignments) this.#variables.set(name, value);
      else if (/^(?:export|declare|local|readonly|typeset)$/.test(draft.words[0] ?? '')) this.#declared(draft.words.slice(1));
      if (draft.words.length > 0 || draft.assignments.length > 0 || draft.outputs.length > 0) this.#found.push(draft);
      draft = emptyCommand();
    };
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      if (char === ' ' || char === '\t' || char === '\r') {
        this.#at++;
        continue;
      }
      if (char === '#') {
        while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') this.#at++;
        continue;
      }
      const operator = this.#text.startsWith('&>', this.#at) ? undefined : OPERATORS.find((one) => this.#text.startsWith(one, this.#at));
      if (operator !== undefined) {
        this.#at += operator.length;
        const before = draft.words;
        finish();
        if (operator === '|' || operator === '|&') draft.pipedFrom = before;
        if (operator === '\n') this.#hereDocuments();
        continue;
      }
      if (this.#redirection(draft)) continue;
      const word = this.#word();
      for (const text of expanded(word)) for (const part of text.split(SPLIT)) if (part !== '' || word.quoted) this.#take(draft, part, word.quoted);
    }
    finish();
    if (this.#waiting.length > 0) this.#hereDocuments();
  }

  #take(draft: Draft, text: string, quoted: boolean): void {
    if (draft.words.length === 0) {
      const assignment = /^([A-Za-z_]\w*)\+?=([\s\S]*)$/.exec(text);
      if (assignment !== null) {
        draft.assignments.push([assignment[1] ?? '', assignment[2] ?? '']);
        return;
      }
      if (!quoted && RESERVED.has(text)) return;
    }
    draft.words.push(text);
  }

  #declared(words: readonly string[]): void {
    for (const word of words) {
      const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
      if (name !== undefined) this.#variables.set(name, value);
    }
  }

  /** `>file`, `2>>file`, `&>file`, `<file`, `<<END`, `<<<text`. */
  #redirection(draft: Draft): boolean {
    const [whole, operator = ''] = /^(?:[0-9]*|&)(<<-|<<<|<<|<>|>>|>\||<&|>&|[<>])/.exec(this.#text.slice(this.#at, this.#at + 12)) ?? [];
    if (whole === undefined) return false;
    if (/^[<>]$/.test(operator) && this.#text[this.#at + whole.length] === '(') {
      // Process substitution: a word made of a command.
      this.#at += whole.length + 1;
      this.#nested(this.#until(')'));
      draft.words.push(UNKNOWN);
      return true;
    }
    this.#at += whole.length;
    while (/[ \t]/.test(this.#text[this.#at] ?? '')) this.#at++;
    const target = this.#word();
    if (operator === '<<' || operator === '<<-') {
      this.#waiting.push({
        end: target.text,
        tabs: operator === '<<-',
        give: (body) => {
          if (!target.quoted) this.#substitutionsIn(body);
          draft.input = body;
        },
      });
      // What reads it is told when the line ends; the draft is kept by then.
    } else if (operator === '<<<') draft.input = target.text;
    else if (operator.includes('>')) draft.outputs.push(target.text);
    return true;
  }

  /** The bodies of here-documents begin at the next line. */
  #hereDocuments(): void {
    for (const { end, tabs, give } of this.#waiting.splice(0)) {
      let body = '';
      for (;;) {
        if (this.#at >= this.#text.length) break;
        const newline = this.#text.indexOf('\n', this.#at);
        const line = this.#text.slice(this.#at, newline < 0 ? this.#text.length : newline);
        this.#at = newline < 0 ? this.#text.length : newline + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === end) break;
        body += `${line}\n`;
      }
      give(body);
    }
  }

  #substitutionsIn(body: string): void {
    const inner = new Parser(`"${body.replaceAll('"', '\\"')}"`, this.#found, this.#variables, this.#depth + 1);
    try {
      inner.#word();
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
    }
  }

  #nested(script: string): void {
    new Parser(script, this.#found, new Map(this.#variables), this.#depth + 1).script();
  }

  #word(): Building {
    const word: Building = { text: '', bare: new Set(), quoted: false };
    const add = (text: string, bare: boolean): void => {
      if (bare) for (let index = 0; index < text.length; index++) word.bare.add(word.text.length + index);
      word.text += text;
    };
    for (; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at] as string;
      if (/[ \t\r\n;|&()<>]/.test(char)) break;
      this.#at++;
      if (char === '\\') add(this.#text[this.#at++] ?? '', false);
      else if (char === "'") {
        word.quoted = true;
        add(this.#single(), false);
      } else if (char === '"') {
        word.quoted = true;
        add(this.#double(), false);
      } else if (char === '`') {
        this.#nested(this.#backticks());
        add(UNKNOWN, false);
      } else if (char === '$' && this.#text[this.#at] === "'") {
        this.#at++;
        word.quoted = true;
        add(this.#ansi(), false);
      } else if (char === '$' && this.#text[this.#at] === '"') {
        this.#at++;
        word.quoted = true;
        add(this.#double(), false);
      } else if (char === '$') {
        // Unquoted, a variable that holds several words is split into them.
        add(this.#dollar().replace(/[ \t\n]+/g, SPLIT), false);
      } else add(char, true);
    }
    return word;
  }

  #single(): string {
    const end = this.#text.indexOf("'", this.#at);
    if (end < 0) throw new ShellSyntaxError();
    const text = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return text;
  }

  #double(): string {
    let text = '';
    for (; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at++] as string;
      if (char === '"') return text;
      if (char === '\\') {
        const next = this.#text[this.#at++] ?? '';
        text += '$`"\\'.includes(next) ? next : `\\${next}`;
      } else if (char === '`') {
        this.#nested(this.#backticks());
        text += UNKNOWN;
      } else if (char === '$') text += this.#dollar();
      else text += char;
    }
    throw new ShellSyntaxError();
  }

  /** `$'…'`: https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html */
  #ansi(): string {
    let raw = '';
    for (; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at++] as string;
      if (char === "'") return raw.replace(/\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => ansiCharacter(code));
      raw += char === '\\' ? `\\${this.#text[this.#at++] ?? ''}` : char;
    }
    throw new ShellSyntaxError();
  }

  #backticks(): string {
    let script = '';
    for (; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at++] as string;
      if (char === '`') return script;
      script += char === '\\' && /[`\\$]/.test(this.#text[this.#at] ?? '') ? (this.#text[this.#at++] as string) : char;
    }
    throw new ShellSyntaxError();
  }

  /** What follows a `$`: a variable that is known, or what cannot be known. */
  #dollar(): string {
    if (this.#text[this.#at] === '(') {
      this.#at++;
      const script = this.#until(')');
      if (!script.startsWith('(')) this.#nested(script);
      return UNKNOWN;
    }
    const rest = this.#text.slice(this.#at);
    const [plain, name] = /^([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? [];
    if (plain !== undefined) {
      this.#at += plain.length;
      return this.#variables.get(name ?? '') ?? UNKNOWN;
    }
    if (rest.startsWith('{')) {
      this.#at++;
      const inside = this.#until('}');
      const [, known = '', otherwise] = /^([A-Za-z_]\w*)(?::?-([\s\S]*))?$/.exec(inside) ?? [];
      return this.#variables.get(known) ?? otherwise ?? UNKNOWN;
    }
    return '$';
  }

  /** Text up to a closing bracket, with quotes and brackets in it. */
  #until(close: ')' | '}'): string {
    const open = close === ')' ? '(' : '{';
    const start = this.#at;
    for (let depth = 1; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at++] as string;
      if (char === '\\') this.#at++;
      else if (char === "'") this.#single();
      else if (char === '"') {
        const inner = new Parser(this.#text.slice(this.#at), [], this.#variables, this.#depth + 1);
        inner.#double();
        this.#at += inner.#at;
      } else if (char === open) depth++;
      else if (char === close && --depth === 0) return this.#text.slice(start, this.#at - 1);
    }
    throw new ShellSyntaxError();
  }
}
