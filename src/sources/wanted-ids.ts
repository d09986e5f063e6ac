/** Of an id, by which it is looked for. */
const BITS = 16;

/** Ids of objects, one behind the other, told by their numbers there. */
export class WantedIds {
  /** Bytes of an id. */
  readonly size: number;
  readonly count: number;
  readonly #bytes: Buffer;
  /** The numbers, by the first two bytes of their ids, and where each two bytes begin. */
  readonly #order: Uint32Array;
  readonly #begins = new Uint32Array((1 << BITS) + 2);

  constructor(bytes: Buffer, size: number) {
    this.size = size;
    this.count = bytes.length / size;
    this.#bytes = bytes;
    this.#order = new Uint32Array(this.count);
    this.#sort();
  }

  /** The digits of an id. */
  digits(number: number): string {
    return this.#bytes.toString('hex', number * this.size, (number + 1) * this.size);
  }

  /** The numbers of an id that lies in other bytes: none, or one for each time that it came. */
  numbersOf(bytes: Buffer, at: number, found: (number: number) => void): void {
    const bucket = bytes.readUInt16BE(at);
    const end = this.#begins[bucket + 1] ?? 0;
    for (let next = this.#begins[bucket] ?? 0; next < end; next++) {
      const number = this.#order[next] ?? 0;
      if (this.#isAt(number, bytes, at)) found(number);
    }
  }

  #isAt(number: number, bytes: Buffer, at: number): boolean {
    const own = number * this.size;
    for (let byte = 2; byte < this.size; byte++) if (this.#bytes[own + byte] !== bytes[at + byte]) return false;
    return true;
  }

  #sort(): void {
    const bucketOf = (number: number): number => this.#bytes.readUInt16BE(number * this.size);
    const counted = (bucket: number, more: number): number => {
      const before = this.#begins[bucket] ?? 0;
      this.#begins[bucket] = before + more;
      return before;
    };
    // Counted two further: so each is where its bucket begins as soon as all are placed.
    for (let number = 0; number < this.count; number++) counted(bucketOf(number) + 2, 1);
    for (let bucket = 2; bucket < this.#begins.length; bucket++) counted(bucket, this.#begins[bucket - 1] ?? 0);
    for (let number = 0; number < this.count; number++) this.#order[counted(bucketOf(number) + 1, 1)] = number;
  }
}
