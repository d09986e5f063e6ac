/** More copies than these and RE2 may have more states than it remembers; it then goes on without them, up to a thousand times slower (10 s for 100 kB). */
export const COPIES = 250;

/** `(`, with what says its kind. */
const OPEN = /\((?:\?(?::|<\w+>|<?[=!]))?/y;
const CLASS = /\[(?:[^\]\\]|\\.)*\]/sy;
const COUNT = /\{(\d+)(?:,(\d*))?\}/y;
/** One character, or what stands for one. */
const ONE = /\\x[0-9a-fA-F]{2}|\\.|./sy;
/** What is no character of its own. */
const NONE = /^(?:[?*+|^$]|\\[bB])$/;

/**
 * How many characters and classes a pattern has with its counted repeats written out, as RE2 writes them: `(?:ab){3}` has six. Nothing it meets is an error: a pattern that cannot be read
 * is for the engine to refuse.
 */
export function writtenOut(pattern: string): number {
  const open = [0];
  let last = 0;
  let at = 0;
  const read = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(pattern);
    if (found !== null) at = token.lastIndex;
    return found;
  };
  const add = (size: number): void => {
    last = size;
    open[open.length - 1] = (open.at(-1) ?? 0) + size;
  };
  while (at < pattern.length) {
    const count = read(COUNT);
    if (count !== null) {
      const most = Number(count[2] || count[1]);
      const one = last;
      add(one * (most - 1));
      last = one * most;
    } else if (read(OPEN) !== null) open.push(0);
    else if (pattern[at] === ')') {
      at++;
      const size = open.length > 1 ? (open.pop() ?? 0) : 0;
      add(size);
    } else if (read(CLASS) !== null) add(1);
    else if (!NONE.test(read(ONE)?.[0] ?? '')) add(1);
  }
  return open[0] ?? 0;
}
