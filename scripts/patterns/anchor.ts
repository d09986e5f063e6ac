import { slotOf } from '../../src/rules/scanner-core.js';
import { PER_MILLION } from './trigram-table.js';

/** How common each slot of the prefilter's table is in source text: a rare trigram that shares its slot with a common one stops the scan as often. */
const SLOTS = new Map<number, number>();
for (const [trigram, perMillion] of Object.entries(PER_MILLION)) {
  const slot = slotAt(trigram, 0);
  SLOTS.set(slot, (SLOTS.get(slot) ?? 0) + perMillion);
}

/** Where in a literal its rarest pair of adjacent trigrams begins: the fewer places the prefilter must look at closely, the faster it is. */
export function anchorOf(literal: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 4 <= literal.length; at++) {
    const cost = (SLOTS.get(slotAt(literal, at)) ?? 0) + (SLOTS.get(slotAt(literal, at + 1)) ?? 0);
    if (cost < least) {
      least = cost;
      best = at;
    }
  }
  return best;
}

function slotAt(text: string, at: number): number {
  return slotOf(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8) | (text.charCodeAt(at + 2) << 16));
}

/** Letters of ASCII only: a literal may be bytes of UTF-8, which have no case. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
