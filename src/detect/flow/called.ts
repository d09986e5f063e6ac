import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { FlowLanguage } from './flow-language.js';
import { isChecked } from './guard.js';
import type { Instance } from './objects.js';
import type { Header, Outline } from './outline.js';
import { parameterNames, parametersOf } from './parameters.js';
import { returnsOf } from './returned.js';
import { CONSTANT, gravestOf, type Trace, UNKNOWN } from './trace.js';

/** A value that is followed only when somebody asks for it. */
export type Lazy = () => Trace;

/** What names stand for inside of a function that is called. */
export interface Bound {
  /** Where the function begins: what is assigned behind it counts first. */
  readonly from: number;
  readonly names: ReadonlyMap<string, Lazy>;
  /** The object that its method is called of. */
  readonly self: Instance | undefined;
}

/** Whoever follows values, as its rooms see it. */
export interface Follower {
  readonly view: TextView;
  readonly language: FlowLanguage;
  readonly outline: Outline;
  readonly bound: Bound | undefined;
  /** Where the outermost function begins that the value is in. */
  readonly from: number | undefined;
  /** Takes one look-up from what is left; says whether there was one. */
  spend(): boolean;
  /** Is the function at `start` one that the value is in already? */
  isIn(start: number): boolean;
  trace(extent: Extent, hops: number, at?: number): Trace;
  /** The same inside of a function that is called. */
  inside(at: number, bound: Bound): Follower;
  /** What a name was assigned last before `offset`. */
  given(name: string, offset: number): Extent | undefined;
}

/** What a function of the same file gives back, of what it is given. */
export function givenBack(follower: Follower, header: Header, handed: readonly Lazy[], hops: number, self?: Instance): Trace | undefined {
  const { view, outline } = follower;
  if (hops < 2 || follower.isIn(header.start) || !follower.spend()) return undefined;
  const kinds = parametersOf(view, header, follower.language);
  const names = new Map<string, Lazy>();
  for (const [index, name] of parameterNames(view, header).entries()) {
    const argument = handed[index];
    // What a parameter is declared to be says more than what it is handed.
    if (argument !== undefined && kinds.get(name) === 'parameter') names.set(name, argument);
  }
  const inner = follower.inside(header.end, { from: header.start, names, self });
  const found = returnsOf(view, outline, header).map((extent): Trace => {
    // Whoever goes on with the object goes on with what it was handed.
    if (/^\s*(?:this|self|\$this)\s*$/.test(view.text.slice(extent.start, extent.end))) return gravestOf([UNKNOWN, ...handed.map((one) => one())]);
    const trace = inner.trace(extent, hops - 1);
    const steps = [...trace.steps, extent];
    if (trace.origin === 'joined') return UNKNOWN;
    if (trace.origin === 'constant') return CONSTANT;
    if (isChecked(view, trace, extent.start)) return UNKNOWN;
    // A parameter of the caller in a path or an address that a function of its own makes: so programs name their files.
    return { ...trace, joined: trace.origin === 'parameter' ? [...names.values()].some((one) => one().joined) : trace.joined, steps };
  });
  return found.length === 0 ? undefined : gravestOf(found);
}
