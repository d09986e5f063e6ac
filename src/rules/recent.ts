/**
 * What was asked for lately, by a key: at most twice `most`, at least the last `most`. Of compiled patterns a large tree asks for thousands, for most of them once: a name that stands in one file makes a pattern
 * of its own, and V8 never lets go of the code of an expression that is kept.
 */
export class Recent<T> {
  readonly #most: number;
  #now = new Map<string, T>();
  #before = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The value of that key; made where it was not asked for lately. */
  get(key: string, make: (key: string) => T): T {
    const known = this.#now.get(key);
    if (known !== undefined) return known;
    const value = this.#before.get(key) ?? make(key);
    if (this.#now.size >= this.#most) {
      this.#before = this.#now;
      this.#now = new Map();
    }
    this.#now.set(key, value);
    return value;
  }
}
