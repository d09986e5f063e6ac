import type { ObjectType } from './history-objects.js';
import type { PackFile } from './pack-file.js';
import type { Place, Unpacker } from './unpacker.js';
import type { WantedIds } from './wanted-ids.js';

const NONE = -1;
/** As a sibling: what the object is made of is not known yet. */
const UNREAD = -2;

/** A text that others are made of, and the next of these. */
interface Kept extends Place {
  child: number;
}

/** Is handed the number of a wanted object and its text, which is overwritten when it returns. */
type Take = (number: number, type: ObjectType, text: Buffer) => void;

/**
 * The objects of a pack that are wanted, and those that they are made of, as families: git keeps most texts as what differs from another. From the first ancestor on each is inflated once and
 * patched once, however many are made of it, and no more texts are held than have descendants still to come. git itself, which is asked for one after the other, makes many of them again and again.
 */
export class PackFamilies {
  readonly #pack: PackFile;
  // Of each object, in the order of the pack: where it begins, what it is made of, and its number and one where it is wanted. A pack holds half a million in no time: they are bare numbers.
  readonly #starts: Uint32Array | Float64Array;
  readonly #children: Int32Array;
  readonly #siblings: Int32Array;
  readonly #wanted: Uint32Array;
  readonly #ancestors: number[] = [];

  /** @param wants is asked about each of the ids that is in this pack, by its number. */
  constructor(pack: PackFile, ids: WantedIds, wants: (number: number) => boolean) {
    const { count } = pack;
    this.#pack = pack;
    const offsets = pack.offsets();
    this.#starts = offsets.slice().sort();
    this.#children = new Int32Array(count).fill(NONE);
    this.#siblings = new Int32Array(count).fill(UNREAD);
    this.#wanted = new Uint32Array(count);
    pack.eachId((bytes, at, number) =>
      ids.numbersOf(bytes, at, (wanted) => {
        const place = this.#placeOf(offsets[number] ?? Number.NaN);
        if (place !== NONE && wants(wanted)) this.#wanted[place] = wanted + 1;
      }),
    );
    this.#join();
  }

  /** Makes all texts that are wanted. @returns the numbers of those that cannot be made: damaged, too long, or of what another pack holds. */
  read(unpacker: Unpacker, take: Take): number[] {
    for (const ancestor of this.#ancestors) this.#family(ancestor, unpacker, take);
    const left: number[] = [];
    for (const wanted of this.#wanted) if (wanted > 0) left.push(wanted - 1);
    return left;
  }

  /** From the end of the pack to its beginning: what a delta is about mostly lies before it. */
  #join(): void {
    const later: number[] = [];
    for (let place = this.#starts.length - 1; place >= 0; place--) {
      if (this.#wanted[place] === 0 && this.#children[place] === NONE) continue;
      for (let next: number | undefined = place; next !== undefined; next = later.pop()) {
        const base = this.#place(next);
        // One that lies behind was passed by.
        if (base > next && this.#siblings[base] === UNREAD) later.push(base);
      }
    }
    this.#ancestors.reverse();
  }

  /** Puts an object among the children of the one that it is made of. @returns where that lies. */
  #place(object: number): number {
    const start = this.#pack.baseOf(this.#starts[object] ?? 0);
    const base = start === undefined ? NONE : this.#placeOf(start);
    this.#siblings[object] = this.#children[base] ?? NONE;
    if (start === undefined) this.#ancestors.push(object);
    else if (base !== NONE) this.#children[base] = object;
    return base;
  }

  #placeOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const start = this.#starts[middle] ?? 0;
      if (start === offset) return middle;
      if (start < offset) low = middle + 1;
      else high = middle - 1;
    }
    return NONE;
  }

  #family(ancestor: number, unpacker: Unpacker, take: Take): void {
    const kept: Kept[] = [];
    let top = unpacker.beginning;
    let type: ObjectType = 'blob';
    for (let place = ancestor; place !== NONE; ) {
      const text = unpacker.unpack(this.#pack, this.#starts[place] ?? 0, this.#starts[place + 1] ?? this.#pack.end, kept.at(-1), top);
      type = text?.type ?? type;
      const wanted = this.#wanted[place] ?? 0;
      if (text !== undefined && wanted > 0) {
        take(wanted - 1, type, unpacker.bytes(text));
        this.#wanted[place] = 0;
      }
      // Whose last child this is, is needed no more.
      if (kept.at(-1)?.child === NONE) top = kept.pop()?.start ?? top;
      const child = this.#children[place] ?? NONE;
      if (text !== undefined && child !== NONE) {
        const { start, end } = unpacker.keep(text, top);
        kept.push({ start, end, child });
        top = end;
      }
      const parent = kept.at(-1);
      place = parent?.child ?? NONE;
      if (parent !== undefined) parent.child = this.#siblings[place] ?? NONE;
    }
  }
}
