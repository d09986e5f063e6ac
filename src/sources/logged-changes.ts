import { detached } from '../text/detached.js';

/** Bytes of a page; what is longer has one of its own. */
const PAGE = 1 << 18;
const COMMIT = 1;
const CHANGE = 2;
/** Bytes before the ids of a change: its kind, mode, path, how many ids. */
const HEAD = 9;
/** As much of an id is kept as tells it from all others, in bytes. */
const ID = 8;

interface Page {
  readonly bytes: Buffer;
  used: number;
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

/** A log as it is kept until it is known what of it matters: the beginnings of ids, as bytes, and each path once; a sixth of what git says. */
export class LoggedChanges {
  readonly #pages: Page[] = [];
  readonly #paths = new Numbered();
  /** The first four bytes of the ids that are wanted, and the ids by what is kept of them. */
  readonly #starts = new Set<number>();
  readonly #ids = new Map<string, string>();
  /** The numbers of paths that are wanted, of so many that were asked about. */
  readonly #wantedPaths = new Set<number>();
  #askedPaths = 0;

  /** @param head what git says of a commit itself. */
  commit(head: Uint8Array): void {
    const page = this.#page(5 + head.length);
    const at = page.used;
    page.bytes[at] = COMMIT;
    page.bytes.writeUInt32LE(head.length, at + 1);
    page.bytes.set(head, at + 5);
    page.used = at + 5 + head.length;
  }

  /**
   * A change of the commit before. False: an id is none.
   *
   * @param told holds the ids from `from` on, `count` of them in hexadecimal digits with a byte behind each; `digits` of one.
   */
  change(path: string, mode: number, told: Uint8Array, from: number, count: number, digits: number): boolean {
    const page = this.#page(HEAD + count * ID);
    const { bytes } = page;
    let at = page.used;
    bytes[at] = CHANGE;
    bytes.writeUInt16LE(mode, at + 1);
    bytes.writeUInt32LE(this.#paths.of(path), at + 3);
    bytes.writeUInt16LE(count, at + 7);
    at += HEAD;
    let seen = 0;
    for (let id = from; id < from + count * (digits + 1); id += digits + 1) {
      for (let digit = id; digit < id + 2 * ID; digit += 2) {
        const high = DIGITS[told[digit] as number] as number; // Of all bytes.
        const low = DIGITS[told[digit + 1] as number] as number;
        seen |= high | low;
        bytes[at++] = (high << 4) | low;
      }
    }
    page.used = at;
    return seen < NO_DIGIT;
  }

  /** To be said before any is told. */
  want(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#starts.add(Number.parseInt(id.slice(0, 8), 16));
      this.#ids.set(id.slice(0, 2 * ID), id);
    }
  }

  /** Tells some of what is held, in its order, and lets go of it. False: nothing is held. */
  tell(commit: (head: Buffer) => void, change: (change: KeptChange) => void, { mode, paths }: Omit<Wanted, 'ids'>): boolean {
    const page = this.#pages.shift();
    if (page === undefined) return false;
    const unasked = this.#paths.from(this.#askedPaths);
    const picked = unasked.length === 0 ? undefined : paths(unasked);
    if (picked !== undefined) for (const path of picked) this.#wantedPaths.add(this.#paths.of(path));
    this.#askedPaths += unasked.length;
    const { bytes, used } = page;
    for (let at = 0; at < used; ) {
      if (bytes[at] === COMMIT) {
        const end = at + 5 + bytes.readUInt32LE(at + 1);
        commit(bytes.subarray(at + 5, end));
        at = end;
        continue;
      }
      const itsMode = bytes.readUInt16LE(at + 1);
      const itsPath = bytes.readUInt32LE(at + 3);
      const first = at + HEAD;
      const end = first + bytes.readUInt16LE(at + 7) * ID;
      let wanted = itsMode === mode || this.#wantedPaths.has(itsPath);
      for (at = first; at < end && !wanted; at += ID) wanted = this.#starts.has(bytes.readUInt32BE(at));
      if (wanted) {
        const ids: string[] = [];
        for (at = first; at < end; at += ID) ids.push(this.#id(bytes.toString('hex', at, at + ID)));
        change({ path: this.#paths.named(itsPath), mode: itsMode, ids });
      }
      at = end;
    }
    return true;
  }

  #id(kept: string): string {
    return this.#ids.get(kept) ?? kept;
  }

  /** A page with room for so many bytes. */
  #page(room: number): Page {
    let page = this.#pages.at(-1);
    if (page === undefined || page.used + room > page.bytes.length) {
      page = { bytes: Buffer.allocUnsafeSlow(Math.max(PAGE, room)), used: 0 };
      this.#pages.push(page);
    }
    return page;
  }
}

/** The value of each hexadecimal digit, by its character; of others more than any. */
const NO_DIGIT = 16;
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Gives each text a number. */
class Numbered {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    this.#numbers.set(own, this.#texts.length);
    return this.#texts.push(own) - 1;
  }

  /** All from a number on. */
  from(number: number): readonly string[] {
    return this.#texts.slice(number);
  }

  named(number: number): string {
    return this.#texts[number] ?? '';
  }
}
