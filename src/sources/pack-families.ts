import type { ObjectType } from './history-objects.js';
import type { IdSet } from './id-set.js';
import type { PackFile } from './pack-file.js';
import type { Place, Unpacker } from './unpacker.js';

const NONE = -1;
// Instead of what an object is made of: that was not looked up, it is whole, it is a whole tree, or its base is not here.
const UNREAD = -2;
const WHOLE = -1;
const TREE = -3;
const ELSEWHERE = -4;
const UNKNOWN = 0;
const IS_TREE = 1;
const IS_NONE = 2;
/** Instead of the number of a wanted object: it was, and is no more. */
const DONE = 0xffffffff;

/** A text that others are made of, and the next of these. */
interface Kept extends Place {
  child: number;
}

/** Is handed the number of a wanted object and its text, which is overwritten when it returns. */
type Take = (number: number, type: ObjectType, text: Buffer) => void;

/** What becomes of objects that were read before anybody knew which are wanted. */
export interface Settled {
  /** Is handed the number of each that is wanted and was read. */
  readonly wanted: (number: number) => void;
  /** Is handed the id and the size of each that was read and is not wanted. */
  readonly surplus: (id: string, size: number) => void;
  /** Is handed the id of each that could not be read and is not wanted. */
  readonly unread: (id: string) => void;
}

/**
 * The objects of a pack that are wanted, and those that they are made of, as families: git keeps most texts as what differs from another. From the first ancestor on each is inflated once and
 * patched once, however many are made of it, and no more texts are held than have descendants still to come. git itself, which is asked for one after the other, makes many of them again and again.
 */
export class PackFamilies {
  readonly #pack: PackFile;
  // Of each object, in the order of the pack: where it begins, what it is made of, its first child and next sibling among those that are needed (when it is made, its size), and its number and
  // one where it is wanted. A pack holds half a million in no time: they are bare numbers.
  readonly #starts: Uint32Array | Float64Array;
  readonly #bases: Int32Array;
  readonly #children: Int32Array;
  readonly #siblings: Int32Array;
  readonly #wanted: Uint32Array;
  /** Which of them are trees. */
  readonly #kinds: Uint8Array;
  /** By the number in the index. */
  readonly #places: Int32Array;
  #ancestors: number[] = [];

  constructor(pack: PackFile) {
    const { count } = pack;
    this.#pack = pack;
    const offsets = pack.offsets();
    this.#starts = offsets.slice().sort();
    this.#places = Int32Array.from(offsets, (offset) => this.#placeOf(offset));
    this.#bases = new Int32Array(count).fill(UNREAD);
    this.#children = new Int32Array(count).fill(NONE);
    this.#siblings = new Int32Array(count).fill(UNREAD);
    this.#wanted = new Uint32Array(count);
    this.#kinds = new Uint8Array(count);
  }

  /** Wants all but trees, by their numbers in the index: for who does not know yet which are wanted, and will want most of them. To be settled when it is known. */
  wantAll(): void {
    for (let place = this.#bases.length - 1; place >= 0; place--) this.#baseOf(place);
    this.#places.forEach((place, number) => {
      if (place !== NONE && !this.#isTree(place)) this.#wanted[place] = number + 1;
    });
    this.#join();
  }

  /** Says of what was read, or could not be, what is wanted of it. */
  settle(ids: IdSet, { wanted, surplus, unread }: Settled): void {
    this.#pack.eachId((bytes, at, number) => {
      const place = this.#places[number] ?? NONE;
      const state = this.#wanted[place] ?? 0;
      if (state === 0) return;
      const its = ids.numberOf(bytes, at);
      if (its !== undefined && state === DONE) wanted(its);
      if (its !== undefined) return;
      const id = bytes.toString('hex', at, at + this.#pack.idBytes);
      if (state === DONE) surplus(id, this.#siblings[place] ?? 0);
      else unread(id);
    });
  }

  /** @param wants is asked about each of the ids that is in this pack, by its number. */
  want(ids: IdSet, wants: (number: number) => boolean): void {
    this.#pack.eachId((bytes, at, number) => {
      const wanted = ids.numberOf(bytes, at);
      const place = this.#places[number] ?? NONE;
      if (wanted !== undefined && place !== NONE) this.#wanted[place] = wants(wanted) ? wanted + 1 : DONE;
    });
    this.#join();
  }

  /** Makes all texts that are wanted. @returns the numbers of those that cannot be made: damaged, too long, or of what another pack holds. */
  read(unpacker: Unpacker, take: Take): number[] {
    for (const ancestor of this.#ancestors) this.#family(ancestor, unpacker, take);
    const left: number[] = [];
    for (const wanted of this.#wanted) if (wanted > 0 && wanted !== DONE) left.push(wanted - 1);
    return left;
  }

  /** Does the pack hold anything that nobody wants, but for trees? */
  hasOthers(): boolean {
    return this.#wanted.some((wanted, place) => wanted === 0 && !this.#isTree(place));
  }

  /** git makes trees of trees alone. What is found out serves all that the object is made of: chains may be long. */
  #isTree(place: number): boolean {
    let end = place;
    // No chain is as long as the pack, unless it bites its own tail.
    for (let length = 0; end >= 0 && this.#kinds[end] === UNKNOWN && length < this.#bases.length; length++) end = this.#baseOf(end);
    const kind = end === TREE || this.#kinds[end] === IS_TREE ? IS_TREE : IS_NONE;
    for (let at = place; at >= 0 && this.#kinds[at] === UNKNOWN; at = this.#baseOf(at)) this.#kinds[at] = kind;
    return kind === IS_TREE;
  }

  /** From the end of the pack to its beginning: what a delta is about mostly lies before it. */
  #join(): void {
    const later: number[] = [];
    for (let place = this.#starts.length - 1; place >= 0; place--) {
      const wanted = this.#wanted[place] ?? 0;
      if ((wanted === 0 || wanted === DONE) && this.#children[place] === NONE) continue;
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
    const base = this.#baseOf(object);
    this.#siblings[object] = this.#children[base] ?? NONE;
    if (base === WHOLE || base === TREE) this.#ancestors.push(object);
    else if (base !== ELSEWHERE) this.#children[base] = object;
    return base;
  }

  #baseOf(object: number): number {
    const known = this.#bases[object] ?? ELSEWHERE;
    if (known !== UNREAD) return known;
    const origin = this.#pack.originOf(this.#starts[object] ?? 0);
    const base = typeof origin === 'string' ? (origin === 'tree' ? TREE : WHOLE) : this.#placeOf(origin);
    this.#bases[object] = typeof origin === 'number' && base === NONE ? ELSEWHERE : base;
    return this.#bases[object] ?? ELSEWHERE;
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
      if (text !== undefined && wanted > 0 && wanted !== DONE) {
        take(wanted - 1, type, unpacker.bytes(text));
        this.#wanted[place] = DONE;
        this.#siblings[place] = text.end - text.start;
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
