import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';

/** A value is put into a list or a map, or taken out: `names.add(value)`, `map.put("key", value)`, `names.remove(0)`. */
export interface Change {
  readonly start: number;
  /** What stands before the value: a map's key, as it is written. */
  readonly key: string | undefined;
  readonly value: Extent | undefined;
  /** The index that is taken out. */
  readonly removed: number | undefined;
}

/** What a list or a map is handed, or a field is set to. Names are plain words: what belongs to another object is not followed. */
export const CHANGED =
  /(?<![\w$.>])([A-Za-z_$][\w$]*)(?:\.(add|addElement|addLast|offer|push|enqueue|Add|Enqueue|Push|put|putIfAbsent|Insert|remove|RemoveAt|set|setProperty|setAttribute)\(|(?:\.|->)([A-Za-z_$]\w*)[ \t]*=(?![=>~]))/g;
/** A value that is taken out by an index, a key or a name. */
const TAKEN =
  /^(?:\.(?:get|Get|elementAt|ElementAt|getOrDefault|getProperty|getAttribute)\([ ]?|\[[ ]?)("[^"\n]{0,60}"|'[^'\n]{0,60}'|\d{1,3})[ ]?[,)\]]|^(?:\.|->)([A-Za-z_$]\w*)(?![\w(])/;

/** Reads the arguments of a change: `args` are their extents. */
export function changeOf(view: TextView, method: string, start: number, args: readonly Extent[]): Change | undefined {
  const textOf = ({ start: from, end }: Extent): string => view.text.slice(from, Math.min(end, from + 80)).trim();
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (/^(?:remove|RemoveAt)$/.test(method)) {
    const index = textOf(first);
    return /^\d{1,3}$/.test(index) ? { start, key: undefined, value: undefined, removed: Number(index) } : undefined;
  }
  if (second === undefined) return { start, key: undefined, value: first, removed: undefined };
  return args.length === 2 ? { start, key: textOf(first).replaceAll("'", '"'), value: second, removed: undefined } : undefined;
}

/** The values that may come out where `raw` takes something from the collection `name`: the one that is asked for where it is clear which, else all. */
export function takenFrom(changes: readonly Change[], name: string, raw: string): Extent[] {
  const all = changes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const at = raw.search(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?=\\.|->|\\[)`));
  const asked = at < 0 ? null : TAKEN.exec(raw.slice(at + name.length, at + name.length + 100));
  const key = asked?.[2] === undefined ? asked?.[1]?.replaceAll("'", '"') : `"${asked[2]}"`;
  if (key === undefined) return all;
  const keyed = changes.filter((change) => change.key === key && change.value !== undefined).at(-1);
  if (keyed?.value !== undefined) return [keyed.value];
  if (!/^\d/.test(key) || changes.some((change) => change.key !== undefined))
    return key.startsWith('"') && changes.every((change) => change.key?.startsWith('"') === true) ? [] : all;
  const items: Extent[] = [];
  for (const { value, removed } of changes) {
    if (value !== undefined) items.push(value);
    else if (removed !== undefined) items.splice(removed, 1);
  }
  const one = items[Number(key)];
  return one === undefined ? all : [one];
}
