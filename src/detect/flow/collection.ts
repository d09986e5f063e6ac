import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';

/** A value is put into a list or a map, or taken out: `names.add(value)`, `map.put("key", value)`, `rows["key"] = value`, `names.remove(0)`. */
export interface Change {
  readonly start: number;
  /** What stands before the value, a key or the name of a field. `unknown` where it is no constant. */
  readonly key: string | undefined;
  readonly values: readonly Extent[];
  /** The index that is taken out. */
  readonly removed: number | undefined;
}

/** The key of a value that is put where nobody can tell. */
export const ANYWHERE = '*';

/** What a list or a map is handed, or a field is set to. Names are plain words: what belongs to another object is not followed. */
export const CHANGED =
  /(?<![\w$.>])([A-Za-z_$][\w$]*)(?:\.(add|addElement|addLast|append|offer|push|push_back|enqueue|Add|Enqueue|Push|put|putIfAbsent|insert|Insert|remove|RemoveAt|pop|set|setProperty|setAttribute)\(|(?:\.|->)([A-Za-z_$]\w*)[ \t]*=(?![=>~])|\[([^\][\n]{0,60})\][ \t]*=(?![=>~])|[ \t]*(<<|<-)[ \t]+(?=["'\w$@])|[ \t]*:?=[ \t]*append\(\1,)/g;

/** Reads the arguments of a change: `args` are their extents. */
export function changeOf(view: TextView, method: string, start: number, args: readonly Extent[]): Change | undefined {
  const textOf = ({ start: from, end }: Extent): string => view.text.slice(from, Math.min(end, from + 80)).trim();
  const [first, second, third] = args;
  const whole = args.map((one) => trimmed(view, one)).filter(({ start: from, end }) => end > from);
  if (/^(?:remove|RemoveAt|pop)$/.test(method)) {
    const index = first === undefined || whole.length === 0 ? '-1' : textOf(first);
    return /^(?:\d{1,3}|-1)$/.test(index) ? { start, key: undefined, values: [], removed: Number(index) } : undefined;
  }
  if (first === undefined) return undefined;
  if (second === undefined || /^(?:append|push|offer|enqueue)/i.test(method)) return { start, key: undefined, values: whole, removed: undefined };
  // A section and a key of a configuration.
  if (third !== undefined) return args.length === 3 ? { start, key: `${keyOf(textOf(first))}.${keyOf(textOf(second))}`, values: whole.slice(2), removed: undefined } : undefined;
  return { start, key: keyOf(textOf(first)), values: whole.slice(1), removed: undefined };
}

/** A key as all ways to write it have it: `"name"`, `'name'`, `:name` and a field's `name` are one. */
export function keyOf(written: string): string {
  const text = written.trim();
  return /^["'`]([^"'`\\]{0,60})["'`]$/.exec(text)?.[1] ?? /^[:.](\w{1,60})$/.exec(text)?.[1] ?? /^-?\d{1,3}$/.exec(text)?.[0] ?? /^[A-Z][A-Z0-9_]+$/.exec(text)?.[0] ?? ANYWHERE;
}

export function trimmed(view: TextView, { start, end }: Extent): Extent {
  let from = start;
  let to = end;
  while (from < to && view.text.charCodeAt(from) <= 0x20) from++;
  while (to > from && view.text.charCodeAt(to - 1) <= 0x20) to--;
  return { start: from, end: to };
}

/** What a list, a map or an object holds. */
export interface Held {
  readonly items: Extent[];
  /** By their keys; the last of each is the one that counts. */
  readonly keyed: Map<string, Extent[]>;
  /** Something was put in of which nobody can tell where it is. */
  readonly anywhere: Extent[];
  /** What all that is not known by its key is taken from. */
  readonly rest: Extent[];
}

/** Puts in and takes out, in order. `branched` are changes that are not always made. */
export function changed(held: Held, changes: readonly Change[], isBranched: (change: Change) => boolean): void {
  for (const change of changes) {
    const { key, values, removed } = change;
    if (removed !== undefined) {
      if (isBranched(change)) held.anywhere.push(...held.items);
      held.items.splice(removed, 1);
    } else if (key === undefined) {
      if (isBranched(change)) held.anywhere.push(...values);
      else held.items.push(...values);
    } else if (key === ANYWHERE) held.anywhere.push(...values);
    else if (/^\d+$/.test(key) && held.keyed.size === 0 && !isBranched(change) && Number(key) <= held.items.length && values[0] !== undefined) held.items[Number(key)] = values[0];
    else held.keyed.set(key, isBranched(change) ? [...(held.keyed.get(key) ?? []), ...values] : [...values]);
  }
}

/** The values that may come out where `key` is asked for; the one at a place from the end where it is a negative number. */
export function picked({ items, keyed, anywhere, rest }: Held, key: string): readonly Extent[] {
  const all = [...items, ...[...keyed.values()].flat(), ...anywhere, ...rest];
  if (key === ANYWHERE) return all;
  const own = keyed.get(key);
  if (own !== undefined) return [...own, ...anywhere];
  if (!/^-?\d+$/.test(key)) return [...anywhere, ...rest];
  const one = items.at(Number(key));
  if (one === undefined || anywhere.length > 0 || rest.length > 0) return all;
  return [one];
}

/** A value that is taken out by an index, a key or a name, behind the name of what holds it. */
const TAKEN =
  /^(?:\.(?:get|Get|elementAt|ElementAt|getOrDefault|getProperty|getAttribute)\([ ]?|\[[ ]?)("[^"\n]{0,60}"|'[^'\n]{0,60}'|\d{1,3})[ ]?[,)\]]|^(?:\.|->)([A-Za-z_$]\w*)(?![\w(])/;

/** The values that may come out where `raw` takes something from the collection `name`, of which more may have been done than is seen. */
export function takenFrom(changes: readonly Change[], name: string, raw: string): readonly Extent[] {
  const all = changes.flatMap(({ values }) => values);
  const at = raw.search(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?=\\.|->|\\[)`));
  const asked = at < 0 ? null : TAKEN.exec(raw.slice(at + name.length, at + name.length + 100));
  const key = asked === null ? undefined : (asked[2] ?? keyOf(asked[1] ?? ''));
  if (key === undefined || /^\d/.test(key)) return all;
  const keyed = changes.filter((change) => change.key === key);
  if (keyed.length > 0) return keyed.at(-1)?.values ?? [];
  return changes.every((change) => change.key !== undefined && change.key !== ANYWHERE) ? [] : all;
}
