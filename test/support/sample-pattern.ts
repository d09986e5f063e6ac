import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from '../../scripts/patterns/dialect.js';

/** Numbers below a limit; the same seed gives the same ones. Marsaglia, "Xorshift RNGs" (2003). */
export function numbers(seed: number): (below: number) => number {
  let state = ((seed * 2_654_435_761) % 4_294_967_296) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A string that a pattern of our dialect matches, but for its `\b`, which the caller must check. */
export function samplePattern(pattern: string, below: (limit: number) => number): string {
  return oneOf(parsePattern(pattern).alternatives, below);
}

function oneOf(alternatives: readonly AST.Alternative[], below: (limit: number) => number): string {
  const chosen = alternatives[below(alternatives.length)];
  return (chosen?.elements ?? []).map((element) => sampleOf(element, below)).join('');
}

function sampleOf(element: AST.Element, below: (limit: number) => number): string {
  switch (element.type) {
    case 'Quantifier': {
      // Mostly short: a keyword must be there in the shortest match too.
      const most = Math.min(element.max, element.min + 8);
      const count = below(2) === 0 ? element.min : element.min + below(most - element.min + 1);
      return Array.from({ length: count }, () => sampleOf(element.element, below)).join('');
    }
    case 'Group':
    case 'CapturingGroup':
      return oneOf(element.alternatives, below);
    case 'Assertion':
      return '';
    default:
      return oneCharacter(element.raw, below);
  }
}

const members = new Map<string, readonly string[]>();

function oneCharacter(raw: string, below: (limit: number) => number): string {
  let all = members.get(raw);
  if (all === undefined) {
    const pattern = new RegExp(`^(?:${raw})$`);
    all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter((char) => pattern.test(char));
    members.set(raw, all);
  }
  return all[below(all.length)] ?? '';
}
