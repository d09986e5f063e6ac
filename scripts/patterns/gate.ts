import { type Shape, shapesOf } from '../../src/detect/named/shapes.js';
import type { Rule } from '../../src/model/rule.js';
import { FARTHEST } from '../../src/rules/scanner-core.js';
import { automatonOf, u16 } from './automaton.js';

/** What may stand between a literal of `prefixes` and the prefix in it. */
const BEFORE_WORD = 4;
/** What may stand between a name and what must stand before it is counted up to so many bytes. */
const BOUND = 20;

/** What tells in a hook that a rule cannot match around one of its literals, without its pattern (src/engine/gate.ts); undefined where it would tell nothing. */
export function gateOf(rule: Rule): Uint8Array | undefined {
  return rule.syntaxes === undefined ? patternGate(rule) : namedGate(rule.syntaxes, rule.value === 'password' ? 'password' : 'token');
}

function patternGate({ pattern, maxLength, span, kind }: Rule): Uint8Array | undefined {
  const reach = maxLength + 1 + BEFORE_WORD;
  const automaton = automatonOf(pattern);
  if (automaton === undefined || reach > FARTHEST) return undefined;
  return Buffer.concat([u16([0, reach, Number(span === 'line'), Number(kind === 'secret')]), automaton]);
}

/** Shapes that differ only in what follows the name as one, which is read once: most syntaxes end alike, in a literal. */
function together(shapes: readonly Shape[]): readonly Shape[] {
  const groups = grouped(shapes, ({ before = '', name = '', behind }) => JSON.stringify([before, name, behind === undefined]));
  return [...groups.values()].map((group) => {
    const { behind, ...first } = group[0] as Shape;
    return behind === undefined ? first : { ...first, behind: group.map((one) => `(?:${one.behind})`).join('|') };
  });
}

function namedGate(syntaxes: NonNullable<Rule['syntaxes']>, value: 'password' | 'token'): Uint8Array | undefined {
  const all = shapesOf(value);
  const shapes = together(syntaxes.flatMap((syntax) => all[syntax]));
  const automata: Uint8Array[] = [];
  let end = 4 + 6 * shapes.length;
  const place = (pattern: string | undefined, backwards = false): number => {
    if (pattern === undefined) return 0;
    const automaton = automatonOf(pattern, { anyCase: true, backwards, copies: 8, bound: backwards ? BOUND : 0 });
    if (automaton === undefined) throw new Error(`This shape tells nothing: ${pattern}`);
    automata.push(automaton);
    end += automaton.length;
    return end - automaton.length;
  };
  const places = shapes.flatMap(({ before, name, behind }) => [place(before, true), place(name), place(behind)]);
  if (end > 0xffff) throw new Error('The shapes beside names are too many for a gate.');
  return Buffer.concat([u16([value === 'token' ? 2 : 1, shapes.length, ...places]), ...automata]);
}

function grouped<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
