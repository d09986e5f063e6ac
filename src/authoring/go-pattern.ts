import { expandCase } from '../../scripts/patterns/expand-case.js';

/** A pattern of Go's regexp (RE2) in our dialect. */
export interface Converted {
  readonly pattern: string;
  /** What it says otherwise than before, each once. */
  readonly changed: ReadonlySet<string>;
}

/** The pattern uses what our dialect cannot say. */
export class Inexpressible extends Error {
  override readonly name = 'Inexpressible';
}

/** Where Go's repeats have no end, ours have this one: longer than any name or blank beside a value, short enough for a window. */
const LONGEST_REPEAT = 200;
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  space: ' \\t\\n\\r\\f\\v',
  punct: '!-\\/:-@\\[-`{-~',
};
const SPACE = ' \\t\\n\\r\\f';

/**
 * Reads a pattern piece by piece: groups with their flags, classes, repeats. https://github.com/google/re2/wiki/Syntax
 *
 * @param secretGroup which capturing group holds the secret; 0: the first there is, else all of the match.
 */
export function goPattern(source: string, secretGroup: number): Converted {
  const reader = new Reader(source, secretGroup);
  const pattern = reader.alternatives(false);
  if (!reader.done) throw new Inexpressible('a bracket too many');
  return { pattern: pattern.includes('(?<secret>') ? pattern : `(?<secret>${pattern})`, changed: reader.changed };
}

class Reader {
  readonly changed = new Set<string>();
  readonly #text: string;
  readonly #secretGroup: number;
  #at = 0;
  #groups = 0;
  #secretSeen = false;

  constructor(text: string, secretGroup: number) {
    this.#text = text;
    this.#secretGroup = secretGroup;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** @param insensitive the flag `i` where this group begins. */
  alternatives(insensitive: boolean, dotAll = false): string {
    const parts: string[] = [''];
    let anyCase = insensitive;
    let anyLine = dotAll;
    let ends = 0;
    while (!this.done && this.#text[this.#at] !== ')') {
      if (this.#take('|')) {
        parts.push('');
        continue;
      }
      const flags = /^\(\?([imsU]*)(?:-([imsU]*))?\)/.exec(this.#text.slice(this.#at));
      if (flags !== null) {
        this.#at += flags[0].length;
        if (flags[1]?.includes('U')) throw new Inexpressible('the flag U');
        anyCase = flags[2]?.includes('i') ? false : anyCase || (flags[1]?.includes('i') ?? false);
        anyLine = flags[2]?.includes('s') ? false : anyLine || (flags[1]?.includes('s') ?? false);
        continue;
      }
      const piece = this.#piece(anyCase, anyLine);
      if (piece === undefined) {
        ends++;
        parts[parts.length - 1] += '\u0000';
      } else parts[parts.length - 1] += piece;
    }
    if (ends === 0) return parts.join('|');
    // The beginning and the end of a text cannot be asked for. Beside other ways for a match to end, a word's end is asked for in their place: it finds more, and misses nothing that ends in a word.
    const among = parts.length > 1;
    this.changed.add(among ? 'the end of a text is told by the end of a word' : 'the beginning and the end of a text are not asked for');
    return parts.map((part) => (among && part === '\u0000' ? '\\b' : part.replaceAll('\u0000', ''))).join('|');
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** One atom with its repeat; undefined for the beginning or end of a text. */
  #piece(insensitive: boolean, anyLine: boolean): string | undefined {
    if (this.#take('^') || this.#take('$') || this.#take('\\A') || this.#take('\\z')) return undefined;
    const atom = this.#atom(insensitive, anyLine);
    return atom + this.#repeat(atom);
  }

  #atom(insensitive: boolean, anyLine: boolean): string {
    const char = this.#text[this.#at] ?? '';
    if (char === '(') return this.#group(insensitive, anyLine);
    const cased = (text: string): string => (insensitive ? expandCase(text) : text);
    if (char === '[') return cased(this.#class());
    this.#at++;
    if (char === '.') return anyLine ? '[\\x00-\\xff]' : '[^\\n]';
    if (char !== '\\') return cased(/[^ -~]/.test(char) ? bytesOf(char) : char);
    return cased(this.#escape());
  }

  #escape(): string {
    const char = this.#text[this.#at++] ?? '';
    if (char === 's') return `[${SPACE}]`;
    if (char === 'S') return `[^${SPACE}]`;
    if ('dDwWbB'.includes(char)) return `\\${char}`;
    if ('ntrfv'.includes(char)) return `\\${char}`;
    if (char === 'a') return '\\x07';
    if (char === 'x') {
      const [whole = '', wide, narrow] = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(this.#text.slice(this.#at)) ?? [];
      this.#at += whole.length;
      const code = Number.parseInt(wide ?? narrow ?? '', 16);
      if (!(code < 0x80)) throw new Inexpressible('a character beyond ASCII');
      return `\\x${code.toString(16).padStart(2, '0')}`;
    }
    if (/[A-Za-z0-9]/.test(char)) throw new Inexpressible(`the escape \\${char}`);
    return /[\\^$.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char;
  }

  #class(): string {
    // Both of a pair: every character.
    const [every] = /^\[(?:\\s\\S|\\S\\s|\\w\\W|\\W\\w|\\d\\D|\\D\\d)\]/.exec(this.#text.slice(this.#at)) ?? [];
    if (every !== undefined) {
      this.#at += every.length;
      return '[\\x00-\\xff]';
    }
    let text = '[';
    this.#at++;
    if (this.#take('^')) text += '^';
    for (let first = true; ; first = false) {
      if (this.done) throw new Inexpressible('a class that does not end');
      const char = this.#text[this.#at] as string;
      if (char === ']' && !first) {
        this.#at++;
        return `${text}]`;
      }
      const [posix, negated, name = ''] = /^\[:(\^?)(\w+):\]/.exec(this.#text.slice(this.#at)) ?? [];
      if (posix !== undefined) {
        if (negated !== '' || POSIX[name] === undefined) throw new Inexpressible(posix);
        text += POSIX[name];
        this.#at += posix.length;
        continue;
      }
      this.#at++;
      if (char === '\\') {
        const next = this.#text[this.#at] ?? '';
        if (next === 's') text += SPACE;
        else if (next === 'S') throw new Inexpressible('\\S in a class');
        else {
          text += this.#escape();
          this.#at--;
        }
        this.#at++;
      } else if (/[^ -~]/.test(char)) throw new Inexpressible('a character beyond ASCII');
      else text += char === '[' || char === ']' ? `\\${char}` : char;
    }
  }

  #group(insensitive: boolean, dotAll: boolean): string {
    this.#at++;
    let open = '(?:';
    let anyCase = insensitive;
    let anyLine = dotAll;
    const [kind, on, off] = /^\?(?:P?<(?:\w+)>|([imsU]*)(?:-([imsU]*))?:)/.exec(this.#text.slice(this.#at)) ?? [];
    if (kind?.endsWith(':')) {
      if (on?.includes('U')) throw new Inexpressible('the flag U');
      anyLine = off?.includes('s') ? false : dotAll || (on?.includes('s') ?? false);
      anyCase = off?.includes('i') ? false : insensitive || (on?.includes('i') ?? false);
      this.#at += kind.length;
    } else {
      if (kind === undefined && this.#text[this.#at] === '?') throw new Inexpressible('a group of this kind');
      this.#at += kind?.length ?? 0;
      this.#groups++;
      const isSecret = !this.#secretSeen && (this.#secretGroup === 0 || this.#secretGroup === this.#groups);
      if (isSecret) {
        this.#secretSeen = true;
        open = '(?<secret>';
      }
    }
    const inner = this.alternatives(anyCase, anyLine);
    if (!this.#take(')')) throw new Inexpressible('a bracket that does not close');
    return `${open}${inner})`;
  }

  #repeat(atom: string): string {
    const [whole = '', least = '', comma, most] = /^(?:\{(\d+)(,(\d*))?\}|[*+?])/.exec(this.#text.slice(this.#at)) ?? [];
    if (whole === '') return '';
    this.#at += whole.length;
    const lazy = this.#take('?') ? '?' : '';
    if (atom.includes('(?<secret>') && whole !== '?') throw new Inexpressible('a repeated secret');
    if (whole === '?') return `?${lazy}`;
    if (whole === '*' || whole === '+' || (comma !== undefined && most === '')) {
      this.changed.add(`repeats without an end go up to ${LONGEST_REPEAT}`);
      const from = whole === '*' ? 0 : whole === '+' ? 1 : Number(least);
      return `{${from},${Math.max(LONGEST_REPEAT, from)}}${lazy}`;
    }
    if (Number(most ?? least) > 1000) throw new Inexpressible('more than 1000 repeats');
    return `${whole}${lazy}`;
  }
}

function bytesOf(char: string): string {
  return [...Buffer.from(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
