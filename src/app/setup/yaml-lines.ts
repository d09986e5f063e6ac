/** Ends every line that init puts into somebody's YAML file: so they are found again. */
export const OURS = '# precommit-guard init';

interface Block {
  /** Index of the line with the key, and of the first line behind its block. */
  readonly at: number;
  readonly end: number;
  /** Of the first thing inside; undefined where there is nothing. */
  readonly indent: string | undefined;
}

/** Lines of a YAML file in block style, edited as text: comments, quotes and order stay as people wrote them. */
export class YamlLines {
  readonly lines: string[];
  readonly #eol: string;

  constructor(text: string) {
    this.#eol = text.includes('\r\n') ? '\r\n' : '\n';
    this.lines = text.split(/\r?\n/);
  }

  /** The block of a key below another one (or at the top), `undefined` where there is none; throws where it is in flow style. */
  block(key: string, inside?: Block): Block | undefined {
    const [from, to, indent] = inside === undefined ? [0, this.lines.length, ''] : [inside.at + 1, inside.end, inside.indent ?? ''];
    for (let at = from; at < to; at++) {
      const line = this.lines[at] ?? '';
      const match = /^(\s*)(["']?)([\w-]+)\2:\s*(.*?)\s*$/.exec(line);
      if (match === null || match[1] !== indent || match[3] !== key) continue;
      if (!/^(?:#.*)?$/.test(match[4] ?? '')) throw new Error('flow style');
      let end = at + 1;
      let first: string | undefined;
      for (; end < to; end++) {
        const next = this.lines[end] ?? '';
        if (/^\s*(?:#.*)?$/.test(next)) continue;
        const depth = /^\s*/.exec(next)?.[0] ?? '';
        const item = next.slice(depth.length).startsWith('- ') || next.trim() === '-';
        if (depth.length < indent.length || (depth.length === indent.length && !item)) break;
        first ??= depth;
      }
      return { at, end, indent: first };
    }
    return undefined;
  }

  /** Puts lines below a line, each marked as ours. */
  insert(below: number, lines: readonly string[]): void {
    this.lines.splice(below + 1, 0, ...lines.map((line) => `${line} ${OURS}`));
  }

  /** Puts lines at the end, each marked as ours. */
  append(lines: readonly string[]): void {
    const last = this.lines.at(-1) === '' ? this.lines.length - 1 : this.lines.length;
    this.insert(last - 1, lines);
  }

  toString(): string {
    return this.lines.join(this.#eol);
  }
}

/** A YAML file without the lines that init put there. */
export function withoutOurs(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimEnd().endsWith(OURS))
    .join('\n');
}
