import type { Ruleset } from '../rules/ruleset.js';
import { LONG_WORD } from './may-hold.js';

/** Names are looked through together, so many bytes at a time: each alone costs more than it holds. */
const TOGETHER = 64 * 1024;
const BETWEEN = '\n\n';

/** Those of many names, one character a byte, of which `nameMayHold` may say yes. */
export function* namesThatMayHold(names: readonly string[], ruleset: Ruleset): Generator<string> {
  let some: string[] = [];
  let length = 0;
  for (const name of names) {
    if (!LONG_WORD.test(name)) continue;
    some.push(name);
    length += name.length + BETWEEN.length;
    if (length < TOGETHER) continue;
    yield* calledUp(some, ruleset);
    some = [];
    length = 0;
  }
  yield* calledUp(some, ruleset);
}

function* calledUp(names: readonly string[], ruleset: Ruleset): Generator<string> {
  if (names.length === 0) return;
  const offsets = [...ruleset.hits(Buffer.from(names.join(BETWEEN), 'latin1')).values()].flat().sort((a, b) => a - b);
  let next = 0;
  let end = 0;
  for (const name of names) {
    // A literal that begins with a line break lies before its name.
    const start = end - BETWEEN.length;
    end += name.length + BETWEEN.length;
    while (next < offsets.length && (offsets[next] as number) < start) next++;
    if (next < offsets.length && (offsets[next] as number) < end) yield name;
  }
}
