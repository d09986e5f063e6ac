import { readSync, writeSync } from 'node:fs';

/** Bytes of a page; what is longer has one of its own. */
const PAGE = 1 << 18;
const COMMIT = 1;
const CHANGE = 2;
/** Bytes before the ids of a commit: its kind, how many ids, their size, how many bytes behind them. */
const COMMIT_HEAD = 8;
/** Bytes before the ids of a change: its kind, mode, how many ids, how many bytes of its path behind them. */
const CHANGE_HEAD = 9;
/** As much of an id is kept as tells it from all others, in bytes. */
const ID = 8;

interface Page {
  readonly bytes: Buffer;
  used: number;
}

/** What was kept in a file: the lengths of its pages, which follow each other. */
export interface KeptChanges {
  readonly file: number;
  readonly pages: readonly number[];
}

/** A change that was kept. */
export interface KeptChange {
  /** One character a byte. */
  readonly path: string;
  readonly mode: number;
  /** Of the blob in each parent, and as it is now: whole where they are wanted. */
  readonly ids: readonly string[];
}

/** Which changes are told: those with one of some ids, those of one mode, and those of the paths that `paths` picks out, which is asked about each once. */
export interface Wanted {
  readonly ids: Iterable<string>;
  readonly mode: number;
  readonly paths: (paths: readonly string[]) => ReadonlySet<string>;
}

/** A log as it is kept until it is known what of it matters: half of what git says. In memory, where it is told soon, or in a file. */
export class LoggedChanges {
  readonly #file: number | undefined;
  #pages: Page[] = [];
  /** The lengths of those in the file. */
  readonly #lengths: number[];
  /** Where the next of them is written, or is told by who took them over, and how many were told. */
  #at = 0;
  #told = 0;
  /** The first four bytes of the ids that are wanted, and the ids by what is kept of them. */
  readonly #starts = new Set<number>();
  readonly #ids = new Map<string, string>();
  readonly #askedPaths = new Set<string>();
  readonly #wantedPaths = new Set<string>();

  /** @param kept a file of ours alone, which may hold what another one has kept. */
  constructor(kept?: KeptChanges) {
    this.#file = kept?.file;
    this.#lengths = [...(kept?.pages ?? [])];
  }

  /** Where all of it is kept: for another one. */
  get kept(): KeptChanges | undefined {
    this.#write();
    return this.#file === undefined || this.#pages.length > 0 ? undefined : { file: this.#file, pages: this.#lengths };
  }

  /**
   * A commit: its id, its parents' and who made it. False: an id is none.
   *
   * @param told begins with the ids, `count` of them in hexadecimal digits with a byte behind each; `digits` of one.
   */
  commit(told: Uint8Array, count: number, digits: number, by: Uint8Array): boolean {
    const size = digits / 2;
    const page = this.#page(COMMIT_HEAD + count * size + by.length);
    const { bytes } = page;
    bytes[page.used] = COMMIT;
    bytes.writeUInt16LE(count, page.used + 1);
    bytes[page.used + 3] = size;
    bytes.writeUInt32LE(by.length, page.used + 4);
    let at = page.used + COMMIT_HEAD;
    let areIds = true;
    for (let id = 0; id < count; id++, at += size) areIds = putBytes(told, id * (digits + 1), size, bytes, at) && areIds;
    bytes.set(by, at);
    page.used = at + by.length;
    return areIds;
  }

  /**
   * A change of the commit before. False: an id is none.
   *
   * @param told holds the ids from `from` on, `count` of them in hexadecimal digits with a byte behind each; `digits` of one.
   */
  change(path: Uint8Array, mode: number, told: Uint8Array, from: number, count: number, digits: number): boolean {
    const page = this.#page(CHANGE_HEAD + count * ID + path.length);
    const { bytes } = page;
    bytes[page.used] = CHANGE;
    bytes.writeUInt16LE(mode, page.used + 1);
    bytes.writeUInt16LE(count, page.used + 3);
    bytes.writeUInt32LE(path.length, page.used + 5);
    let at = page.used + CHANGE_HEAD;
    let areIds = true;
    for (let id = 0; id < count; id++, at += ID) areIds = putBytes(told, from + id * (digits + 1), ID, bytes, at) && areIds;
    bytes.set(path, at);
    page.used = at + path.length;
    return areIds;
  }

  /** To be said before any is told. */
  want(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#starts.add(Number.parseInt(id.slice(0, 8), 16));
      this.#ids.set(id.slice(0, 2 * ID), id);
    }
  }

  /** Tells some of what is held, in its order, and lets go of it. False: nothing is held. */
  tell(commit: (ids: readonly string[], by: Buffer) => void, change: (change: KeptChange) => void, { mode, paths }: Omit<Wanted, 'ids'>): boolean {
    const page = this.#next();
    if (page === undefined) return false;
    const named = this.#pathsIn(page);
    this.#ask(named, paths);
    let number = 0;
    for (let at = 0; at < page.length; ) {
      const { isCommit, first, behind, end } = recordAt(page, at);
      if (isCommit) {
        const size = page[at + 3] ?? 0;
        const ids: string[] = [];
        for (at = first; at < behind; at += size) ids.push(page.toString('latin1', at, at + size));
        commit(ids, page.subarray(behind, end));
      } else {
        const path = named[number++] ?? '';
        const itsMode = page.readUInt16LE(at + 1);
        let wanted = itsMode === mode || this.#wantedPaths.has(path);
        for (at = first; at < behind && !wanted; at += ID) wanted = this.#starts.has(page.readUInt32BE(at));
        if (wanted) {
          const ids: string[] = [];
          for (at = first; at < behind; at += ID) ids.push(this.#id(page.toString('hex', at, at + ID)));
          change({ path, mode: itsMode, ids });
        }
      }
      at = end;
    }
    return true;
  }

  /** The paths of all changes in a page. */
  #pathsIn(page: Buffer): string[] {
    const paths: string[] = [];
    for (let at = 0; at < page.length; ) {
      const { isCommit, behind, end } = recordAt(page, at);
      if (!isCommit) paths.push(page.toString('latin1', behind, end));
      at = end;
    }
    return paths;
  }

  #ask(named: readonly string[], paths: Wanted['paths']): void {
    const unasked: string[] = [];
    for (const path of named) {
      if (this.#askedPaths.has(path)) continue;
      this.#askedPaths.add(path);
      unasked.push(path);
    }
    if (unasked.length > 0) for (const path of paths(unasked)) this.#wantedPaths.add(path);
  }

  #id(kept: string): string {
    return this.#ids.get(kept) ?? kept;
  }

  #next(): Buffer | undefined {
    const length = this.#lengths[this.#told];
    if (length === undefined || this.#file === undefined) {
      const page = this.#pages.shift();
      return page?.bytes.subarray(0, page.used);
    }
    const page = Buffer.allocUnsafeSlow(length);
    for (let read = 0; read < length; ) {
      const more = readSync(this.#file, page, read, length - read, this.#at + read);
      if (more === 0) throw new Error('What was kept of the log is cut off.');
      read += more;
    }
    this.#at += length;
    this.#told++;
    return page;
  }

  /** A page with room for so many bytes. */
  #page(room: number): Page {
    const last = this.#pages.at(-1);
    if (last !== undefined && last.used + room <= last.bytes.length) return last;
    const written = this.#write();
    const page = { bytes: written !== undefined && written.length >= room ? written : Buffer.allocUnsafeSlow(Math.max(PAGE, room)), used: 0 };
    this.#pages.push(page);
    return page;
  }

  /** Writes all pages to the file; where that is not possible, they stay where they are. @returns what the last of them took, for the next. */
  #write(): Buffer | undefined {
    let free: Buffer | undefined;
    if (this.#file === undefined) return free;
    for (let page = this.#pages[0]; page !== undefined; page = this.#pages[0]) {
      try {
        for (let written = 0; written < page.used; ) written += writeSync(this.#file, page.bytes, written, page.used - written, this.#at + written);
      } catch {
        return free; // A full disk.
      }
      this.#at += page.used;
      this.#lengths.push(page.used);
      this.#pages.shift();
      free = page.bytes;
    }
    return free;
  }
}

/** What begins at an offset of a page: its ids lie from `first` to `behind`, then its text. */
function recordAt(page: Buffer, at: number): { readonly isCommit: boolean; readonly first: number; readonly behind: number; readonly end: number } {
  const isCommit = page[at] === COMMIT;
  const first = at + (isCommit ? COMMIT_HEAD : CHANGE_HEAD);
  const behind = first + (isCommit ? (page[at + 3] ?? 0) * page.readUInt16LE(at + 1) : ID * page.readUInt16LE(at + 3));
  return { isCommit, first, behind, end: behind + page.readUInt32LE(at + (isCommit ? 4 : 5)) };
}

/** The value of each hexadecimal digit, by its character; of others more than any. */
const NO_DIGIT = 16;
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Puts the bytes that digits stand for. False: some are none. */
function putBytes(digits: Uint8Array, from: number, count: number, to: Buffer, at: number): boolean {
  let seen = 0;
  for (let digit = from, byte = at; byte < at + count; byte++, digit += 2) {
    const high = DIGITS[digits[digit] ?? 0] ?? NO_DIGIT;
    const low = DIGITS[digits[digit + 1] ?? 0] ?? NO_DIGIT;
    seen |= high | low;
    to[byte] = (high << 4) | low;
  }
  return seen < NO_DIGIT;
}
