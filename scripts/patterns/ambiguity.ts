import type { AST } from '@eslint-community/regexpp';
import { bytesOf, isGroup, parsePattern } from './dialect.js';

/** Part of a pattern in the construction of Glushkov: positions by number. */
interface Part {
  readonly nullable: boolean;
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
}

/** A repeat of a fixed number up to this is written out; any other counts as if it had no upper bound. */
const WRITTEN_OUT = 4;

const NOTHING: Part = { nullable: true, firsts: [], lasts: [] };

/** Positions of what a group repeats, each with the bytes it takes and with what may follow it. */
class Positions {
  readonly bytes: Uint8Array[] = [];
  readonly followers: Set<number>[] = [];

  add(bytes: Uint8Array): number {
    this.followers.push(new Set());
    return this.bytes.push(bytes) - 1;
  }

  join({ lasts }: Part, { firsts }: Part): void {
    for (const last of lasts) for (const first of firsts) this.followers[last]?.add(first);
  }
}

function sequence(positions: Positions, elements: readonly AST.Element[]): Part {
  let whole = NOTHING;
  for (const element of elements) {
    const next = part(positions, element);
    positions.join(whole, next);
    whole = {
      nullable: whole.nullable && next.nullable,
      firsts: whole.nullable ? [...whole.firsts, ...next.firsts] : whole.firsts,
      lasts: next.nullable ? [...whole.lasts, ...next.lasts] : next.lasts,
    };
  }
  return whole;
}

function part(positions: Positions, element: AST.Element): Part {
  if (element.type === 'Assertion') return NOTHING;
  if (isGroup(element)) {
    const all = element.alternatives.map((one) => sequence(positions, one.elements));
    return { nullable: all.some(({ nullable }) => nullable), firsts: all.flatMap(({ firsts }) => firsts), lasts: all.flatMap(({ lasts }) => lasts) };
  }
  if (element.type !== 'Quantifier') {
    const at = positions.add(bytesOf(element));
    return { nullable: false, firsts: [at], lasts: [at] };
  }
  if (element.max === 0) return NOTHING;
  // A few of something are as many, no more.
  if (element.min === element.max && element.max <= WRITTEN_OUT) return sequence(positions, new Array<AST.Element>(element.max).fill(element.element));
  const inner = part(positions, element.element);
  if (element.max > 1) positions.join(inner, inner);
  return { ...inner, nullable: inner.nullable || element.min === 0 };
}

/**
 * Groups that are repeated and can take the same text in two ways in one turn: each turn multiplies the ways a backtracking engine tries, and three lines of text are an hour's work.
 * Two ways are two paths through the positions of the group that begin and end together and part in between.
 */
export function ambiguousGroups(pattern: string): string[] {
  const found: string[] = [];
  const visit = (elements: readonly AST.Element[]): void => {
    for (const element of elements) {
      if (element.type === 'Quantifier') {
        if (element.max > 1 && isGroup(element.element) && ambiguous(element.element)) found.push(element.raw);
        visit([element.element]);
      } else if (isGroup(element)) for (const one of element.alternatives) visit(one.elements);
    }
  };
  for (const one of parsePattern(pattern).alternatives) visit(one.elements);
  return found;
}

function ambiguous(group: AST.Group | AST.CapturingGroup): boolean {
  const positions = new Positions();
  const whole = part(positions, group);
  positions.join(whole, whole);
  const { bytes, followers } = positions;
  const count = bytes.length;
  // Pairs of positions that can be reached by one text from one position; and whether they were ever apart.
  const seen = new Uint8Array(count * count * 2);
  for (let from = 0; from < count; from++) {
    seen.fill(0);
    const work = [from * count + from];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const apart = next >= count * count ? 1 : 0;
      const pair = next - apart * count * count;
      const [a, b] = [Math.floor(pair / count), pair % count];
      for (const afterA of followers[a] ?? [])
        for (const afterB of followers[b] ?? []) {
          if (!meet(bytes[afterA], bytes[afterB])) continue;
          const now = apart === 1 || afterA !== afterB ? 1 : 0;
          if (now === 1 && afterA === from && afterB === from) return true;
          const state = now * count * count + afterA * count + afterB;
          if (seen[state] === 1) continue;
          seen[state] = 1;
          work.push(state);
        }
    }
  }
  return false;
}

function meet(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((on, code) => on === 1 && b[code] === 1);
}
