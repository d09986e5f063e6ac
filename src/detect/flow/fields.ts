import { argumentsFrom, type Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Follower } from './called.js';
import { valueEnd } from './choices.js';
import { trimmed } from './collection.js';
import { isInCall, MOST_NAMES } from './names.js';
import { fieldOf } from './objects.js';
import { CONSTANT, gravestOf, type Trace, UNKNOWN } from './trace.js';

/** A field of the object itself is set, added to, or has something put into what it holds. */
const SET =
  /(?<![\w$.])(?:this|self|\$this)(?:\.|->)#?([A-Za-z_]\w{0,60})(?:[ \t]*(?:\[[^\][\n]{0,60}\][ \t]*|:[ \t]*[\w.[\], |]{1,40}[ \t]*)?(?:[-+.|?]{0,2}=)(?![=>~])|\.(push|append|add|put|insert|unshift)\()/g;
const CLASS = /(?:^|\n)[ \t]*(?:(?:export|default|public|private|internal|static|final|abstract|sealed|open|data|partial) )*(?:class|trait|object|record|struct)[ \t]+[A-Z]/g;
/** All fields are set at once, by what nobody sees here. */
const AT_ONCE = /\bObject\.assign\(this\b|\bsetattr\(self\b|\bself\.__dict__|\$this->\$|\bthis\[/;
/** Values of one field that are followed. */
const MOST_VALUES = 6;

interface Fields {
  readonly byName: ReadonlyMap<string, readonly RegExpExecArray[]>;
  /** Where classes begin. */
  readonly classes: readonly number[];
  readonly setAtOnce: boolean;
}

const known = new WeakMap<TextView, Fields>();

function fieldsIn(view: TextView): Fields {
  let found = known.get(view);
  if (found === undefined) {
    const byName = new Map<string, RegExpExecArray[]>();
    for (const match of view.text.matchAll(SET)) {
      const all = byName.get(match[1] ?? '');
      if (all === undefined) byName.set(match[1] ?? '', [match]);
      else all.push(match);
    }
    found = { byName, classes: byName.size === 0 ? [] : [...view.text.matchAll(CLASS)].map(({ index }) => index), setAtOnce: AT_ONCE.test(view.text) };
    known.set(view, found);
  }
  return found;
}

/** Which of the classes, in order, an offset is behind the beginning of. */
function classAt(classes: readonly number[], offset: number): number {
  let low = 0;
  let high = classes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((classes[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the field of this name is given by the methods of the class around `offset`. Undefined where there is too much of it. */
function givenTo(view: TextView, name: string, offset: number): readonly Extent[] | undefined {
  const { byName, classes, setAtOnce } = fieldsIn(view);
  const all = byName.get(name) ?? [];
  if (all.length > 4 * MOST_VALUES || setAtOnce) return undefined;
  const own = classAt(classes, offset);
  const values: Extent[] = [];
  for (const match of all) {
    if (view.mask.zoneAt(match.index) !== 'code' || classAt(classes, match.index) !== own) continue;
    const end = match.index + match[0].length;
    values.push(...(match[2] === undefined ? [{ start: end, end: valueEnd(view, end) }] : argumentsFrom(view, end)).map((one) => trimmed(view, one)));
    if (values.length > MOST_VALUES) return undefined;
  }
  return values;
}

/**
 * What a field of the object itself holds, by all that its class gives it and by `others`, what it is declared with. What somebody else hands to the object stays unknown, unless a text is put together
 * of it: programs are told so where their files and servers are. Undefined where the class gives it nothing.
 */
export function fieldTrace(follower: Follower, name: string, offset: number, hops: number, others: readonly Trace[] = []): Trace | undefined {
  const { view } = follower;
  const values = givenTo(view, name, offset);
  if (values === undefined || hops < 2) return UNKNOWN;
  if (values.length === 0) return undefined;
  const traces = values.map((value): Trace => {
    if (!follower.spend()) return UNKNOWN;
    const trace = follower.inside(value.start, { from: value.start, names: new Map(), self: undefined }).trace(value, hops - 1);
    return trace.origin === 'constant' ? { ...CONSTANT, texts: [value, ...(trace.texts ?? [])] } : { ...trace, steps: [value, ...trace.steps] };
  });
  const gravest = gravestOf([...traces, ...others]);
  const texts = traces.flatMap((trace) => trace.texts ?? []);
  if (gravest.origin === 'request' || gravest.origin === 'input') return gravest;
  if (gravest.origin === 'constant') return values.some(({ start, end }) => /["'`][^"'`\s]|\d|\bparse/i.test(view.text.slice(start, end))) ? { ...CONSTANT, texts } : UNKNOWN;
  const joined = traces.find((trace) => trace.joined);
  return joined === undefined ? UNKNOWN : { ...joined, origin: 'joined', texts };
}

export const OWN_FIELD = /\b(?:self|this)(?:\.|->)(?![A-Z][A-Z0-9_]*\b)[A-Za-z_$]/;
const OWN_FIELDS = /(?<![\w$.])(?:self|this|\$this)(?:\.|->)#?([A-Za-z_]\w{0,60})(\()?/g;

/** What each field of the object itself holds that stands in the code. */
export function ownFieldsIn(follower: Follower, code: string, offset: number, hops: number): Trace[] {
  if (!OWN_FIELD.test(code)) return [];
  const found = new Map<string, Trace>();
  for (const { 1: name = '', 2: call, index } of code.matchAll(OWN_FIELDS)) {
    if (found.has(name) || found.size === MOST_NAMES) continue;
    const self = follower.bound?.self;
    const held =
      call !== undefined || isInCall(code, index)
        ? undefined
        : ((self === undefined ? undefined : fieldOf(follower, self, name, hops)) ?? fieldTrace(follower, name, offset, hops));
    found.set(name, held ?? UNKNOWN);
  }
  return [...found.values()];
}
