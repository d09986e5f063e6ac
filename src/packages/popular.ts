import { type Lookalike, Lookalikes } from './lookalike.js';

/** Asked about so many names, a set pays: it is made in the time of some of them. */
const FEW = 16;

/** The packages that everybody uses: they exist, and other names are made to look like theirs. */
export class PopularNames {
  readonly #read: () => string;
  #text: string | undefined;
  #asked = 0;
  #set: ReadonlySet<string> | undefined;
  #lookalikes: Lookalikes | undefined;

  /** @param read gives the names, one a line, the most popular first. */
  constructor(read: () => string) {
    this.#read = read;
  }

  /** To search the text is quicker than to make a set of it, of which a hook asks one or two names. */
  has(name: string): boolean {
    if (this.#asked++ < FEW) return this.#all.includes(`\n${name}\n`);
    this.#set ??= new Set(this.#all.split('\n'));
    return this.#set.has(name);
  }

  /** The popular name that a name which is not popular itself could be taken for. */
  takenFor(name: string): Lookalike | undefined {
    if (this.has(name)) return undefined;
    this.#lookalikes ??= new Lookalikes(this.#all.split('\n').filter((line) => line !== '' && !line.startsWith('# ')));
    return this.#lookalikes.nearest(name);
  }

  get #all(): string {
    this.#text ??= `\n${this.#read()}\n`;
    return this.#text;
  }
}
