// Whether a text may hold something written in pieces or in escapes, in AssemblyScript; part of the engine's module. Most texts do not, and need no expressions of src/detect/joined-texts.ts and
// escaped-texts.ts, of which this is the superset that asks at quotes and backslashes alone.

const LF: u32 = 0x0a;
const PLUS: u32 = 0x2b;
const DOT: u32 = 0x2e;
const BACKSLASH: u32 = 0x5c;

/** May something between `from` and `to` be folded? Yes rather than no. Up to sixteen bytes behind `to` are read, and are zeros. */
export function folds(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 8) {
    const word = load<u64>(at);
    // Bytes that become zero are quotes (or `#` and `&`), backticks, backslashes.
    for (let marks = zeros((word & 0xfafafafafafafafa) ^ 0x2222222222222222) | zeros(word ^ 0x6060606060606060) | zeros(word ^ 0x5c5c5c5c5c5c5c5c); marks != 0; marks &= marks - 1) {
      const place = at + <usize>(ctz(marks) >> 3);
      if (place < to && foldsBehind(place, from, to)) return true;
    }
  }
  return false;
}

/** The highest bit of every byte that is zero, and perhaps of some above it: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord */
// @ts-ignore: decorator
@inline
function zeros(word: u64): u64 {
  return (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}

function foldsBehind(at: usize, from: usize, to: usize): bool {
  const byte = <u32>load<u8>(at);
  if (byte == BACKSLASH) return (at + 3 < to && load<u8>(at + 1) == 0x75 && load<u16>(at + 2) == 0x3030) || breaksAt(at + 1, to);
  if (byte != 0x22 && byte != 0x27 && byte != 0x60) return false;
  if (byte == <u32>load<u8>(at + 1)) {
    // ].join("") and "".join([
    if (at >= from + 7 && load<u8>(at - 7) == 0x5d && isJoin(at - 6, to)) return true;
    if (isJoin(at + 2, to) && (load<u8>(at + 8) == 0x5b || load<u8>(at + 8) == 0x28)) return true;
  }
  // A literal ends, and the next begins with the same quote: behind a plus, behind a line break, or behind both in either order.
  let behind = behindBlanks(at + 1, to);
  let next = behind < to ? <u32>load<u8>(behind) : 0;
  if (next != PLUS && next != DOT && next != LF) return false;
  const joined = next != LF;
  behind = behindBlanks(behind + 1, to);
  next = behind < to ? <u32>load<u8>(behind) : 0;
  if (joined ? next == LF : next == PLUS || next == DOT) {
    behind = behindBlanks(behind + 1, to);
    next = behind < to ? <u32>load<u8>(behind) : 0;
  }
  return next == byte;
}

/** `.join(` */
function isJoin(at: usize, to: usize): bool {
  return at + 6 < to && load<u8>(at) == DOT && load<u32>(at + 1) == 0x6e696f6a && load<u8>(at + 5) == 0x28;
}

/** Does the line end here, but for blanks? */
function breaksAt(at: usize, to: usize): bool {
  const end = behindBlanks(at, to);
  return end < to && load<u8>(end) == LF;
}

function behindBlanks(from: usize, to: usize): usize {
  let at = from;
  while (at < to && isBlank(load<u8>(at))) at++;
  return at;
}

function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0d;
}
