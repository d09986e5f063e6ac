import { detached } from './detached.js';

/** So many texts are remembered, none of them longer, in characters. */
const MOST = 2048;
const LONGEST = 256;

/** What is remembered of values. */
const ofValues: Map<string, unknown>[] = [];

/** The same function of texts that recur, such as names: what it says of one is worked out once. */
export function recurring<T extends {}>(judge: (text: string) => T, known = new Map<string, T>()): (text: string) => T {
  return (text) => {
    let says = known.get(text);
    if (says === undefined) {
      says = judge(text);
      if (known.size === MOST) known.clear();
      if (text.length <= LONGEST) known.set(detached(text), says);
    }
    return says;
  };
}

/** The same of values, which may be secrets: they are forgotten with the text in which they stand. */
export function recurringValue<T extends {}>(judge: (value: string) => T): (value: string) => T {
  const known = new Map<string, T>();
  ofValues.push(known);
  return recurring(judge, known);
}

export function forgetValues(): void {
  for (const known of ofValues) known.clear();
}
