import type { ObjectType } from './history-objects.js';
import type { IdSet } from './id-set.js';
import { ownMemory } from './own-memory.js';
import type { PackFile } from './pack-file.js';
import type { Place, Unpacker } from './unpacker.js';

const NONE = -1;
// Instead of what an object is made of: that was not looked up, it is whole, it is a whole tree, or its base is not here.
const UNREAD = -2;
const WHOLE = -1;
const TREE = -3;
const ELSEWHERE = -4;
// What is known of an object: that it is a tree, that it is none, that it has its place in a family, that the family begins with it, and that nobody needs to make it any more.
const IS_TREE = 1;
const IS_NONE = 2;
const HAS_PLACE = 4;
const IS_FIRST = 8;
const IS_DONE = 16;

/** A text that others are made of, the next of these and the last. */
interface Kept extends Place {
  child: number;
  readonly last: number;
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
  // Of each object, in the order of the pack, in bare numbers, since a pack holds half a million in no time. Trees lie together: what is nought for them takes no room.
  /** Where it begins. */
  readonly #starts: Uint32Array | Float64Array;
  /** The last of those that are made of it, and one; before that, while places are looked up, offsets. */
  readonly #children: Uint32Array;
  /** What it is made of, while it has no place; then the next that is made of the same (the last begins with the first), and when it is made, its size. Before that, the places of objects by their numbers in the index. */
  readonly #links: Int32Array;
  /** The number and one of what is wanted. */
  readonly #wanted: Uint32Array;
  /** How many texts are held at once, at most, to make all that are made of it. */
  readonly #needs: Uint8Array;
  readonly #known: Uint8Array;

  constructor(pack: PackFile) {
    const { count } = pack;
    this.#pack = pack;
    const isLong = pack.end > 0xffffffff;
    const room = ownMemory(count * 22);
    this.#starts = isLong ? new Float64Array(room, 0, count) : new Uint32Array(room, 0, count);
    this.#children = new Uint32Array(room, 8 * count, count);
    this.#links = new Int32Array(room, 12 * count, count);
    this.#wanted = new Uint32Array(room, 16 * count, count);
    this.#needs = new Uint8Array(room, 20 * count, count);
    this.#known = new Uint8Array(room, 21 * count, count);
    const offsets = isLong ? new Float64Array(count) : this.#children;
    pack.offsets(offsets);
    this.#starts.set(offsets);
    this.#starts.sort();
    for (let number = 0; number < count; number++) this.#links[number] = this.#placeOf(offsets[number] ?? 0);
  }

  /** Wants all but trees, by their numbers in the index: for who does not know yet which are wanted, and will want most of them. To be settled when it is known. @returns how many these are. */
  wantAll(): number {
    this.#links.forEach((place, number) => {
      if (place !== NONE) this.#wanted[place] = number + 1;
    });
    this.#forgetPlaces();
    for (let place = this.#links.length - 1; place >= 0; place--) this.#baseOf(place);
    let count = 0;
    for (let place = 0; place < this.#links.length; place++) {
      if (this.#isTree(place)) this.#wanted[place] = 0;
      else count++;
    }
    this.#gather();
    return count;
  }

  /** Says of what was read, or could not be, what is wanted of it. */
  settle(ids: IdSet, { wanted, surplus, unread }: Settled): void {
    const places = this.#children;
    places.fill(0);
    this.#wanted.forEach((number, place) => {
      if (number > 0) places[number - 1] = place + 1;
    });
    this.#pack.eachId((bytes, at, number) => {
      const place = (places[number] ?? 0) - 1;
      if (place === NONE) return;
      const isDone = this.#is(place, IS_DONE);
      const its = ids.numberOf(bytes, at);
      if (its !== undefined && isDone) wanted(its);
      if (its !== undefined) return;
      const id = bytes.toString('hex', at, at + this.#pack.idBytes);
      if (isDone) surplus(id, this.#links[place] ?? 0);
      else unread(id);
    });
  }

  /** @param wants is asked about each of the ids that is in this pack, by its number. */
  want(ids: IdSet, wants: (number: number) => boolean): void {
    this.#pack.eachId((bytes, at, number) => {
      const wanted = ids.numberOf(bytes, at);
      const place = this.#links[number] ?? NONE;
      if (wanted === undefined || place === NONE) return;
      if (wants(wanted)) this.#wanted[place] = wanted + 1;
      else this.#learn(place, IS_DONE);
    });
    this.#forgetPlaces();
    this.#gather();
  }

  /** Makes all texts that are wanted. @returns the numbers of those that cannot be made: damaged, too long, or of what another pack holds. */
  read(unpacker: Unpacker, take: Take): number[] {
    for (let place = 0; place < this.#known.length; place++) if (this.#is(place, IS_FIRST)) this.#family(place, unpacker, take);
    const left: number[] = [];
    this.#wanted.forEach((wanted, place) => {
      if (wanted > 0 && !this.#is(place, IS_DONE)) left.push(wanted - 1);
    });
    return left;
  }

  /** Does the pack hold anything that nobody wants, but for trees? */
  hasOthers(): boolean {
    return this.#wanted.some((wanted, place) => wanted === 0 && !this.#is(place, IS_DONE) && !this.#isTree(place));
  }

  #is(place: number, what: number): boolean {
    return ((this.#known[place] ?? 0) & what) !== 0;
  }

  #learn(place: number, what: number): void {
    this.#known[place] = (this.#known[place] ?? 0) | what;
  }

  #forgetPlaces(): void {
    this.#children.fill(0);
    this.#links.fill(UNREAD);
  }

  /** git makes trees of trees alone. What is found out serves all that the object is made of: chains may be long. */
  #isTree(place: number): boolean {
    let end = place;
    // No chain is as long as the pack, unless it bites its own tail.
    for (let length = 0; end >= 0 && !this.#is(end, IS_TREE | IS_NONE) && length < this.#links.length; length++) end = this.#baseOf(end);
    const kind = end === TREE || this.#is(end, IS_TREE) ? IS_TREE : IS_NONE;
    for (let at = place; at >= 0 && !this.#is(at, IS_TREE | IS_NONE); at = this.#baseOf(at)) this.#learn(at, kind);
    return kind === IS_TREE;
  }

  /** From the end of the pack to its beginning: what a delta is about mostly lies before it. */
  #gather(): void {
    const later: number[] = [];
    for (let place = this.#starts.length - 1; place >= 0; place--) {
      if (this.#wanted[place] === 0 && this.#children[place] === 0) continue;
      for (let next: number | undefined = place; next !== undefined; next = later.pop()) {
        const base = this.#place(next);
        // One that lies behind was passed by.
        if (base > place && !this.#is(base, HAS_PLACE)) later.push(base);
      }
    }
  }

  /** Puts an object among the children of the one that it is made of. @returns where that lies. */
  #place(object: number): number {
    const base = this.#baseOf(object);
    // What a tree is made of is not asked for: nobody wants one.
    this.#learn(object, HAS_PLACE | IS_NONE);
    this.#links[object] = NONE;
    if (base === WHOLE || base === TREE) this.#learn(object, IS_FIRST);
    else if (base !== ELSEWHERE) this.#join(base, object);
    return base;
  }

  /** The child that needs most comes last: then its parent is needed no more, and no more texts are held at once than the logarithm of the family's size says. */
  #join(base: number, object: number): void {
    const last = (this.#children[base] ?? 0) - 1;
    const need = this.#needs[object] ?? 0;
    const most = this.#needs[last] ?? 0;
    if (last === NONE || need > most) {
      this.#links[object] = last;
      this.#children[base] = object + 1;
    } else {
      this.#links[object] = this.#links[last] ?? NONE;
      this.#links[last] = object;
    }
    this.#needs[base] = Math.max(this.#needs[base] ?? 0, 1, need, most, last === NONE ? 0 : 1 + Math.min(need, most));
  }

  /** What an object is made of that has no place. */
  #baseOf(object: number): number {
    const known = this.#links[object] ?? ELSEWHERE;
    if (known !== UNREAD) return known;
    const origin = this.#pack.originOf(this.#starts[object] ?? 0);
    const base = typeof origin === 'string' ? (origin === 'tree' ? TREE : WHOLE) : this.#placeBefore(object, origin);
    this.#links[object] = typeof origin === 'number' && base === NONE ? ELSEWHERE : base;
    return this.#links[object] ?? ELSEWHERE;
  }

  /** What an object is made of mostly lies not far before it. */
  #placeBefore(object: number, offset: number): number {
    let high = object;
    let low = object - 1;
    for (let step = 1; low > 0 && (this.#starts[low] ?? 0) > offset; step *= 2) {
      high = low;
      low -= step;
    }
    return (this.#starts[object] ?? 0) < offset ? this.#placeOf(offset) : this.#placeOf(offset, Math.max(0, low), high);
  }

  #placeOf(offset: number, from = 0, to = this.#starts.length - 1): number {
    let low = from;
    let high = to;
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
        this.#learn(place, IS_DONE);
        this.#links[place] = text.end - text.start;
      }
      // Whose last child this is, is needed no more.
      if (kept.at(-1)?.child === NONE) top = kept.pop()?.start ?? top;
      const last = (this.#children[place] ?? 0) - 1;
      if (text !== undefined && last !== NONE) {
        const { start, end } = unpacker.keep(text, top);
        kept.push({ start, end, child: this.#behind(last, last), last });
        top = end;
      }
      const parent = kept.at(-1);
      place = parent?.child ?? NONE;
      if (parent !== undefined) parent.child = place === parent.last ? NONE : this.#behind(place, parent.last);
    }
  }

  /** The sibling that comes behind another one. */
  #behind(place: number, last: number): number {
    const next = this.#links[place] ?? NONE;
    return next === NONE ? last : next;
  }
}
