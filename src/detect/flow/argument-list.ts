import type { Extent } from '../call.js';
import type { TextView } from '../text-view.js';
import { valueEnd } from './choices.js';
import { trimmed } from './collection.js';
import { flowLanguage } from './flow-language.js';
import { heldIn } from './held.js';
import { outlineOf } from './outline-of.js';
import { returnsOf } from './returned.js';

/** Names and functions between a use and its list. */
const MOST_HOPS = 4;
/** Programs that run what they are handed. */
const RUNS =
  /^["'](?:[^"']{0,60}[/\\])?(?:(?:ba|z|k|da|a)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|python[\d.]{0,4}|node|perl|ruby|php|env|sudo|su|ssh|xargs|docker|kubectl)["']/;

/** Is the value a list that is written out and begins with the name of a program, which then gets each argument as it is, and no shell is asked? Followed over names and functions of the same file. */
export function isArgumentList(view: TextView, extent: Extent): boolean {
  const language = flowLanguage(view.language);
  if (language === undefined) return false;
  const outline = outlineOf(view, language);
  let one = trimmed(view, extent);
  let offset = one.start;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const text = view.text.slice(one.start, Math.min(one.end, one.start + 800));
    const name = /^[A-Za-z_$][\w$]*$/.exec(text)?.[0];
    if (name !== undefined) {
      const last = outline.lastAssignment(name, outline.functionsAround(offset).at(-1)?.start ?? 0, offset);
      if (last === undefined || last.fills || last.isElement || last.part !== undefined) return false;
      const value = trimmed(view, { start: last.value, end: valueEnd(view, last.value) });
      offset = last.start;
      // More arguments.
      if (last.adds && view.text[value.start] !== '[') return false;
      if (!last.adds) one = value;
      continue;
    }
    const called = /^(?:(?:this|self|cls|\$this)(?:\.|->))?([A-Za-z_$][\w$]*)\(/.exec(text)?.[1];
    const header = called === undefined || !text.endsWith(')') ? undefined : outline.functionNamed(called);
    if (header !== undefined) {
      const [only, ...others] = returnsOf(view, outline, header);
      if (only === undefined || others.length > 0) return false;
      one = trimmed(view, only);
      offset = one.start;
      continue;
    }
    if (!/^(?:\[|new |\w{0,10}[lL]ist|arrayOf|Arrays\.|array\(|\[\]string)/.test(text)) return false;
    const first = heldIn(view, one)?.items[0];
    const program = first === undefined ? '' : view.text.slice(first.start, first.end);
    return /^["'][^"'$]{1,80}["']$/.test(program) && !RUNS.test(program);
  }
  return false;
}
