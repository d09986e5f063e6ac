import { detached } from './detached.js';

/** So many texts are remembered, none of them longer, in characters. */
const MOST = 2048;
const LONGEST = 256;

/** The same function of texts that recur, such as names and the values beside them: what it says of one is worked out once. */
export function recurring<T extends {}>(judge: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
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
