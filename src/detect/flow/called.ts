import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { FlowLanguage } from './flow-language.js';
import { isChecked } from './guard.js';
import type { Instance } from './objects.js';
import type { Header, Outline } from './outline.js';
import { defaultsOf, parametersOf, placesOf } from './parameters.js';
import { returnsOf } from './returned.js';
import { CONSTANT, gravestOf, type Trace, UNKNOWN } from './trace.js';

/** A value that is followed only when somebody asks for it: the argument of a call. */
export interface Lazy {
  (): Trace;
  /** The parameter that it is handed to by its name. */
  readonly to?: string | undefined;
  /** A part of it, by its key. */
  readonly part?: (key: string) => Trace;
}

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

/** What each parameter of a function is handed: by its name, or by its place. */
export function boundTo(view: TextView, header: Header, handed: readonly Lazy[]): Map<string, Lazy> {
  const places = placesOf(view, header);
  const known = new Set(places.map(({ name }) => name.replace('$', '')));
  const found = new Map<string, Lazy>();
  for (const { name, index, key } of places) {
    const byName = handed.find(({ to }) => to !== undefined && to === name.replace('$', ''));
    const one = byName ?? handed[index];
    // What is handed to another by its name is not this one's.
    if (one === undefined || (byName === undefined && one.to !== undefined && known.has(one.to))) continue;
    const { part } = one;
    found.set(name, key === undefined || part === undefined ? one : () => part(key));
  }
  return found;
}

/** What a function of the same file gives back, of what it is given. */
export function givenBack(follower: Follower, header: Header, handed: readonly Lazy[], hops: number, self?: Instance): Trace | undefined {
  const { view, outline } = follower;
  if (hops < 2 || follower.isIn(header.start) || !follower.spend()) return undefined;
  const kinds = parametersOf(view, header, follower.language);
  // What a parameter is declared to be says more than what it is handed.
  const names = new Map([...boundTo(view, header, handed)].filter(([name]) => kinds.get(name) === 'parameter'));
  for (const [name, value] of defaultsOf(view, header))
    if (!names.has(name) && kinds.get(name) === 'parameter')
      names.set(name, () => follower.inside(value.start, { from: value.start, names: new Map(), self }).trace(value, hops - 1));
  const inner = follower.inside(header.end, { from: header.start, names, self });
  const found = returnsOf(view, outline, header).map((extent): Trace => {
    // Whoever goes on with the object goes on with what it was handed.
    if (/^\s*(?:this|self|\$this)\s*$/.test(view.text.slice(extent.start, extent.end))) return gravestOf([UNKNOWN, ...handed.map((one) => one())]);
    const trace = inner.trace(extent, hops - 1);
    const steps = [...trace.steps, extent];
    if (trace.origin === 'joined') return UNKNOWN;
    if (trace.origin === 'constant') return CONSTANT;
    if (isChecked(view, trace, extent.start)) return CONSTANT;
    // A parameter of the caller in a path or an address that a function of its own makes: so programs name their files.
    return { ...trace, joined: trace.origin === 'parameter' ? [...names.values()].some((one) => one().joined) : trace.joined, steps };
  });
  return found.length === 0 ? undefined : gravestOf(found);
}
