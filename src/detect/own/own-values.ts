import { variants } from './variants.js';

/** A value that must not be in any text, and where its owner keeps it. */
export interface OwnValue {
  readonly bytes: Buffer;
  /** The name beside it, no secret. */
  readonly name: string;
  /** The file, or the environment. */
  readonly place: string;
}

export interface OwnHit {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly place: string;
  readonly plain: boolean;
}

interface Needle {
  readonly bytes: Buffer;
  readonly of: Pick<OwnValue, 'name' | 'place'>;
  readonly plain: boolean;
}

/** Shorter values are told from chance by nothing. */
export const LEAST = 6;
/** Bytes of a window. Texts are looked at in steps so wide that one lies within every needle. */
const WINDOW = 4;
const WIDEST = 12;
const BITS = 16;
/** A value this long needs no border: it is in no other word by chance. */
const LONG = 16;

/**
 * Finds values in texts, however they are written there. Windows of them are known by keyed hashes; what they are themselves lies in buffers alone, which `wipe` clears. It takes the values over: they
 * are cleared at once.
 */
export class OwnValues {
  readonly #key: number;
  readonly #bitmap = new Uint8Array(1 << (BITS - 3));
  /** Hashes of windows, found by probing; beside each its needle and offset. A map of lists takes three times as long to make. */
  #hashes = new Int32Array(0);
  #places = new Int32Array(0);
  readonly #needles: Needle[] = [];
  readonly #step: number;

  /** @param key by chance, another in every run. */
  constructor(values: readonly OwnValue[], key: number) {
    this.#key = key | 1;
    for (const { bytes, name, place } of values) {
      for (const [index, written] of variants(bytes, LEAST).entries()) this.#needles.push({ bytes: written, of: { name, place }, plain: index === 0 });
      bytes.fill(0);
    }
    this.#step = this.#needles.reduce((least, { bytes }) => Math.min(least, bytes.length - WINDOW + 1), WIDEST);
    let size = 64;
    while (size < 3 * this.#step * this.#needles.length) size *= 2;
    this.#hashes = new Int32Array(size);
    this.#places = new Int32Array(size).fill(-1);
    for (let index = 0; index < this.#needles.length; index++) this.#know(index);
  }

  get size(): number {
    return this.#needles.length;
  }

  #know(index: number): void {
    const { bytes } = this.#needles[index] as Needle;
    const bitmap = this.#bitmap;
    const hashes = this.#hashes;
    const places = this.#places;
    const last = hashes.length - 1;
    for (let offset = 0; offset < this.#step; offset++) {
      const hash = hashAt(bytes, offset, this.#key);
      const slot = hash >>> (32 - BITS);
      bitmap[slot >> 3] = (bitmap[slot >> 3] as number) | (1 << (slot & 7));
      let at = hash & last;
      while (places[at] !== -1) at = (at + 1) & last;
      hashes[at] = hash;
      places[at] = index * WIDEST + offset;
    }
  }

  /** Where the text holds one of the values, in order; of those that overlap the first. */
  find(text: Uint8Array): OwnHit[] {
    const found: OwnHit[] = [];
    if (this.#needles.length === 0) return found;
    const bitmap = this.#bitmap;
    const key = this.#key;
    const step = this.#step;
    for (let at = 0, end = text.length - WINDOW; at <= end; at += step) {
      // `hashAt`, written out: the loop runs uncompiled.
      const word = (text[at] as number) | ((text[at + 1] as number) << 8) | ((text[at + 2] as number) << 16) | ((text[at + 3] as number) << 24);
      const mixed = Math.imul(word ^ key, key);
      const slot = (mixed ^ (mixed >>> 15)) >>> (32 - BITS);
      if (((bitmap[slot >> 3] as number) & (1 << (slot & 7))) === 0) continue;
      this.#look(text, at, hashAt(text, at, key), found);
    }
    return found;
  }

  /** Compares with all needles that have this window. */
  #look(text: Uint8Array, at: number, hash: number, found: OwnHit[]): void {
    const last = this.#hashes.length - 1;
    for (let slot = hash & last; this.#places[slot] !== -1; slot = (slot + 1) & last) {
      if (this.#hashes[slot] !== (hash | 0)) continue;
      const place = this.#places[slot] as number;
      const { bytes, of, plain } = this.#needles[Math.floor(place / WIDEST)] as Needle;
      const start = at - (place % WIDEST);
      if (start < (found.at(-1)?.end ?? 0) || !matches(text, start, bytes) || !standsAlone(text, start, start + bytes.length)) continue;
      found.push({ start, end: start + bytes.length, ...of, plain });
    }
  }

  /** Clears all that is known of the values. */
  wipe(): void {
    for (const { bytes } of this.#needles) bytes.fill(0);
    this.#needles.length = 0;
    this.#hashes.fill(0);
    this.#places.fill(-1);
    this.#bitmap.fill(0);
  }
}

function hashAt(text: Uint8Array, at: number, key: number): number {
  const word = (text[at] as number) | ((text[at + 1] as number) << 8) | ((text[at + 2] as number) << 16) | ((text[at + 3] as number) << 24);
  const mixed = Math.imul(word ^ key, key);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function matches(text: Uint8Array, start: number, bytes: Uint8Array): boolean {
  if (start < 0 || start + bytes.length > text.length) return false;
  for (let at = 0; at < bytes.length; at++) if (text[start + at] !== bytes[at]) return false;
  return true;
}

/** Is a short value a word of its own, not a part of another? */
function standsAlone(text: Uint8Array, start: number, end: number): boolean {
  if (end - start >= LONG) return true;
  return !(isWordByte(text[start - 1]) && isWordByte(text[start])) && !(isWordByte(text[end - 1]) && isWordByte(text[end]));
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122));
}
