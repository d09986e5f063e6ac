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
  readonly #windows = new Map<number, (readonly [needle: Needle, offset: number])[]>();
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
    for (const needle of this.#needles) this.#know(needle);
  }

  get size(): number {
    return this.#needles.length;
  }

  #know(needle: Needle): void {
    for (let offset = 0; offset < this.#step; offset++) {
      const hash = hashAt(needle.bytes, offset, this.#key);
      const slot = hash >>> (32 - BITS);
      this.#bitmap[slot >> 3] = (this.#bitmap[slot >> 3] ?? 0) | (1 << (slot & 7));
      const known = this.#windows.get(hash);
      if (known === undefined) this.#windows.set(hash, [[needle, offset]]);
      else known.push([needle, offset]);
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
      const hash = hashAt(text, at, key);
      for (const [{ bytes, of, plain }, offset] of this.#windows.get(hash) ?? []) {
        const start = at - offset;
        if (start < (found.at(-1)?.end ?? 0) || !matches(text, start, bytes) || !standsAlone(text, start, start + bytes.length)) continue;
        found.push({ start, end: start + bytes.length, ...of, plain });
      }
    }
    return found;
  }

  /** Clears all that is known of the values. */
  wipe(): void {
    for (const { bytes } of this.#needles) bytes.fill(0);
    this.#needles.length = 0;
    this.#windows.clear();
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
