import { type Folded, fold, foldedAt, type Gap } from './folded.js';

/**
 * Where one literal ends and the next begins: joined by an operator (`+`, `.`, `&` of Visual Basic, `..` of Lua, `||` of SQL), by standing next to each other on two lines, by a backslash at the line's
 * end, inside the literal or between two, or added to the same variable in the next line.
 */
const JOIN =
  /(["'`])[ \t]{0,40}(?:(?:[+&.]|\.\.|\|\|)[ \t]{0,40}(?:_?\r?\n[ \t]{0,80})?|\\?\r?\n[ \t]{0,80}(?:(?:[+&.]|\.\.|\|\|)[ \t]{0,40})?|;?\r?\n[ \t]{0,80}[$A-Za-z_][\w$.]{0,40}[ \t]{0,8}[+.&]=[ \t]{0,8})\1|\\\r?\n[ \t]{0,80}/g;

/** A list of literals that is joined by nothing: `['a', 'b'].join('')`, `"".join(["a", "b"])`. */
const LISTS = [
  /\[[ \t\r\n]{0,80}["'`][^"'`\n]{1,120}["'`](?:[ \t\r\n]{0,80},[ \t\r\n]{0,80}["'`][^"'`\n]{1,120}["'`]){1,31},?[ \t\r\n]{0,80}\]\.join\((?:""|''|``)\)/g,
  /(?:""|'')\.join\([[(][ \t\r\n]{0,80}["'][^"'\n]{1,120}["'](?:[ \t\r\n]{0,80},[ \t\r\n]{0,80}["'][^"'\n]{1,120}["']){1,31},?[ \t\r\n]{0,80}[\])]/g,
];
const NEXT_OF_LIST = /(["'`])[ \t\r\n]{0,80},[ \t\r\n]{0,80}\1/g;
/** Where a call joins a list. */
export const LIST_CALL = /\]\.join\((?:""|''|``)\)|(?:""|'')\.join\([[(]/g;
/** As far as the call that joins may be from its list. */
export const NEAR = 800;

/** The stretches of a text in which literals are written in pieces, put together. Sentences in pieces are left out: they break at a blank, where no token does. */
export function* joinedTexts(text: string): Generator<Folded> {
  for (const folded of foldedAt(text, JOIN)) if (folded.gaps.some((join) => mayBreakToken(text, join))) yield folded;
  for (const calls of callsTogether(text)) {
    const from = Math.max(0, (calls[0] ?? 0) - NEAR);
    const near = text.slice(from, (calls.at(-1) ?? 0) + NEAR);
    for (const pattern of LISTS) {
      for (const list of near.matchAll(pattern)) {
        const at = from + list.index;
        const end = at + list[0].length;
        if (!isNear(calls, at, end)) continue;
        yield fold(
          text,
          [...list[0].matchAll(NEXT_OF_LIST)].map((match) => ({ start: at + match.index, end: at + match.index + match[0].length })),
        );
      }
    }
  }
}

/** The calls that join lists, those together whose surroundings touch: they are looked through once. */
function* callsTogether(text: string): Generator<readonly number[]> {
  let together: number[] = [];
  for (let call = text.indexOf('.join('); call >= 0; call = text.indexOf('.join(', call + 1)) {
    if (together.length > 0 && call - (together.at(-1) ?? 0) > 2 * NEAR) {
      yield together;
      together = [];
    }
    together.push(call);
  }
  if (together.length > 0) yield together;
}

/** Is a list near the call that it holds, on either side? */
function isNear(calls: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calls[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < calls.length && (calls[at] ?? 0) <= end; at++) if ((calls[at] ?? 0) - start <= NEAR && end - (calls[at] ?? 0) <= NEAR) return true;
  return false;
}

/** Only the first line of a key has blanks, between words in capitals: `-----BEGIN RSA ` and `PRIVATE KEY-----`. */
function mayBreakToken(text: string, { start, end }: Gap): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  return (!/\s$/.test(before) && !/^\s/.test(after)) || (/[A-Z-]\s?$/.test(before) && /^\s?[A-Z-]/.test(after));
}
