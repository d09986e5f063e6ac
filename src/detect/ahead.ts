import type { Rule } from '../model/rule.js';
import { FARTHEST_BELOW } from './refine/way-below.js';

/** Tells where nothing of what rules want below their matches comes any more: there is no need to look for the matches then. */
export class Ahead {
  readonly #text: string;
  #folded: string | undefined;
  /** Of each literal that was asked for where it comes next, from the offset on that was asked about last. */
  readonly #next = new Map<string, { readonly from: number; readonly at: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** May `below` match behind a match that lies in this stretch? */
  mayHold({ afterwards }: Rule, start: number, end: number): boolean {
    if (afterwards === undefined) return true;
    return afterwards.some((literal) => this.#nextOf(literal, start) < end + FARTHEST_BELOW);
  }

  #nextOf(literal: string, from: number): number {
    const known = this.#next.get(literal);
    if (known !== undefined && known.from <= from && from <= known.at) return known.at;
    this.#folded ??= this.#text.toLowerCase();
    const found = this.#folded.indexOf(literal, from);
    const at = found < 0 ? Number.POSITIVE_INFINITY : found;
    this.#next.set(literal, { from, at });
    return at;
  }
}
