const LF = 0x0a;
/** Of the plain kind: the one of Buffer goes a long way round. */
const { indexOf } = Uint8Array.prototype;

/** Number of lines as git counts them: ended by LF alone, a last line without one included. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  let from = 0;
  while (from < bytes.length) {
    lines++;
    const lf = indexOf.call(bytes, LF, from);
    if (lf < 0) break;
    from = lf + 1;
  }
  return lines;
}

/** Line numbers of byte offsets. Form feeds, lone CR and U+2028 end no line: git says so, and editors that differ are few. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(bytes: Buffer) {
    this.#length = bytes.length;
    for (let lf = indexOf.call(bytes, LF); lf >= 0 && lf + 1 < bytes.length; lf = indexOf.call(bytes, LF, lf + 1)) {
      this.#starts.push(lf + 1);
    }
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The 1-based number of the line that holds the byte at `offset`. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Offset of the first byte of a 1-based line. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#length;
  }
}
