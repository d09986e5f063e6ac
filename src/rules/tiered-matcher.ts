import type { Match, Matcher } from './regex-engine.js';

/** What a character may take, in milliseconds, over any length of time: thirty times what it takes as a rule. */
const USUAL_MS = 3e-4;
/** What may be taken beyond it before the other engine is tried: to compile a pattern and other work of the machine look slow, too. */
const GRACE_MS = 30;
/** So many patterns are with the second engine at a time: RE2 keeps up to some hundred kilobytes of states for each. */
const HELD = 100;

/** A pattern on one engine, and on another when it turns out slow on the first: from then on, on the one that was quicker. Both find the same. */
export class TieredMatcher implements Matcher {
  readonly #first: Matcher;
  readonly #better: () => Matcher | undefined;
  /** Those that are with their second engine, the first of which has been there longest. */
  readonly #held: TieredMatcher[];
  #current: Matcher;
  /** Milliseconds that are left, and what was spent since there were all. */
  #left = GRACE_MS;
  #spent = 0;
  #searched = 0;
  /** Milliseconds a character on the first engine, since the second is tried. */
  #before: number | undefined;
  #settled = false;

  readonly #now: () => number;

  /** @param now a clock in milliseconds. */
  constructor(first: Matcher, better: () => Matcher | undefined, held: TieredMatcher[], now = (): number => performance.now()) {
    this.#now = now;
    this.#first = first;
    this.#current = first;
    this.#better = better;
    this.#held = held;
  }

  matches(text: string): Match[] {
    const begun = this.#now();
    const found = this.#current.matches(text);
    this.#took(text.length, begun);
    return found;
  }

  test(text: string): boolean {
    const begun = this.#now();
    const found = this.#current.test(text);
    this.#took(text.length, begun);
    return found;
  }

  count(text: string): number {
    const begun = this.#now();
    const found = this.#current.count(text);
    this.#took(text.length, begun);
    return found;
  }

  #took(length: number, begun: number): void {
    if (this.#settled) return;
    const spent = this.#now() - begun;
    this.#left += length * USUAL_MS - spent;
    if (this.#left >= GRACE_MS) {
      this.#refill();
      return;
    }
    this.#spent += spent;
    this.#searched += length;
    if (this.#left < 0) this.#isSlow(this.#spent / this.#searched);
  }

  #refill(): void {
    this.#left = GRACE_MS;
    this.#spent = 0;
    this.#searched = 0;
  }

  #isSlow(rate: number): void {
    this.#refill();
    if (this.#before === undefined) this.#rise(rate);
    else {
      // Both are slow.
      this.#settled = true;
      if (rate > this.#before) this.#current = this.#first;
    }
  }

  #rise(rate: number): void {
    const better = this.#better();
    if (better === undefined) {
      this.#settled = true;
      return;
    }
    this.#before = rate;
    this.#current = better;
    this.#held.push(this);
    const longest = this.#held.length > HELD ? this.#held.shift() : undefined;
    if (longest !== undefined) longest.#fall();
  }

  /** Begins anew, unless it has come to a decision for the first engine. */
  #fall(): void {
    this.#current = this.#first;
    this.#before = undefined;
    this.#settled = false;
    this.#refill();
  }
}
