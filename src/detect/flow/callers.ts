import { argumentsFrom, type Extent } from '../call.js';
import type { Follower } from './called.js';
import { nameOf } from './classes.js';
import { trimmed } from './collection.js';
import { isChecked } from './guard.js';
import type { Header } from './outline.js';
import { placesOf } from './parameters.js';
import { partsOf } from './parts.js';
import { endOf, isOwnCall } from './returned.js';
import { gravestOf, type Trace } from './trace.js';

/** As much before a call is read as tells whose function it is, in bytes. */
const BEFORE = 120;
/** A value that is handed by its parameter's name: of Python and Kotlin, of C#, PHP, Ruby and Swift. */
const NAMED = /^\$?([A-Za-z_]\w{0,60})[ ]?[=:](?![=:>])[ ]?/;

interface Handed {
  readonly values: readonly Extent[];
  /** Where the function is called. */
  readonly at: number;
}

/** What the calls of a function in the same file hand to a parameter: of the one function that has its name, and not where it calls itself. */
export function handedTo({ view, outline }: Follower, header: Header, name: string): readonly Handed[] {
  const called = nameOf(view, header);
  if (called === undefined || outline.functionNamed(called) !== header) return [];
  const calls = outline.callsOf(called);
  const place = calls.length === 0 ? undefined : placesOf(view, header).find((one) => one.name === name);
  if (place === undefined) return [];
  const end = endOf(view, header);
  return calls.flatMap((open): Handed[] => {
    if ((open >= header.start && open < end) || view.mask.zoneAt(open) !== 'code') return [];
    const from = Math.max(0, open - BEFORE);
    if (!isOwnCall(view.text.slice(from, open), open - from, called)) return [];
    const all = argumentsFrom(view, open + 1).map((one) => trimmed(view, one));
    const named = all.flatMap((one) => {
      const match = NAMED.exec(view.text.slice(one.start, Math.min(one.end, one.start + 80)));
      return match?.[1] === name.replace('$', '') ? [{ start: one.start + match[0].length, end: one.end }] : [];
    });
    const [value = all[place.index]] = named;
    if (value === undefined || value.start >= value.end) return [];
    return [{ values: place.key === undefined || named.length > 0 ? [value] : partsOf(view, value, place.key, undefined), at: open }];
  });
}

/** What a client or a user sent that the callers of a function hand to a parameter, and have not tested before. */
export function handedByCallers(follower: Follower, header: Header, name: string, hops: number): Trace | undefined {
  const { view } = follower;
  if (hops < 2) return undefined;
  const traces = handedTo(follower, header, name).flatMap(({ values, at }) =>
    values.flatMap((value) => {
      if (!follower.spend()) return [];
      const trace = follower.inside(at, { from: at, names: new Map(), self: undefined }).trace(value, hops - 1, at);
      return (trace.origin === 'request' || trace.origin === 'input') && !isChecked(view, trace, at, view.text.slice(value.start, value.end))
        ? [{ ...trace, steps: [value, ...trace.steps] }]
        : [];
    }),
  );
  return traces.length === 0 ? undefined : gravestOf(traces);
}
