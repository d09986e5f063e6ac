// Whether a text may hold something written in pieces or in escapes, in AssemblyScript; part of the engine's module. Most texts do not, and need no expressions of src/detect/joined-texts.ts and
// escaped-texts.ts, of which this is the superset that asks at quotes and backslashes alone.

const LF: u32 = 0x0a;
const AMPERSAND: u32 = 0x26;
const PLUS: u32 = 0x2b;
const DOT: u32 = 0x2e;
const SEMICOLON: u32 = 0x3b;
const BACKSLASH: u32 = 0x5c;
const UNDERSCORE: u32 = 0x5f;
const BAR: u32 = 0x7c;

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
  if (byte == BACKSLASH) return escapesAt(at, to) || breaksAt(at + 1, to);
  if (byte != 0x22 && byte != 0x27 && byte != 0x60) return false;
  if (byte == <u32>load<u8>(at + 1)) {
    // ].join("") and "".join([
    if (at >= from + 7 && load<u8>(at - 7) == 0x5d && isJoin(at - 6, to)) return true;
    if (isJoin(at + 2, to) && (load<u8>(at + 8) == 0x5b || load<u8>(at + 8) == 0x28)) return true;
  }
  // A literal ends, and the next begins with the same quote: behind an operator, behind a line break, behind both in either order, or where the next line adds it to a variable.
  let behind = behindBlanks(at + 1, to);
  let next = behind < to ? <u32>load<u8>(behind) : 0;
  if (next == SEMICOLON) {
    behind = behindBlanks(behind + 1, to);
    return behind < to && <u32>load<u8>(behind) == LF && <u32>load<u8>(addedAt(behind + 1, to)) == byte;
  }
  const joined = isJoiner(next);
  if (!joined && next != LF) return false;
  if (!joined && <u32>load<u8>(addedAt(behind + 1, to)) == byte) return true;
  behind = behindJoiner(behind, to);
  next = behind < to ? <u32>load<u8>(behind) : 0;
  if (joined && next == UNDERSCORE) {
    behind = behindBlanks(behind + 1, to);
    next = behind < to ? <u32>load<u8>(behind) : 0;
  }
  if (joined ? next == LF : isJoiner(next)) {
    behind = behindJoiner(behind, to);
    next = behind < to ? <u32>load<u8>(behind) : 0;
  }
  return next == byte;
}

function isJoiner(byte: u32): bool {
  return byte == PLUS || byte == DOT || byte == AMPERSAND || byte == BAR;
}

/** Behind an operator of one or two bytes, or a line break, and the blanks that follow. */
function behindJoiner(at: usize, to: usize): usize {
  const byte = <u32>load<u8>(at);
  const twice = (byte == DOT || byte == BAR) && <u32>load<u8>(at + 1) == byte;
  return behindBlanks(at + (twice ? 2 : 1), to);
}

/** `\u00`, or two of `\x41` that stand for printable characters. */
export function escapesAt(at: usize, to: usize): bool {
  if (at + 3 >= to) return false;
  if (load<u8>(at + 1) == 0x75) return load<u16>(at + 2) == 0x3030;
  return load<u8>(at + 1) == 0x78 && at + 7 < to && load<u16>(at + 4) == 0x785c && isPrintable(load<u8>(at + 2)) && isPrintable(load<u8>(at + 6));
}

function isPrintable(digit: u32): bool {
  return digit - 0x32 < 6;
}

/** Where a line that adds to a variable, `name += "`, has what is added; else its beginning or what is no quote. */
export function addedAt(line: usize, to: usize): usize {
  const name = behindBlanks(line, to);
  let at = name;
  while (at < to && isNamed(load<u8>(at))) at++;
  if (at == name) return line < to ? name : to;
  at = behindBlanks(at, to);
  const operator = at < to ? <u32>load<u8>(at) : 0;
  // The point of `.=` was read as part of the name.
  if (operator == 0x3d && load<u8>(at - 1) == DOT) return behindBlanks(at + 1, to);
  if (at + 1 >= to || !isJoiner(operator) || load<u8>(at + 1) != 0x3d) return name;
  return behindBlanks(at + 2, to);
}

function isNamed(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == UNDERSCORE || byte == DOT || byte == 0x24;
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
