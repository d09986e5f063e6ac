/**
 * Where one literal ends and the next begins: joined by `+` or `.`, by standing next to each other on two lines, or by a backslash at the line's end, inside the literal or
 * between two.
 */
const JOIN = /(["'`])[ \t]{0,40}(?:[+.][ \t]{0,40}(?:\r?\n[ \t]{0,80})?|\\?\r?\n[ \t]{0,80}(?:[+.][ \t]{0,40})?)\1|\\\r?\n[ \t]{0,80}/g;
/** How much of the text on either side of a join is looked at: more than most tokens are long. */
const AROUND = 256;

/** Joins taken together; a table of thousands of strings is no token. */
const LONGEST = 64;

interface Join {
  readonly start: number;
  readonly end: number;
}

/** The text around some joins, as it is without them. */
export interface JoinedText {
  readonly text: string;
  readonly joins: readonly Join[];
  /** Where in the whole text a character of this one was. */
  original(offset: number): number;
}

/** The stretches of a text in which literals are written in pieces, put together. */
export function* joinedTexts(text: string): Generator<JoinedText> {
  for (const joins of chains(text)) yield { ...fold(text, joins), joins };
}

/** Joins near each other belong to one literal. */
function* chains(text: string): Generator<Join[]> {
  let open: Join[] = [];
  for (const match of text.matchAll(JOIN)) {
    const join = { start: match.index, end: match.index + match[0].length };
    if (open.length === LONGEST || (open.length > 0 && join.start - (open.at(-1)?.end ?? 0) > AROUND)) {
      yield open;
      open = [];
    }
    open.push(join);
  }
  if (open.length > 0) yield open;
}

function fold(text: string, joins: readonly Join[]): { text: string; original: (offset: number) => number } {
  const pieces: { readonly from: number; readonly to: number; readonly at: number }[] = [];
  let from = Math.max(0, (joins[0]?.start ?? 0) - AROUND);
  let at = 0;
  for (const join of [...joins, undefined]) {
    const to = join?.start ?? Math.min(text.length, from + AROUND);
    pieces.push({ from, to, at });
    at += to - from;
    from = join?.end ?? to;
  }
  return {
    text: pieces.map((piece) => text.slice(piece.from, piece.to)).join(''),
    original: (offset) => {
      const piece = pieces.findLast((one) => one.at <= offset);
      return piece === undefined ? 0 : piece.from + offset - piece.at;
    },
  };
}
