// Where literals may be joined to each other: for folds.ts and familiar.ts. AssemblyScript, compiled as scanner.ts is.

import { addedAt, escapesAt } from './folds';

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;
const PLUSES: u64 = 0x2b2b2b2b2b2b2b2b;
const POINTS: u64 = 0x2e2e2e2e2e2e2e2e;
const AMPERSANDS: u64 = 0x2626262626262626;
const BARS: u64 = 0x7c7c7c7c7c7c7c7c;
const BACKSLASHES: u64 = 0x5c5c5c5c5c5c5c5c;

/** May a literal that ends before `at`, where a line begins, be joined to one behind it? Yes rather than no: src/detect/joined-texts.ts looks closer. */
export function joinsAt(at: usize, from: usize, to: usize): bool {
  let back = at - 2;
  while (back > from && isBlank(load<u8>(back))) back--;
  if (back < from) return false;
  const last = load<u8>(back);
  if (last == 0x5c) return true;
  if (last == 0x3b) {
    back--;
    while (back > from && isBlank(load<u8>(back))) back--;
    return back >= from && isQuote(load<u8>(back)) && isQuote(load<u8>(addedAt(at, to)));
  }
  // The underscore continues a line of Visual Basic.
  const joined = isJoiner(last) || last == 0x5f;
  if (!joined && !isQuote(last)) return false;
  let forth = at;
  while (forth < to && isBlank(load<u8>(forth))) forth++;
  const next = load<u8>(forth);
  return isQuote(next) || (!joined && (isJoiner(next) || isQuote(load<u8>(addedAt(at, to)))));
}

/** Of `+`, `.`, `&`, `..` and `||`. */
function isJoiner(byte: u32): bool {
  return byte == 0x2b || byte == 0x2e || byte == 0x26 || byte == 0x7c;
}

/** Where the first of the lines begins that are joined to the one at `at`, no further back than `far`. */
export function firstJoined(at: usize, far: usize, from: usize, to: usize): usize {
  do at = lineBefore(at, far);
  while (at > far && joinsAt(at, from, to));
  return at;
}

/** The same within lines, and what else is folded: escapes, lists that are joined (src/detect/escaped-texts.ts). */
export function joinsWithin(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 8) {
    const word = load<u64>(at);
    // The high bits of the bytes that are one of the five, and of some behind these.
    let marks = (zeros(word ^ PLUSES) | zeros(word ^ POINTS) | zeros(word ^ BACKSLASHES) | zeros(word ^ AMPERSANDS) | zeros(word ^ BARS)) & HIGHS;
    while (marks != 0) {
      const place = at + <usize>(ctz(marks) >> 3);
      if (place >= to) return false;
      if (foldsAt(place, from, to)) return true;
      marks &= marks - 1;
    }
  }
  return false;
}

// @ts-ignore: decorator
@inline
function zeros(word: u64): u64 {
  return (word - ONES) & ~word;
}

/** Is a literal joined to another, a character escaped, or a list joined by nothing, around the byte at `at`? */
export function foldsAt(at: usize, from: usize, to: usize): bool {
  const byte = <u32>load<u8>(at);
  if (byte == 0x5c) return escapesAt(at, to);
  if (!isJoiner(byte) || at == from) return false;
  if (byte == 0x2e && at + 6 < to && load<u32>(at + 1) == 0x6e696f6a && load<u8>(at + 5) == 0x28) {
    // ['a', 'b'].join('') and ''.join(['a', 'b'])
    const before = load<u8>(at - 1);
    const behind = load<u8>(at + 6);
    if (before == 0x5d && isQuote(behind) && load<u8>(at + 7) == behind) return true;
    if ((behind == 0x5b || behind == 0x28) && isQuote(before) && at >= from + 2 && load<u8>(at - 2) == before) return true;
  }
  let back = at - 1;
  while (back > from && isBlank(load<u8>(back))) back--;
  if (!isQuote(load<u8>(back))) return false;
  let forth = at + 1;
  if ((byte == 0x2e || byte == 0x7c) && load<u8>(forth) == byte) forth++;
  while (forth < to && isBlank(load<u8>(forth))) forth++;
  return isQuote(load<u8>(forth));
}

function lineBefore(at: usize, far: usize): usize {
  at--;
  while (at > far && load<u8>(at - 1) != 0x0a) at--;
  return at;
}

function isQuote(byte: u32): bool {
  return byte == 0x22 || byte == 0x27 || byte == 0x60;
}

function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0d;
}
