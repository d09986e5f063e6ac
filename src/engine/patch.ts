// Patches a text by a delta of git's, in AssemblyScript; part of the module of inflate.ts. https://git-scm.com/docs/gitformat-pack#_deltified_representation

import { copyWords } from './words';

let varintEnd: usize = 0;

/** Seven bits a byte, the lowest first; `varintEnd` then lies behind. A number of more than 31 bits is as good as damaged. */
function varint(at: usize, end: usize): u32 {
  let value: u32 = 0;
  for (let shift: u32 = 0; at < end && shift < 32; shift += 7) {
    const byte = <u32>load<u8>(at++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  varintEnd = at;
  return value;
}

/** How long the text is that a delta makes. */
export function patchedSize(delta: usize, deltaEnd: usize): u32 {
  varint(delta, deltaEnd);
  return varint(varintEnd, deltaEnd);
}

/** Makes the text [to, toEnd) of the text [base, baseEnd) by a delta. False: the delta is damaged, or of other texts. */
export function patch(base: usize, baseEnd: usize, delta: usize, deltaEnd: usize, to: usize, toEnd: usize): bool {
  if (<usize>varint(delta, deltaEnd) != baseEnd - base || <usize>varint(varintEnd, deltaEnd) != toEnd - to) return false;
  let out = to;
  for (let at = varintEnd; at < deltaEnd; ) {
    const order = <u32>load<u8>(at++);
    let from = at;
    let length = <usize>order;
    if (order & 0x80) {
      from = base;
      for (let part: u32 = 0; part < 4; part++) if (order & (1 << part)) from += <usize>load<u8>(at++) << (part << 3);
      length = 0;
      for (let part: u32 = 0; part < 3; part++) if (order & (0x10 << part)) length |= <usize>load<u8>(at++) << (part << 3);
      if (length == 0) length = 0x10000;
      if (from < base || from > baseEnd || length > baseEnd - from) return false;
    } else {
      at += length;
      if (length == 0) return false;
    }
    if (at > deltaEnd || length > toEnd - out) return false;
    if (length > 64) memory.copy(out, from, length);
    else copyWords(from, out, out + length);
    out += length;
  }
  return out == toEnd;
}
