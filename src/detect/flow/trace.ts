import type { Extent } from '../call.js';

/** Where a value comes from, the gravest first. `joined`: put together from a text and something of unknown origin. `literal` is for rules that ask for it (`literal.ts`). */
export type Origin = 'request' | 'input' | 'joined' | 'parameter' | 'unknown' | 'constant' | 'literal';

/** A use that a value was made harmless for: to stand in a page, in a command line, or at the end of a path. */
export type Escape = 'html' | 'shell' | 'path';

export interface Trace {
  readonly origin: Origin;
  /** The value is put together, here or where it was assigned. */
  readonly joined: boolean;
  /** Assignments on the way. */
  readonly steps: readonly Extent[];
  /** Where constants were assigned that it is put together with. */
  readonly texts?: readonly Extent[];
  /** What the value was made harmless for on the way. */
  readonly escaped?: Escape;
  /** Variables on the way. */
  readonly names: readonly string[];
}

const RANK: Readonly<Record<Origin, number>> = { request: 0, input: 1, joined: 2, parameter: 3, unknown: 4, constant: 5, literal: 6 };
export const CONSTANT: Trace = { origin: 'constant', joined: false, steps: [], names: [] };
export const UNKNOWN: Trace = { ...CONSTANT, origin: 'unknown' };

export function gravestOf([first = CONSTANT, ...others]: readonly Trace[]): Trace {
  return others.reduce(
    (a, b) => (RANK[b.origin] < RANK[a.origin] || (b.origin === a.origin && ((b.joined && !a.joined) || (a.escaped !== undefined && b.escaped === undefined))) ? b : a),
    first,
  );
}
