import type { Region } from './region.js';

/** https://facebook.github.io/jsx/: a name, a member, a namespace; empty for a fragment. */
const ELEMENT = /<(?:([A-Za-z_$][\w$.:-]{0,80})(?=[\s/>{]|$)|(?=>))/y;
/** What an element may follow: an operator, an opening bracket, a keyword that takes a value. */
const OPERAND_BEFORE = /(?:[(,=:[!&|?{]|=>|\b(?:return|default|yield|case|else))$/;
/** So many names of elements are looked for in vain: in a text with more, `<` does not open elements. */
const MOST_ABSENT = 100;

/** Tells elements of JSX from comparisons and type parameters: what opens must close. */
export class Elements {
  readonly #text: string;
  readonly #absent = new Set<string>();
  /** By name where its next closing tag begins. */
  readonly #closing = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The name of the element whose tag begins at `at`; undefined where none does. */
  nameAt(at: number): string | undefined {
    ELEMENT.lastIndex = at;
    const match = ELEMENT.exec(this.#text);
    return match === null ? undefined : (match[1] ?? '');
  }

  /** May an operand stand at `at`, and so an element? Comments before it do not count. */
  mayStandAt(at: number, regions: readonly Region[]): boolean {
    let end = at;
    for (let index = regions.length - 1; ; index--) {
      while (end > 0 && at - end < 1000 && ' \t\r\n'.includes(this.#text[end - 1] ?? '')) end--;
      const region = regions[index];
      if (region === undefined || region.zone !== 'comment' || region.end !== end) break;
      end = region.start;
    }
    return end === 0 || OPERAND_BEFORE.test(this.#text.slice(Math.max(0, end - 8), end));
  }

  /** Is an element of this name closed behind `at`? */
  closes(name: string, at: number): boolean {
    const known = this.#closing.get(name);
    if (known !== undefined && known >= at) return true;
    if (this.#absent.has(name) || this.#absent.size > MOST_ABSENT) return false;
    const found = this.#text.indexOf(`</${name}`, at);
    if (found >= 0) this.#closing.set(name, found);
    else this.#absent.add(name);
    return found >= 0;
  }
}
