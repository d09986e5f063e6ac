import type { Extent } from '../call.js';
import { type Follower, givenBack, type Lazy } from './called.js';
import { ANYWHERE, type Held, picked } from './collection.js';
import { heldIn, selectionIn } from './held.js';
import { heldBy } from './held-by.js';
import { lambdaAt } from './lambda.js';
import { argumentsAt, fieldOf, instanceAt, memberOf, methodOf } from './objects.js';
import { CLEANS } from './returned.js';
import { gravestOf, type Trace } from './trace.js';
import { closingOf, openingOf, partOf, writtenAt } from './written.js';

const NAME = /^[@$]?[A-Za-z_][\w$]*$/;
const OWN = /^(?:this|self|\$this|@self)$/;

/** What is taken out of a list, a map or an object, or given back by a function of the same file, where an expression is nothing else. Undefined where it is something else, or nobody can tell. */
export function selectedAt(follower: Follower, extent: Extent, hops: number, at: number): Trace | undefined {
  const { view } = follower;
  // A name, or a name's part of a request: nothing to be taken out.
  if (extent.end - extent.start > 400 || !/[.[(>]/.test(view.text.slice(extent.start, extent.end))) return undefined;
  const selection = selectionIn(view, extent);
  if (selection === undefined) return calledAt(follower, extent, hops, at);
  const { head, key, called, isMember, otherwise, method } = selection;
  const name = view.text.slice(head.start, head.end);
  if (!called || view.language === 'ruby') {
    const held = heldIn(view, head) ?? (NAME.test(name) ? heldBy(follower, name, at) : undefined);
    // A method, or what all lists have.
    const isOther = isMember && !held?.keyed.has(key) && (called || held?.items.length !== 0);
    if (held !== undefined && !isOther)
      return gravestOf([...picked(held, keyIn(held, key)), ...(otherwise === undefined ? [] : [otherwise])].map((value) => stepped(follower, value, name, hops)));
  }
  const own = method === undefined ? undefined : ownMethod(follower, extent, head, method, hops, at);
  if (own !== undefined) return own;
  if (key === ANYWHERE) return calledAt(follower, extent, hops, at);
  const self = follower.bound?.self;
  const handed = called ? handedIn(follower, extent, hops) : [];
  if (self !== undefined && (OWN.test(name) || isReceiver(follower, name))) return called ? memberOf(follower, self, key, handed, hops) : fieldOf(follower, self, key, hops);
  if (CLEANS.test(key)) return undefined;
  const instance = NAME.test(name) && follower.given(name, at) === undefined ? undefined : instanceAt(follower, { start: head.start, end: head.end }, hops);
  const member = instance === undefined ? undefined : called ? memberOf(follower, instance, key, handed, hops) : fieldOf(follower, instance, key, hops);
  return member ?? calledAt(follower, extent, hops, at);
}

/** What a method gives back that has the name of one that lists and maps have, but is of a class of this file. */
function ownMethod(follower: Follower, extent: Extent, head: Extent, method: string, hops: number, at: number): Trace | undefined {
  const { view, bound, outline } = follower;
  if (outline.functionNamed(method) === undefined) return undefined;
  const name = view.text.slice(head.start, head.end);
  const instance =
    OWN.test(name) || isReceiver(follower, name) ? bound?.self : NAME.test(name) && follower.given(name, at) === undefined ? undefined : instanceAt(follower, head, hops);
  return instance === undefined || methodOf(follower, instance, method) === undefined ? undefined : memberOf(follower, instance, method, handedIn(follower, extent, hops), hops);
}

/** The receiver of a method of Go. */
function isReceiver({ view, bound }: Follower, name: string): boolean {
  return view.language === 'go' && bound !== undefined && new RegExp(`^func \\(${name.replace(/\W/g, '')} `).test(view.text.slice(bound.from, bound.from + 80));
}

/** `get("a", "b")` asks for a section and a key, or for a key with what stands in for it. */
function keyIn({ keyed }: Held, key: string): string {
  const [first = ''] = key.split('.');
  return !keyed.has(key) && keyed.has(first) ? first : key;
}

function stepped(follower: Follower, value: Extent, name: string, hops: number): Trace {
  const trace = follower.trace(value, hops - 1);
  return trace.origin === 'constant' ? trace : { ...trace, steps: [value, ...trace.steps], names: NAME.test(name) ? [name, ...trace.names] : trace.names };
}

function handedIn(follower: Follower, extent: Extent, hops: number): Lazy[] {
  const written = writtenAt(follower.view, extent);
  const close = written.lastIndexOf(')');
  const open = close < 0 ? undefined : openingOf(written, close);
  return open === undefined ? [] : argumentsAt(follower, extent, written, open, hops);
}

/** How a function is called that a name holds. */
const CALLS = /\.(?:apply|call|invoke|Invoke|accept|test)$|\.$/;

/** What the call gives back that an expression is: of a function of this file, or of one that is written where it stands. */
function calledAt(follower: Follower, extent: Extent, hops: number, at: number): Trace | undefined {
  const { view, outline } = follower;
  const written = writtenAt(view, extent);
  const one = partOf(extent, written, 0, written.length);
  const code = written.slice(one.start - extent.start, one.end - extent.start).replace(/(?:[!;]|\.aw[a]it|\.next\(\)(?:\.value)?|\.First\(\)|\?)+$/, '');
  if (!code.endsWith(')')) return undefined;
  const begun = /^(?:aw[a]it |next\((?=.*\)\)$)|&)?/.exec(code)?.[0].length ?? 0;
  const close = code.length - 1 - (code.startsWith('next(') ? 1 : 0);
  const open = openingOf(code, close);
  if (open === undefined || open <= begun) return undefined;
  const callee = code.slice(begun, open).replace(/<[\w., ]{1,40}>$/, '');
  const handed = (): Lazy[] => argumentsAt(follower, one, code, open, hops);
  const named = callee.replace(CALLS, '');
  const isName = NAME.test(named);
  const value = isName ? follower.given(named, at) : named.startsWith('(') && closingOf(named, 0) === named.length - 1 ? partOf(one, code, begun, begun + named.length) : undefined;
  const lambda = value === undefined ? undefined : lambdaAt(view, value);
  if (lambda !== undefined) {
    if (!follower.spend()) return undefined;
    const all = handed();
    const names = new Map(lambda.parameters.flatMap((name, index) => (all[index] === undefined ? [] : [[name, all[index]] as const])));
    return gravestOf(lambda.values.map((body) => follower.inside(body.start, { from: lambda.start, names, self: follower.bound?.self }).trace(body, hops - 1)));
  }
  if (!/^(?:(?:this|self|Self|cls|\$this)(?:\.|->|::))?[\w$]+$/.test(callee)) return undefined;
  const name = /[\w$]+$/.exec(callee)?.[0] ?? '';
  const header = CLEANS.test(name) ? undefined : outline.functionNamed(name);
  return header === undefined ? undefined : givenBack(follower, header, handed(), hops, follower.bound?.self);
}
