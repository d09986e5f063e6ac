import { detached } from '../text/detached.js';
import type { LoggedChange } from './history-log.js';

/** Bytes of a page; what is longer has one of its own. */
const PAGE = 1 << 18;
const COMMIT = 1;
const CHANGE = 2;

interface Page {
  readonly bytes: Buffer;
  used: number;
}

/** A log as it is kept until it is known what of it matters: ids as bytes, each path once; a third of what git says. */
export class LoggedChanges {
  /** Bytes held, beside the paths. */
  size = 0;
  readonly #pages: Page[] = [];
  readonly #paths = new Numbered();
  readonly #modes = new Numbered();

  /** @param head what git says of a commit itself, one character a byte. */
  commit(head: string): void {
    const page = this.#page(5 + head.length);
    const { bytes } = page;
    const at = bytes.writeUInt32LE(head.length, bytes.writeUInt8(COMMIT, page.used));
    page.used = at + bytes.write(head, at, 'latin1');
  }

  /** A change of the commit before. False: its ids are no ids. */
  change({ path, oldIds, newId, newMode }: LoggedChange): boolean {
    const length = newId.length / 2;
    const page = this.#page(14 + (oldIds.length + 1) * length);
    const { bytes } = page;
    let at = bytes.writeUInt8(CHANGE, page.used);
    at = bytes.writeUInt8(length, at);
    at = bytes.writeUInt32LE(this.#modes.of(newMode), at);
    at = bytes.writeUInt32LE(this.#paths.of(path), at);
    at = bytes.writeUInt32LE(oldIds.length, at);
    for (const id of [newId, ...oldIds]) {
      if (id.length !== newId.length || bytes.write(id, at, 'hex') !== length) return false;
      at += length;
    }
    page.used = at;
    return true;
  }

  /** Tells some of what is held, in its order, and lets go of it. False: nothing is held. */
  tell(commit: (head: string) => void, change: (change: LoggedChange) => void): boolean {
    const page = this.#pages.shift();
    if (page === undefined) return false;
    const { bytes, used } = page;
    this.size -= bytes.length;
    for (let at = 0; at < used; ) {
      if (bytes[at] === COMMIT) {
        const end = at + 5 + bytes.readUInt32LE(at + 1);
        commit(bytes.toString('latin1', at + 5, end));
        at = end;
        continue;
      }
      const length = bytes.readUInt8(at + 1);
      const newMode = this.#modes.named(bytes.readUInt32LE(at + 2));
      const path = this.#paths.named(bytes.readUInt32LE(at + 6));
      const end = at + 14 + (bytes.readUInt32LE(at + 10) + 1) * length;
      const ids: string[] = [];
      for (at += 14; at < end; at += length) ids.push(bytes.toString('hex', at, at + length));
      const newId = ids.shift() ?? '';
      change({ path, oldIds: ids, newId, newMode });
    }
    return true;
  }

  /** A page with room for so many bytes. */
  #page(room: number): Page {
    let page = this.#pages.at(-1);
    if (page === undefined || page.used + room > page.bytes.length) {
      page = { bytes: Buffer.allocUnsafeSlow(Math.max(PAGE, room)), used: 0 };
      this.#pages.push(page);
      this.size += page.bytes.length;
    }
    return page;
  }
}

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

  named(number: number): string {
    return this.#texts[number] ?? '';
  }
}
