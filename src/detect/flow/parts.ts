import { type Extent, statementEnd } from '../call.js';
import type { TextView } from '../text-view.js';
import { picked, trimmed } from './collection.js';
import { heldIn } from './held.js';

/** The parts of a value that a name takes by its place or its key; all of it where it is not written out. */
export function partsOf(view: TextView, { start, end }: Extent, part: string, otherwise: Extent | undefined): readonly Extent[] {
  const own = heldIn(view, { start, end });
  if (own !== undefined) {
    const values = picked(own, part);
    return values.length === 0 ? (otherwise === undefined ? [] : [otherwise]) : values;
  }
  const others = otherwise === undefined ? [] : [otherwise];
  if (!/^\d+$/.test(part)) return [{ start, end }, ...others];
  // Values side by side: `first, second = "x", name`.
  let one = trimmed(view, { start, end });
  for (let left = Number(part); left > 0; left--) {
    if (view.text[one.end] !== ',') return [{ start, end }, ...others];
    one = trimmed(view, { start: one.end + 1, end: statementEnd(view, one.end + 1) });
  }
  return [one, ...others];
}
