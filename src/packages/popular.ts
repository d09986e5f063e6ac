import { nearest } from './lookalike.js';

/** The packages that everybody uses: they exist, and other names are made to look like theirs. */
export class PopularNames {
  readonly #read: () => string;
  #text: string | undefined;
  #names: readonly string[] | undefined;

  /** @param read gives the names, one a line, the most popular first. */
  constructor(read: () => string) {
    this.#read = read;
  }

  /** To search the text is quicker than to make a set of it, of which a hook asks one or two names. */
  has(name: string): boolean {
    return this.#all.includes(`\n${name}\n`);
  }

  /** The popular name that a name which is not popular itself could be taken for. */
  takenFor(name: string): ReturnType<typeof nearest> {
    if (this.has(name)) return undefined;
    this.#names ??= this.#all.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
    return nearest(name, this.#names);
  }

  get #all(): string {
    this.#text ??= `\n${this.#read()}\n`;
    return this.#text;
  }
}
