import type { Rule } from '../model/rule.js';
import type { Remarkable, Stretch } from '../rules/familiar-text.js';
import { PLACE_REACH } from './scan-places.js';

/** What may be found in a text. */
export interface Suspicion {
  /** By rules for files of any name. */
  readonly anywhere: boolean;
  /** The other rules, by their ids: each tells of a file by its name, and of no other. */
  readonly byName: readonly string[];
  /** Where, in order and apart from each other; undefined: the whole text must be scanned. */
  readonly places: readonly Stretch[] | undefined;
}

/** What is remarkable, whether a finding may stand there, of which rule, and whether it is encoded or written in pieces. */
export type Seen = Remarkable & { readonly stands: boolean; readonly rule?: Rule; readonly hidden?: true };

/** Shorter texts are scanned whole. */
const LARGE = 16 * 1024;
/** More places of one text are not remembered. */
const MOST_PLACES = 256;

/** What the first look suspects. @param length of the text that it has looked at. @param narrows a finding depends on no more than stands around it. */
export function suspicionOf(found: readonly Seen[], length: number, narrows: boolean): Suspicion | undefined {
  const standing = found.filter(({ stands }) => stands);
  if (standing.length === 0) return undefined;
  const byName = new Set<string>();
  for (const { rule } of standing) if (rule?.files !== undefined) byName.add(rule.id);
  return {
    anywhere: standing.some(({ rule }) => rule?.files === undefined),
    byName: [...byName],
    places: length < LARGE || !narrows ? undefined : placesOf(standing, length),
  };
}

/** Where something may be found, unless that is most of the text, or something is not found in the text as it stands. */
function placesOf(standing: readonly Seen[], length: number): Stretch[] | undefined {
  const places: { start: number; end: number }[] = [];
  let bytes = 0;
  for (const { start, end, hidden } of [...standing].sort((a, b) => a.start - b.start)) {
    if (hidden === true) return undefined;
    let last = places.at(-1);
    if (last === undefined || start > last.end + 2 * PLACE_REACH) {
      last = { start, end };
      places.push(last);
      bytes += 2 * PLACE_REACH;
    }
    bytes += Math.max(0, end - last.end);
    last.end = Math.max(last.end, end);
  }
  return places.length > MOST_PLACES || bytes > length / 2 ? undefined : places;
}
