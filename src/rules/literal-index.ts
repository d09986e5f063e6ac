const TABLE_BITS = 15;
const TABLE_SIZE = 1 << TABLE_BITS;
/** Knuth's multiplicative hash, The Art of Computer Programming vol. 3, section 6.4. */
const GOLDEN = 0x9e3779b1;

/** How common a byte is in source text, roughly: the sum over a trigram decides which of a literal's are looked for. */
const COMMON = ' etaoinsrlcdupmfhgbvykwxqjz_.-/:=(){}';

/**
 * Finds many literals in one pass, in any letter case. Every literal registers two adjacent trigrams, its rarest pair, so that looking at
 * every second offset of the text finds one of the two: half the look-ups, nothing missed.
 */
export class LiteralIndex {
  readonly #literals: readonly Buffer[];
  /** Head of the chain of entries of a hash, 1-based; 0 is empty. */
  readonly #heads = new Int32Array(TABLE_SIZE);
  readonly #next: Int32Array;
  readonly #trigram: Int32Array;
  readonly #literalOf: Int32Array;
  readonly #offsetIn: Int32Array;

  /** @param literals at least four bytes each, distinct. */
  constructor(literals: readonly string[]) {
    this.#literals = literals.map((literal) => Buffer.from(asciiLower(literal), 'latin1'));
    const entries = literals.length * 2 + 1;
    this.#next = new Int32Array(entries);
    this.#trigram = new Int32Array(entries);
    this.#literalOf = new Int32Array(entries);
    this.#offsetIn = new Int32Array(entries);
    this.#literals.forEach((literal, index) => {
      const at = rarestPair(literal);
      this.#register(index * 2 + 1, index, at);
      this.#register(index * 2 + 2, index, at + 1);
    });
  }

  #register(entry: number, literal: number, offset: number): void {
    const bytes = this.#literals[literal] ?? Buffer.alloc(0);
    const trigram = trigramAt(bytes, offset);
    const slot = Math.imul(trigram, GOLDEN) >>> (32 - TABLE_BITS);
    this.#trigram[entry] = trigram;
    this.#literalOf[entry] = literal;
    this.#offsetIn[entry] = offset;
    this.#next[entry] = this.#heads[slot] ?? 0;
    this.#heads[slot] = entry;
  }

  /** Calls `hit` for every occurrence of every literal, nearly in order of offset (off by less than a literal's length). */
  scan(bytes: Buffer, hit: (literal: number, offset: number) => void): void {
    const heads = this.#heads;
    const last = bytes.length - 2;
    for (let at = 0; at < last; at += 2) {
      const trigram = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | 0x202020;
      let entry = heads[Math.imul(trigram, GOLDEN) >>> (32 - TABLE_BITS)] as number;
      while (entry !== 0) {
        if (this.#trigram[entry] === trigram) this.#compare(bytes, at, entry, hit);
        entry = this.#next[entry] as number;
      }
    }
  }

  #compare(bytes: Buffer, at: number, entry: number, hit: (literal: number, offset: number) => void): void {
    const index = this.#literalOf[entry] as number;
    const literal = this.#literals[index] as Buffer;
    const start = at - (this.#offsetIn[entry] as number);
    if (start < 0 || start + literal.length > bytes.length) return;
    for (let i = 0; i < literal.length; i++) {
      if (lower(bytes[start + i] as number) !== literal[i]) return;
    }
    hit(index, start);
  }
}

function trigramAt(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | 0x202020;
}

function rarestPair(literal: Buffer): number {
  let best = 0;
  let bestScore = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 4 <= literal.length; at++) {
    let score = 0;
    for (let i = at; i < at + 4; i++) score += commonness(literal[i] ?? 0);
    if (score < bestScore) {
      bestScore = score;
      best = at;
    }
  }
  return best;
}

function commonness(byte: number): number {
  const rank = COMMON.indexOf(String.fromCharCode(byte));
  return rank < 0 ? 0 : COMMON.length - rank;
}

/** Letters of ASCII only: a literal may be bytes of UTF-8, which have no case. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
