import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectType } from './history-objects.js';
import { headIn, LONGEST_HEAD } from './pack-head.js';

// The form of packs and of their indexes: https://git-scm.com/docs/gitformat-pack

const SIGNATURE = 0xff744f63;
const VERSION = 2;
const FANOUT = 8;
const IDS = FANOUT + 256 * 4;
/** An offset with this bit is the number of a longer one. */
const LONG = 0x80000000;

/** As much is read at once. */
const WINDOW = 1 << 16;
/** A pack and its index, of which no more is held than is looked at. Objects are told by their number in the index, or by where they begin. */
export class PackFile {
  readonly file: number;
  readonly idBytes: number;
  readonly count: number;
  /** Where the last object ends. */
  readonly end: number;
  readonly #index: number;
  readonly #window = Buffer.allocUnsafeSlow(WINDOW);
  readonly #id: Buffer;
  #windowStart = 0;
  #windowEnd = 0;

  private constructor(file: number, index: number, count: number, idBytes: number) {
    this.file = file;
    this.count = count;
    this.end = fstatSync(file).size - idBytes;
    this.#index = index;
    this.idBytes = idBytes;
    this.#id = Buffer.allocUnsafeSlow(idBytes);
  }

  /** @param path without `.pack`. @returns undefined where there is none that we can read: git may. */
  static open(path: string, idBytes: number): PackFile | undefined {
    const opened: number[] = [];
    try {
      opened.push(openSync(`${path}.idx`, 'r'));
      const [index = 0] = opened;
      const head = bytesAt(index, 0, IDS);
      const count = head.readUInt32BE(IDS - 4);
      const expected = IDS + count * (idBytes + 8) + 2 * idBytes;
      if (head.readUInt32BE(0) === SIGNATURE && head.readUInt32BE(4) === VERSION && fstatSync(index).size >= expected) {
        opened.push(openSync(`${path}.pack`, 'r'));
        return new PackFile(opened[1] ?? 0, index, count, idBytes);
      }
    } catch {
      // Told by git, which is asked for what no pack gave.
    }
    for (const file of opened) closeSync(file);
    return undefined;
  }

  close(): void {
    closeSync(this.file);
    closeSync(this.#index);
  }

  /** Puts where each object begins at its number. */
  offsets(offsets: Uint32Array | Float64Array): void {
    this.#each(this.#offsetsAt, 4, (bytes, at, number) => {
      const offset = bytes.readUInt32BE(at);
      offsets[number] = offset < LONG ? offset : this.#longOffset(offset - LONG);
    });
  }

  /** Tells all ids, sorted. */
  eachId(told: (bytes: Buffer, at: number, number: number) => void): void {
    this.#each(IDS, this.idBytes, told);
  }

  /** The digits of the id of an object, by its number. */
  idOf(number: number): string {
    readSync(this.#index, this.#id, 0, this.idBytes, IDS + number * this.idBytes);
    return this.#id.toString('hex');
  }

  /** What the object at an offset is, or where the one begins that it is made of: NaN where that is not here. Best asked from the end of the pack to its beginning. */
  originOf(offset: number): ObjectType | number {
    const at = this.#near(offset);
    const head = headIn(this.#window, at, this.idBytes);
    if (head === undefined) return Number.NaN;
    if (head.type !== undefined) return head.type;
    return head.distance > 0 ? offset - head.distance : this.#find(this.#window.subarray(at + head.length - this.idBytes, at + head.length));
  }

  get #offsetsAt(): number {
    return IDS + this.count * (this.idBytes + 4);
  }

  /** Where an object begins; NaN where it is not here. git writes such deltas to packs that it sends, and seldom to those it keeps. */
  #find(id: Buffer): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = id.compare(bytesAt(this.#index, IDS + middle * this.idBytes, this.idBytes));
      if (order === 0) {
        const offset = bytesAt(this.#index, this.#offsetsAt + 4 * middle, 4).readUInt32BE();
        return offset < LONG ? offset : this.#longOffset(offset - LONG);
      }
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return Number.NaN;
  }

  #longOffset(number: number): number {
    return Number(bytesAt(this.#index, this.#offsetsAt + 4 * this.count + 8 * number, 8).readBigUInt64BE());
  }

  /** Tells each entry of a table in the index. */
  #each(from: number, size: number, told: (bytes: Buffer, at: number, number: number) => void): void {
    const most = Math.floor(WINDOW / size);
    const room = Buffer.allocUnsafeSlow(Math.min(most, this.count) * size);
    for (let first = 0; first < this.count; first += most) {
      const some = Math.min(most, this.count - first);
      const bytes = bytesAt(this.#index, from + first * size, some * size, room);
      for (let entry = 0; entry < some; entry++) told(bytes, entry * size, first + entry);
    }
  }

  /** Where in the window an object begins, of which the head is read. */
  #near(offset: number): number {
    if (offset < this.#windowStart || offset + LONGEST_HEAD > this.#windowEnd) {
      // Most of the window lies before: that is where we go.
      this.#windowStart = Math.max(0, offset + LONGEST_HEAD - WINDOW);
      this.#windowEnd = this.#windowStart + WINDOW;
      this.#window.fill(0, readSync(this.file, this.#window, 0, WINDOW, this.#windowStart));
    }
    return offset - this.#windowStart;
  }
}

/** The packs of a folder, by their paths without `.pack`. */
export function packsIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^pack-[0-9a-f]+\.idx$/.test(name) ? join(folder, name.slice(0, -'.idx'.length)) : []));
  } catch {
    return [];
  }
}

/** How many bytes they are together. */
export function packedBytes(folder: string): number {
  return packsIn(folder).reduce((total, path) => total + (statSync(`${path}.pack`, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** The pack with the most objects, and how many these are, as far as indexes can be read. */
export function largestPack(folder: string): { readonly path: string; readonly count: number } | undefined {
  return packsIn(folder)
    .map((path) => ({ path, count: countIn(`${path}.idx`) }))
    .sort((a, b) => b.count - a.count)[0];
}

function countIn(index: string): number {
  try {
    const file = openSync(index, 'r');
    try {
      return bytesAt(file, IDS - 4, 4).readUInt32BE();
    } finally {
      closeSync(file);
    }
  } catch {
    return 0;
  }
}

/** So many bytes of a file, in `room`; noughts where it is shorter. */
function bytesAt(file: number, from: number, length: number, room = Buffer.allocUnsafe(length)): Buffer {
  const bytes = room.subarray(0, length);
  let read = 0;
  for (let more = -1; read < length && more !== 0; read += more) more = readSync(file, bytes, read, length - read, from + read);
  return bytes.fill(0, read);
}
