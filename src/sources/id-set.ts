import { sharedMemory } from './own-memory.js';

/** Room for so many ids to begin with, where nobody knows better. */
const FEW = 1 << 12;
/** Bytes of the table for each id that there is room for: half of its slots stay free, and it has a power of two of them. */
const tableBytes = (ids: number): number => 4 << Math.ceil(Math.log2(2 * ids));

/** An `IdSet` on its way to another thread. */
export interface SharedIds {
  /** Bytes of an id. */
  readonly size: number;
  readonly count: number;
  /** The ids, one behind the other. */
  readonly bytes: SharedArrayBuffer;
  /** Numbers of ids and one, where they are looked for; 0: free. */
  readonly table: SharedArrayBuffer;
}

/** Ids of objects, each once, told by their numbers. Half a million take 14 MB, which two threads can share. */
export class IdSet {
  /** Bytes of an id. */
  readonly size: number;
  #count: number;
  #bytes: Buffer;
  #table: Uint32Array;

  constructor({ size, count, bytes, table }: SharedIds) {
    this.size = size;
    this.#count = count;
    this.#bytes = Buffer.from(bytes);
    this.#table = new Uint32Array(table);
  }

  /** @param size bytes of an id. @param expected so many ids will hardly be more: to grow takes time, and what was grown out of takes room for long. */
  static empty(size: number, expected = 0): IdSet {
    const room = Math.max(FEW, Math.ceil(expected));
    return new IdSet({ size, count: 0, bytes: sharedMemory(room * size), table: sharedMemory(tableBytes(room)) });
  }

  get count(): number {
    return this.#count;
  }

  /** As it is now: for who only reads it. */
  get shared(): SharedIds {
    return { size: this.size, count: this.#count, bytes: this.#bytes.buffer as unknown as SharedArrayBuffer, table: this.#table.buffer as unknown as SharedArrayBuffer };
  }

  /** @param ids in hexadecimal digits. */
  add(ids: readonly string[]): void {
    const { size } = this;
    const given = Buffer.from(ids.join(''), 'hex');
    for (let at = 0; at < given.length; at += size) {
      const slot = this.#slotOf(given, at);
      if (this.#table[slot] !== 0) continue;
      given.copy(this.#bytes, this.#count * size, at, at + size);
      this.#table[slot] = ++this.#count;
      if ((this.#count + 1) * size > this.#bytes.length) this.#grow();
    }
  }

  /** @param id in hexadecimal digits. */
  has(id: string): boolean {
    return this.numberOf(Buffer.from(id, 'hex'), 0) !== undefined;
  }

  /** The number of an id that lies in other bytes. */
  numberOf(bytes: Buffer, at: number): number | undefined {
    const found = this.#table[this.#slotOf(bytes, at)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** The digits of an id. */
  digits(number: number): string {
    return this.#bytes.toString('hex', number * this.size, (number + 1) * this.size);
  }

  /** The digits of all. */
  all(): string[] {
    return Array.from({ length: this.#count }, (_, number) => this.digits(number));
  }

  /** Where in the table an id is, or would be. */
  #slotOf(bytes: Buffer, at: number): number {
    const last = this.#table.length - 1;
    for (let slot = bytes.readUInt32LE(at) & last; ; slot = (slot + 1) & last) {
      const found = this.#table[slot] ?? 0;
      if (found === 0 || this.#isAt(found - 1, bytes, at)) return slot;
    }
  }

  #isAt(number: number, bytes: Buffer, at: number): boolean {
    const own = number * this.size;
    for (let byte = 0; byte < this.size; byte++) if (this.#bytes[own + byte] !== bytes[at + byte]) return false;
    return true;
  }

  #grow(): void {
    const before = this.#bytes;
    this.#bytes = Buffer.from(sharedMemory(2 * before.length));
    before.copy(this.#bytes);
    this.#table = new Uint32Array(sharedMemory(tableBytes(this.#bytes.length / this.size)));
    for (let number = 0; number < this.#count; number++) this.#table[this.#slotOf(this.#bytes, number * this.size)] = number + 1;
  }
}
