import { createHash } from 'node:crypto';
import { charset16, Entropy } from 'entropy-string';
import { crc32 } from '../../src/detect/checksum/crc32.js';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const BASE62 = DIGITS + UPPER + LOWER;

const ALPHABETS: Readonly<Record<string, string>> = {
  d: DIGITS,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  lower: LOWER,
  upper: UPPER,
  alnum: BASE62,
  lowalnum: DIGITS + LOWER,
  ALNUM: DIGITS + UPPER,
  b32: `${UPPER}234567`,
  lowb32: `${LOWER}234567`,
  b58: BASE62.replace(/[0OIl]/g, ''),
  b64: `${BASE62}+/`,
  b64url: `${BASE62}-_`,
};

const WORDS = ['river', 'window', 'garden', 'copper', 'meadow', 'signal', 'harbor', 'lantern', 'marble', 'orchid'];

/**
 * Fills the templates of rule examples, such as `xoxb-{d:12}`. Deterministic for a seed: the bits come from `entropy-string`
 * over bytes derived from the seed, mapped to the alphabet by rejection (its own character sets are powers of two only).
 */
export class TemplateFiller {
  readonly #seed: string;
  #block = 0;
  #bits = '';

  constructor(seed: string) {
    this.#seed = seed;
  }

  fill(template: string): string {
    return template.replace(/\{(\w+):([A-Za-z0-9]+)\}/g, (whole, name: string, argument: string) => {
      const alphabet = ALPHABETS[name];
      if (alphabet !== undefined) return this.#string(alphabet, Number(argument));
      if (name === 'word') return Array.from({ length: Number(argument) }, () => WORDS[this.#below(WORDS.length)]).join('-');
      if (name === 'crc62') return this.#checksummed(Number(argument));
      if (name === 'jwt') return this.#jwt(argument);
      if (name === 'basic') return Buffer.from(`${argument}:${this.#string(BASE62, 12)}`).toString('base64');
      return whole;
    });
  }

  #checksummed(length: number): string {
    const body = this.#string(BASE62, length);
    let rest = crc32(Buffer.from(body));
    let check = '';
    for (let i = 0; i < 6; i++) {
      check = BASE62[rest % 62] + check;
      rest = Math.floor(rest / 62);
    }
    return body + check;
  }

  #jwt(algorithm: string): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { sub: this.#string(DIGITS, 10), name: this.#string(LOWER, 8), iat: Number(`17${this.#string(DIGITS, 8)}`) };
    return `${part({ alg: algorithm, typ: 'JWT' })}.${part(claims)}.${this.#string(`${BASE62}-_`, 43)}`;
  }

  /** At least three kinds of characters where the alphabet has them, so that no example is poor by bad luck. */
  #string(alphabet: string, length: number): string {
    for (;;) {
      let text = '';
      while (text.length < length) text += alphabet[this.#below(alphabet.length)];
      if (length < 16 || alphabet.length < 36 || (/[0-9]/.test(text) && /[A-Za-z]/.test(text))) return text;
    }
  }

  /** A number below `limit`, which is at most 256. */
  #below(limit: number): number {
    for (;;) {
      const value = Number.parseInt(this.#take(8), 2);
      if (value < 256 - (256 % limit)) return value % limit;
    }
  }

  #take(count: number): string {
    while (this.#bits.length < count) {
      const bytes = createHash('sha256')
        .update(`${this.#seed}/${this.#block++}`)
        .digest();
      const digits = new Entropy({ bits: 240, charset: charset16 }).stringWithBytes([...bytes], 240);
      for (const digit of digits) this.#bits += Number.parseInt(digit, 16).toString(2).padStart(4, '0');
    }
    const taken = this.#bits.slice(0, count);
    this.#bits = this.#bits.slice(count);
    return taken;
  }
}
