import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import type { Header } from './outline.js';
import { endOf } from './returned.js';

const CLASS = /\b(?:class|record|struct|object|impl|interface)[ \t]{1,4}([A-Z]\w{0,60})\b(?![ \t]*[*&;=,>)])/g;
/** Methods that stand outside of their type. */
const RECEIVER = /^func[ ]\(\w{1,40} \*?([A-Z]\w{0,60})\)/;
/** Classes of one name that are looked at. */
const MOST = 3;

/** Where the classes of a text stand, by their names. */
export function classesIn(view: TextView, headers: readonly Header[]): ReadonlyMap<string, readonly Extent[]> {
  const found = new Map<string, Extent[]>();
  const add = (name: string, extent: Extent): void => {
    const all = found.get(name) ?? [];
    if (all.length === MOST && view.language !== 'go') return;
    found.set(name, [...all, extent]);
  };
  for (const match of view.text.matchAll(CLASS)) {
    if (view.mask.zoneAt(match.index) !== 'code') continue;
    const end = match.index + match[0].length;
    add(match[1] ?? '', { start: match.index, end: endOf(view, { start: match.index, end, parameters: '' }) });
  }
  if (view.language === 'go') {
    for (const header of headers) {
      const name = RECEIVER.exec(view.text.slice(header.start, header.end))?.[1];
      if (name !== undefined) add(name, { start: header.start, end: header.start + 1 });
    }
  }
  return found;
}

/** The parameters that stand behind a class's own name: `class Point(val x: Int)`. */
export function primaryOf(view: TextView, { start }: Extent): Header | undefined {
  const match = /^\w+[ \t]+\w+(?:<[^<>()]{0,60}>)?[ ]?\(([^(){};]{0,400})\)/.exec(view.text.slice(start, start + 600));
  return match === null ? undefined : { start, end: start + match[0].length, parameters: match[1] ?? '' };
}

/** The name that a function has, or that it is given where it stands: `const same = (value) => value`. */
export function nameOf(view: TextView, { start, end }: Header): string | undefined {
  const text = view.text.slice(start, end);
  const own = /([A-Za-z_$][\w$]*)(?:<[^<>()]{0,60}>|\[[^\][()]{0,60}\])?[ ]?\(/.exec(text.replace(/^func \([^()]*\)/, ''))?.[1];
  if (own !== undefined && !/^(?:function|func|fn|async)$/.test(own) && !/^\(|^[\w$]+[ \t]*=>/.test(text)) return own;
  return /([A-Za-z_$][\w$]*)[ \t]*(?::[^=\n;]{1,80})?(?::=|=)[ \t]*(?:async )?(?:static )?$/.exec(view.text.slice(Math.max(0, start - 160), start))?.[1];
}
