import type { HistoryObject, ObjectType } from './history-objects.js';
import { objectLine, objectsIn } from './object-block.js';

/** So much is handed over at a time: less often costs more, and more at once makes the other thread wait. */
const ENOUGH = 1 << 18;

/** Memory that two threads share, round and round: one fills it with objects, the other looks at them. */
export interface Ring {
  readonly memory: SharedArrayBuffer;
  readonly start: number;
  readonly size: number;
  /** As many bytes behind each object belong to who looks at it. */
  readonly gap: number;
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

/** @param room shared memory. */
export function ringIn(room: Buffer, gap: number): Ring {
  return { memory: room.buffer as unknown as SharedArrayBuffer, start: room.byteOffset, size: room.length, gap, taken: new Int32Array(new SharedArrayBuffer(4)) };
}

/** What lies in a part, until `leave`. */
export function enter(ring: Ring, { start, lines }: RingPart): HistoryObject[] {
  return objectsIn(Buffer.from(ring.memory, ring.start + start), lines, ring.gap);
}

/** Lets the part be filled anew. */
export function leave({ taken }: Ring, { filled }: RingPart): void {
  Atomics.store(taken, 0, filled);
  Atomics.notify(taken, 0);
}

/** The end of a ring at which it is filled. */
export class RingFiller {
  readonly #bytes: Buffer;
  readonly #gap: number;
  readonly #taken: Int32Array;
  readonly #hand: (part: RingPart) => void;
  readonly #meanwhile: () => boolean;
  #at = 0;
  #start = 0;
  #filled = 0;
  #lines = '';

  /** @param meanwhile does a little of what else there is to do, while there is no room; false: there is nothing now. */
  constructor({ memory, start, size, gap, taken }: Ring, hand: (part: RingPart) => void, meanwhile: () => boolean) {
    this.#bytes = Buffer.from(memory, start, size);
    this.#gap = gap;
    this.#taken = taken;
    this.#hand = hand;
    this.#meanwhile = meanwhile;
  }

  /** Of an object, in bytes. */
  get longest(): number {
    return this.#bytes.length - this.#gap;
  }

  /** Waits for room. */
  add(id: string, type: ObjectType, text: Buffer): void {
    const length = text.length + this.#gap;
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
      if (!this.#meanwhile()) Atomics.wait(this.#taken, 0, taken);
    }
    this.#bytes.set(text, this.#at);
    this.#at += length;
    this.#filled = (this.#filled + length) | 0;
    this.#lines += objectLine(id, type, text.length, text.length);
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
