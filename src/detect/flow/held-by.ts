import type { Language } from '../../model/language.js';
import type { TextView } from '../text-view.js';
import type { Follower } from './called.js';
import { ANYWHERE, changed, type Held, picked } from './collection.js';
import { heldIn } from './held.js';
import { MOST_NAMES } from './names.js';
import { CONSTANT, gravestOf, type Trace } from './trace.js';

/** What a list or a map holds when it is used at `offset`: what it was written with, and every change since. Undefined where something else may have changed it. */
export function heldBy(follower: Follower, name: string, offset: number): Held | undefined {
  const { view, outline } = follower;
  const from = follower.from ?? 0;
  const written = follower.given(name, offset);
  const held: Held | undefined = written === undefined ? { items: [], keyed: new Map(), anywhere: [], rest: [] } : heldIn(view, written);
  const start = written?.start ?? from;
  const changes = outline.changes(name, start, offset);
  if (
    held === undefined ||
    (written === undefined && (follower.from === undefined || changes.length === 0 || outline.lastAssignment(name, from, offset)?.isElement === false)) ||
    !follower.spend()
  )
    return undefined;
  const word = name.replace(/^@/, '').replaceAll('$', '\\$');
  // Whoever is handed it may put things in.
  if (
    offset - start > 4000 ||
    new RegExp(`(?<!\\b(?:append|close|len|cap))[(,][ \\t]*&?${word}[ \\t]*[,)]|(?<![\\w$.])${word}[ \\t]*\\+=`).test(view.text.slice(written?.end ?? start, offset))
  )
    return undefined;
  const indent = indentOf(view, start);
  changed(held, changes, (change) => written !== undefined && indentOf(view, change.start) > indent);
  return held;
}

function indentOf({ text, lines }: TextView, offset: number): number {
  const start = lines.startOf(lines.lineAt(offset));
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}

/** What may be asked of a list or a map, or done to it, so that it is known what is in it. */
const KNOWN =
  /^(?:add|addElement|addLast|append|offer|push|push_back|enqueue|Add|Enqueue|Push|put|putIfAbsent|insert|Insert|remove|RemoveAt|pop|set|setProperty|setAttribute|join|joinToString|Join|length|size|Count|isEmpty|Any|empty|is_empty|len|map|filter|stream|iter|toArray|ToArray|get|at|includes|contains|Contains|has|forEach|each|items|keys|values|entries|count|first|last)$/;

/** Languages in which a name before a brace is a type, not a call that is handed a block. */
const STRUCTS: ReadonlySet<Language> = new Set<Language>(['go', 'rust', 'c', 'cpp']);

/** All that a list or a map holds which a name was given, where everything is known that was put in. */
export function everythingIn(follower: Follower, name: string, offset: number, hops: number): Trace | undefined {
  const { view } = follower;
  const written = hops < 2 ? undefined : follower.given(name, offset);
  if (
    written === undefined ||
    (!STRUCTS.has(view.language) && /^\s*[A-Za-z_][\w.]*[ ]?\{/.test(view.text.slice(written.start, written.start + 80))) ||
    heldIn(view, written) === undefined
  )
    return undefined;
  const held = heldBy(follower, name, offset);
  const values = held === undefined ? [] : picked(held, ANYWHERE);
  if (values.length === 0 || values.length > MOST_NAMES) return undefined;
  const word = name.replaceAll('$', '\\$');
  const uses = view.text
    .slice(written.end, offset)
    .matchAll(
      new RegExp(
        `(?<![\\w$.>]|\\b(?:close|len|cap|count|empty)\\(|\\b(?:range|in|of) )${word}(?![\\w$])(?:(?:\\.|->)(\\w+)|[ \\t]*\\[|[ \\t]*(?:<<|<-)|[ \\t]*=[ \\t]*append\\(${word})?`,
        'g',
      ),
    );
  for (const [use, method] of uses) if (use === name || (method !== undefined && !KNOWN.test(method))) return undefined;
  const traces = values.map((value): Trace => {
    const trace = follower.trace(value, hops - 1);
    return trace.origin === 'constant' ? { ...CONSTANT, texts: [value] } : { ...trace, steps: [value, ...trace.steps] };
  });
  const gravest = gravestOf(traces);
  return { ...gravest, texts: traces.flatMap(({ texts }) => texts ?? []).slice(0, MOST_NAMES), names: [name, ...gravest.names] };
}
