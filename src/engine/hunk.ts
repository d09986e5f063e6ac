// Reads the lines of a patch's hunk, in AssemblyScript; part of the engine's module. A hook runs all code for the first time, and
// Node interprets it then: a thousand short lines take it milliseconds. All state lies in memory, as src/sources/hunk-core.ts documents it.

const LF: u32 = 0x0a;

/** Offsets in the state, numbers of four bytes. */
const OLD_LEFT: usize = 0;
const NEW_LEFT: usize = 4;
const MID_LINE: usize = 8;
const KEPT: usize = 12;
const LINE: usize = 16;
const OUT: usize = 20;
const RANGES: usize = 24;

/**
 * Reads lines from `from` to the hunk's end or to `to`, and moves those of the new side together at `from`, without their marks. Writes the added lines as ranges (first, last) at `ranges`.
 * Returns where it stopped: before `to` when the hunk has ended, or at a line of an unknown kind.
 */
export function hunk(from: usize, to: usize, state: usize, ranges: usize): usize {
  let oldLeft = load<u32>(state, OLD_LEFT);
  let newLeft = load<u32>(state, NEW_LEFT);
  let mid = load<u32>(state, MID_LINE) != 0;
  let kept = load<u32>(state, KEPT) != 0;
  let line = load<u32>(state, LINE);
  let out = from;
  let range = ranges;
  let at = from;
  while (at < to) {
    if (!mid) {
      if ((oldLeft | newLeft) == 0) break;
      const kind = <u32>load<u8>(at);
      if (kind == 0x2b) {
        newLeft--;
        kept = true;
        if (range > ranges && load<u32>(range - 4) == line - 1) store<u32>(range - 4, line);
        else {
          store<u32>(range, line);
          store<u32>(range, line, 4);
          range += 8;
        }
        line++;
      } else if (kind == 0x2d) {
        oldLeft--;
        kept = false;
      } else if (kind == 0x20 || kind == LF) {
        oldLeft--;
        newLeft--;
        line++;
        kept = true;
      } else if (kind == 0x5c) kept = false;
      else break;
      if (kind != LF) at++;
    }
    const end = lineEnd(at, to);
    mid = end == to && (end == at || <u32>load<u8>(end - 1) != LF);
    if (kept) {
      memory.copy(out, at, end - at);
      out += end - at;
    }
    at = end;
  }
  store<u32>(state, oldLeft, OLD_LEFT);
  store<u32>(state, newLeft, NEW_LEFT);
  store<u32>(state, mid ? 1 : 0, MID_LINE);
  store<u32>(state, kept ? 1 : 0, KEPT);
  store<u32>(state, line, LINE);
  store<u32>(state, <u32>(out - from), OUT);
  store<u32>(state, <u32>((range - ranges) >> 3), RANGES);
  return at;
}

/** Behind the next LF, or `to`. */
function lineEnd(from: usize, to: usize): usize {
  let at = from;
  while (at + 8 <= to) {
    const odd = load<u64>(at) ^ 0x0a0a0a0a0a0a0a0a;
    // A byte of zeros, which was an LF: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
    const zeros = (odd - 0x0101010101010101) & ~odd & 0x8080808080808080;
    if (zeros != 0) return at + <usize>(ctz(zeros) >> 3) + 1;
    at += 8;
  }
  while (at < to) {
    if (<u32>load<u8>(at++) == LF) return at;
  }
  return at;
}
