import type { Position } from '../model/finding.js';
import type { Language } from '../model/language.js';
import type { AddedLines, LineRange } from '../model/source-text.js';
import { LineIndex } from '../text/line-index.js';
import { type CodeMask, maskCode } from './code-mask.js';

/**
 * One text as the detector looks at it. `text` holds one character a byte, so that offsets in it are byte offsets, whatever the encoding;
 * patterns match non-ASCII as bytes. Lines and zones are worked out when first asked for: most texts have no candidate.
 */
export class TextView {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly language: Language;
  readonly added: AddedLines;
  #lines: LineIndex | undefined;
  #mask: CodeMask | undefined;
  #known = { line: 0, offset: 0, column: 1 };
  #knownBefore = this.#known;

  constructor(source: { path: string; bytes: Buffer; language: Language; added: AddedLines }) {
    this.path = source.path;
    this.bytes = source.bytes;
    this.text = source.bytes.toString('latin1');
    this.language = source.language;
    this.added = source.added;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.bytes);
    return this.#lines;
  }

  get mask(): CodeMask {
    this.#mask ??= maskCode(this.text, this.language);
    return this.#mask;
  }

  /** End of the line that holds `offset`, without its LF or CR LF. */
  lineEnd(offset: number): number {
    const next = this.lines.startOf(this.lines.lineAt(offset) + 1);
    const end = this.text[next - 1] === '\n' ? next - 1 : next;
    return end > offset && this.text[end - 1] === '\r' ? end - 1 : end;
  }

  /** Line and column of an offset. Works on from the last two asked for, since a minified file is one line and may have many findings, of which one ends behind the beginning of the next. */
  position(offset: number): Position {
    const line = this.lines.lineAt(offset);
    let known = { line, offset: this.lines.startOf(line), column: 1 };
    for (const one of [this.#known, this.#knownBefore]) if (one.line === line && one.offset <= offset && one.offset > known.offset) known = one;
    const column = known.column + this.bytes.toString('utf8', known.offset, offset).length;
    this.#knownBefore = this.#known;
    this.#known = { line, offset, column };
    return { line, column };
  }

  /** True when the author of the change wrote any line of the span (end exclusive). */
  isAdded(start: number, end: number): boolean {
    if (this.added.kind === 'all') return true;
    const first = this.lines.lineAt(start);
    const last = this.lines.lineAt(Math.max(start, end - 1));
    return touches(this.added.ranges, first, last);
  }
}

/** Does any of the sorted, disjoint ranges hold one of the lines `first` to `last`? */
function touches(ranges: readonly LineRange[], first: number, last: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.last ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.first <= last;
}
