import type { HistoryObject, ObjectType } from './history-objects.js';
import { objectLine, objectsIn } from './object-block.js';

/** So much is handed over at a time: less often costs more, and more at once makes the other thread wait. */
const ENOUGH = 1 << 18;

/** Memory that two threads share, round and round: one fills it with objects, the other looks at them. */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  /** One number: how many bytes have been taken since the beginning, modulo 2^32. */
  readonly taken: Int32Array;
}

/** Some objects in a ring. */
export interface RingPart {
  /** Where they begin. */
  readonly start: number;
  /** How many bytes have been filled with them since the beginning, modulo 2^32. */
  readonly filled: number;
  readonly lines: string;
}

export function makeRing(size: number): Ring {
  return { memory: new SharedArrayBuffer(size), taken: new Int32Array(new SharedArrayBuffer(4)) };
}

/** What lies in a part, until `leave`. */
export function enter({ memory }: Ring, { start, lines }: RingPart): HistoryObject[] {
  return objectsIn(Buffer.from(memory, start), lines);
}

/** Lets the part be filled anew. */
export function leave({ taken }: Ring, { filled }: RingPart): void {
  Atomics.store(taken, 0, filled);
  Atomics.notify(taken, 0);
}

/** The end of a ring at which it is filled. */
export class RingFiller {
  readonly #bytes: Buffer;
  readonly #taken: Int32Array;
  readonly #hand: (part: RingPart) => void;
  #at = 0;
  #start = 0;
  #filled = 0;
  #lines = '';

  constructor({ memory, taken }: Ring, hand: (part: RingPart) => void) {
    this.#bytes = Buffer.from(memory);
    this.#taken = taken;
    this.#hand = hand;
  }

  /** Waits for room. @param text no longer than the ring. */
  add(id: string, type: ObjectType, text: Buffer): void {
    const { length } = text;
    if (this.#at + length > this.#bytes.length) {
      // What is left at the end stays empty, and is handed over too.
      this.#filled = (this.#filled + this.#bytes.length - this.#at) | 0;
      this.#hand({ start: this.#start, filled: this.#filled, lines: this.#lines });
      this.#start = 0;
      this.#at = 0;
      this.#lines = '';
    }
    for (let taken = Atomics.load(this.#taken, 0); ((this.#filled - taken) >>> 0) + length > this.#bytes.length; taken = Atomics.load(this.#taken, 0)) {
      this.send();
      Atomics.wait(this.#taken, 0, taken);
    }
    this.#bytes.set(text, this.#at);
    this.#at += length;
    this.#filled = (this.#filled + length) | 0;
    this.#lines += objectLine(id, type, length, length);
    if (this.#at - this.#start >= ENOUGH) this.send();
  }

  /** Hands over what there is. */
  send(): void {
    if (this.#lines === '') return;
    this.#hand({ start: this.#start, filled: this.#filled, lines: this.#lines });
    this.#start = this.#at;
    this.#lines = '';
  }
}
