/** A stretch of a text that stands for another one, or for nothing. Offsets in the text, the end exclusive. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  /** Its characters take equally many bytes each. */
  readonly stands?: string;
}

/** The text around some gaps, with what they stand for in their place. */
export interface Folded {
  readonly text: string;
  readonly gaps: readonly Gap[];
  /** Those before this one were folded with others before: what is only about them was found there. */
  readonly firstOwn: number;
  /** Where in the whole text a character of this one was. */
  readonly original: (offset: number) => number;
}

/** How much of the text on either side of a gap is looked at: more than most tokens are long. */
const AROUND = 256;
/** Gaps taken together; a table of thousands of strings is no token. */
const LONGEST = 64;
/** So many of them are taken with the next ones too: a token that goes on from these to those is seen whole. */
const SHARED = 12;

/** How many bytes of the text a character of what it stands for takes. */
export function stepOf({ start, end, stands }: Gap): number {
  return stands === undefined || stands === '' ? 1 : Math.floor((end - start) / stands.length);
}

/** What all matches of a pattern stand for, folded; those near each other together, since they may belong to one literal. */
export function* foldedAt(text: string, pattern: RegExp, stands?: (match: RegExpExecArray) => string): Generator<Folded> {
  let open: Gap[] = [];
  let shared = 0;
  for (const match of text.matchAll(pattern)) {
    const place = { start: match.index, end: match.index + match[0].length };
    const apart = open.length > 0 && place.start - (open.at(-1)?.end ?? 0) > AROUND;
    if (apart || open.length === LONGEST) {
      yield fold(text, open, shared);
      open = apart ? [] : open.slice(-SHARED);
      shared = open.length;
    }
    open.push(stands === undefined ? place : { ...place, stands: stands(match) });
  }
  if (open.length > 0) yield fold(text, open, shared);
}

export function fold(text: string, gaps: readonly Gap[], firstOwn = 0): Folded {
  const pieces: { readonly from: number; readonly text: string; readonly at: number; readonly step: number }[] = [];
  let from = Math.max(0, (gaps[0]?.start ?? 0) - AROUND);
  let at = 0;
  const add = (start: number, piece: string, step = 1): void => {
    if (piece === '') return;
    pieces.push({ from: start, text: piece, at, step });
    at += piece.length;
  };
  for (const gap of gaps) {
    add(from, text.slice(from, gap.start));
    if (gap.stands !== undefined) add(gap.start, gap.stands, stepOf(gap));
    from = gap.end;
  }
  add(from, text.slice(from, from + AROUND));
  return {
    text: pieces.map((piece) => piece.text).join(''),
    gaps,
    firstOwn,
    original: (offset) => {
      const piece = pieces.findLast((one) => one.at <= offset);
      return piece === undefined ? 0 : piece.from + (offset - piece.at) * piece.step;
    },
  };
}
