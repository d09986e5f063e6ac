import type { Assignment } from './assignments.js';
import type { Follower } from './called.js';
import { handedByCallers } from './callers.js';
import type { Header } from './outline.js';
import { parametersOf } from './parameters.js';
import { CONSTANT, type Trace } from './trace.js';

/** A function that is called for each of what group 1 holds, or with what comes of a request. */
const HANDED_OUT = /(?:([A-Za-z_$][\w$.?[\]'"()]{0,80})\.(?:forEach|map|filter|some|every|find|flatMap|then)|\b(?:req|request)\.on\(["']data["'],)[ ]?\(?(?:async )?$/;

/** What a name holds that is a parameter of one of the functions around it, the innermost first; undefined where it is none, or `local` gave it a value since. */
export function handedAs(follower: Follower, functions: readonly Header[], name: string, local: Assignment | undefined, hops: number): Trace | undefined {
  for (const header of functions) {
    if (local !== undefined && local.start > header.start) return undefined;
    const found = parametersOf(follower.view, header, follower.language).get(name);
    if (found === 'constant') return CONSTANT;
    if (found === undefined) continue;
    const given = found === 'parameter' ? handedByCallers(follower, header, name, hops) : undefined;
    if (given !== undefined) return { ...given, names: [name, ...given.names] };
    return { ...CONSTANT, origin: found, ...(found === 'parameter' ? handedOut(follower, header, hops) : {}), names: [name] };
  }
  return undefined;
}

/** Where that comes from what a function gets which is called for each of a list, or each piece of a request. */
function handedOut(follower: Follower, { start }: Header, hops: number): Partial<Trace> {
  const [before = '', list] = HANDED_OUT.exec(follower.view.text.slice(Math.max(0, start - 160), start)) ?? [];
  if (list === undefined) return before === '' ? {} : { origin: 'request' };
  const extent = { start: start - before.length, end: start - before.length + list.length };
  const { origin, steps } = follower.trace(extent, hops - 1);
  return origin === 'request' || origin === 'input' ? { origin, steps: [extent, ...steps] } : {};
}
