import type { Extent } from '../call.js';

/** Works out what is asked of an extent once for each `whose`: many ways lead over the same one. Of two that begin alike the last is kept. */
export function remembering<Whose extends object, Found>(find: (whose: Whose, extent: Extent) => Found): (whose: Whose, extent: Extent) => Found {
  const known = new WeakMap<Whose, Map<number, { readonly end: number; readonly found: Found }>>();
  return (whose, extent) => {
    let all = known.get(whose);
    if (all === undefined) {
      all = new Map();
      known.set(whose, all);
    }
    let one = all.get(extent.start);
    if (one?.end !== extent.end) {
      one = { end: extent.end, found: find(whose, extent) };
      all.set(extent.start, one);
    }
    return one.found;
  };
}
