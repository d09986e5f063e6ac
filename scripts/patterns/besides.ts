import type { AST } from '@eslint-community/regexpp';
import { asciiLower } from './anchor.js';
import { parsePattern } from './dialect.js';

/** What weighs less stands in every text: three letters, or a rare mark. */
const LEAST = 3;
const RARE_MARKS = /[@~`]/g;
/** To look for more takes longer than it spares. */
const MOST = 24;

/** Literals in lower case of which one stands in every match. */
type Literals = readonly string[];

/**
 * Literals of which every match of a pattern contains one, in some letter case: the set that tells most beside the keywords, whose presence is known already. Undefined when there is none.
 * Blanks belong to no literal, since a text may be searched with blanks in place of escapes.
 */
export function literalsBesides(pattern: string, keywords: readonly string[]): Literals | undefined {
  const known = (set: Literals): boolean => keywords.length > 0 && keywords.every((keyword) => set.some((literal) => keyword.includes(literal)));
  return bestOfAll(parsePattern(pattern).alternatives, known);
}

/** Of each alternative the best set, together; none when an alternative has none. */
function bestOfAll(alternatives: readonly AST.Alternative[], known: (set: Literals) => boolean): Literals | undefined {
  const each = alternatives.map((alternative) => bestOf(setsIn(alternative, known), known));
  const all = [...new Set(each.flatMap((set) => set ?? []))];
  if (each.includes(undefined) || all.length > MOST) return undefined;
  // What holds another of the set says nothing more.
  return all.filter((literal) => !all.some((other) => other !== literal && literal.includes(other)));
}

/** How much a set tells: as much as the least of its literals. */
function weight(set: Literals): number {
  return Math.min(...set.map((literal) => literal.length + 2 * (literal.match(RARE_MARKS)?.length ?? 0)));
}

/** The set that tells most. */
function bestOf(sets: readonly Literals[], known: (set: Literals) => boolean): Literals | undefined {
  return sets
    .filter((set) => set.length > 0 && weight(set) >= LEAST && !known(set))
    .reduce<Literals | undefined>((best, set) => (best === undefined || weight(set) > weight(best) ? set : best), undefined);
}

/** The sets of an alternative, all of which its matches hold: runs of characters, and what its groups need. */
function setsIn({ elements }: AST.Alternative, known: (set: Literals) => boolean): Literals[] {
  const sets: Literals[] = [];
  let run = '';
  for (const element of elements) {
    const letter = onlyCharacter(element);
    if (letter !== undefined) {
      run += letter;
      continue;
    }
    if (element.type === 'Assertion') continue; // It takes no room.
    sets.push([run]);
    run = '';
    const inner = innerSet(element, known);
    if (inner !== undefined) sets.push(inner);
  }
  sets.push([run]);
  return sets;
}

function innerSet(element: AST.Element, known: (set: Literals) => boolean): Literals | undefined {
  if (element.type === 'Group' || element.type === 'CapturingGroup') return bestOfAll(element.alternatives, known);
  return element.type === 'Quantifier' && element.min > 0 ? innerSet(element.element, known) : undefined;
}

/** The character that an element stands for, its letter case aside. */
function onlyCharacter(element: AST.Element): string | undefined {
  const all = element.type === 'CharacterClass' && !element.negate ? element.elements : [element];
  const letters = new Set(all.map((one) => (one.type === 'Character' ? asciiLower(String.fromCharCode(one.value)) : undefined)));
  const [letter] = letters;
  return letters.size === 1 && letter !== undefined && letter > ' ' && letter <= '~' ? letter : undefined;
}
