import type { AddedLines, SourceText } from '../model/source-text.js';

/** Texts longer than this are scanned in pieces: a JavaScript string ends at half a gigabyte, and memory stays flat. */
export const SEGMENT = 64 * 1024 * 1024;
/** Neighbouring pieces share this much, more than any match is long. */
const OVERLAP = 64 * 1024;
const LF = 0x0a;

/** A piece of a text. */
export interface Segment {
  readonly source: SourceText;
  /** Lines of the text before the piece's first line. */
  readonly linesBefore: number;
  /** Bytes of the piece's first line before the piece. */
  readonly columnsBefore: number;
}

/** Cuts a text into pieces, at line ends where there are any. */
export function* segments(source: SourceText, size = SEGMENT, overlap = OVERLAP): Generator<Segment> {
  const { bytes } = source;
  let linesBefore = 0;
  let columnsBefore = 0;
  for (let start = 0; ; ) {
    const end = start + size >= bytes.length ? bytes.length : lineEndBefore(bytes, start + size, overlap);
    yield { source: { ...source, bytes: bytes.subarray(start, end), added: shifted(source.added, linesBefore) }, linesBefore, columnsBefore };
    if (end === bytes.length) return;
    const next = end - overlap;
    for (let lf = bytes.indexOf(LF, start); lf >= 0 && lf < next; lf = bytes.indexOf(LF, lf + 1)) linesBefore++;
    const lineStart = bytes.lastIndexOf(LF, next - 1) + 1;
    columnsBefore = next - lineStart;
    start = next;
  }
}

function lineEndBefore(bytes: Buffer, at: number, overlap: number): number {
  const lf = bytes.subarray(at - overlap / 2, at).lastIndexOf(LF);
  return lf < 0 ? at : at - overlap / 2 + lf + 1;
}

function shifted(added: AddedLines, by: number): AddedLines {
  if (added.kind === 'all' || by === 0) return added;
  const ranges = added.ranges.filter(({ last }) => last > by).map(({ first, last }) => ({ first: Math.max(1, first - by), last: last - by }));
  return { kind: added.kind, ranges };
}
