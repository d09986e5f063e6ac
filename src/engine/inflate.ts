// Inflates what git packs (RFC 1950 and 1951, zlib and deflate), in AssemblyScript; all addresses come from src/sources/unpacker.ts. Reads up to 16 bytes behind what it is given and writes up to 8
// behind what it makes.

import { copyWords } from './words';

/** Codes of so many bits are looked up at once, longer ones bit by bit: they are seldom, by what a code is. */
const QUICK: u64 = 10;
const LONGEST_CODE: u32 = 15;
/** An entry of a table: bits of the code, bits that follow it, what it is, and its byte or the least length or distance that it stands for. Nought: a longer code, or none. */
const CODE_BITS: u32 = 15;
const EXTRA: u32 = 4;
const EXTRA_BITS: u32 = 15;
const LITERAL: u32 = 1 << 8;
const COPY: u32 = 2 << 8;
const END: u32 = 3 << 8;
const VALUE: u32 = 16;

// A code, each part at its distance from where it begins: the table; how many codes of each length, the first of them and its place; what they stand for, in their order; what each symbol stands for.
const COUNTS: usize = 4 << 10;
const FIRSTS: usize = COUNTS + 4 * 16;
const PLACES: usize = FIRSTS + 4 * 16;
const SORTED: usize = PLACES + 4 * 16;
const MEANINGS: usize = SORTED + 4 * 320;
const CODE: usize = MEANINGS + 4 * 320;

/** Codes of the lengths of others, of literals and lengths, and of distances; lengths of codes, a byte each. */
let ofLengths: usize = 0;
let literals: usize = 0;
let distances: usize = 0;
let lengths: usize = 0;

// Where the reading of the deflated bits is: what is not used of those that were taken, how many these are, and where the next are.
let bits: u64 = 0;
let count: u64 = 0;
let next: usize = 0;

/** @param room where three codes, and lengths of 320, may lie: 24 kB. */
export function prepareInflate(room: usize): void {
  ofLengths = room;
  literals = room + CODE;
  distances = room + 2 * CODE;
  lengths = room + 3 * CODE;
  for (let symbol: u32 = 0; symbol < 19; symbol++) mean(ofLengths, symbol, LITERAL | (symbol << VALUE));
  for (let symbol: u32 = 0; symbol < 256; symbol++) mean(literals, symbol, LITERAL | (symbol << VALUE));
  mean(literals, 256, END);
  // RFC 1951, 3.2.5: eight lengths of no further bits, then four each of one bit more; distances the same, by twos.
  let length: u32 = 3;
  for (let symbol: u32 = 257; symbol < 285; symbol++) {
    const extra = symbol < 265 ? 0 : (symbol - 261) >> 2;
    mean(literals, symbol, COPY | (extra << EXTRA) | (length << VALUE));
    length += 1 << extra;
  }
  mean(literals, 285, COPY | (258 << VALUE));
  mean(literals, 286, 0);
  mean(literals, 287, 0);
  let distance: u32 = 1;
  for (let symbol: u32 = 0; symbol < 30; symbol++) {
    const extra = symbol < 4 ? 0 : (symbol - 2) >> 1;
    mean(distances, symbol, COPY | (extra << EXTRA) | (distance << VALUE));
    distance += 1 << extra;
  }
  mean(distances, 30, 0);
  mean(distances, 31, 0);
}

function mean(code: usize, symbol: u32, meaning: u32): void {
  store<u32>(code + MEANINGS + (<usize>symbol << 2), meaning);
}

/** Inflates [from, fromEnd) to [to, toEnd), which it must fill. False: it is damaged. */
export function inflate(from: usize, fromEnd: usize, to: usize, toEnd: usize): bool {
  const head = (<u32>load<u8>(from) << 8) | load<u8>(from, 1);
  // Deflate, of a window of 32 kB at most, with no dictionary.
  if ((head & 0x8f20) > 0x0800 || (head & 0x0f00) != 0x0800 || head % 31 != 0) return false;
  bits = 0;
  count = 0;
  next = from + 2;
  let out = to;
  for (let last = false; !last; ) {
    if (next > fromEnd) return false;
    refill();
    last = take(1) != 0;
    const kind = take(2);
    if (kind == 0) out = stored(fromEnd, out, toEnd);
    else if (kind == 1) {
      fixedCodes();
      out = block(fromEnd, to, out, toEnd);
    } else if (kind == 2 && dynamicCodes()) out = block(fromEnd, to, out, toEnd);
    else return false;
    if (out == 0) return false;
  }
  next -= <usize>(count >> 3);
  return out == toEnd && next + 4 <= fromEnd && bswap<u32>(load<u32>(next)) == adler(to, toEnd);
}

/** Takes at least 56 bits. */
// @ts-ignore: decorator
@inline
function refill(): void {
  bits |= load<u64>(next) << count;
  next += <usize>((63 - count) >> 3);
  count |= 56;
}

// @ts-ignore: decorator
@inline
function take(some: u64): u32 {
  const taken = <u32>(bits & (((<u64>1) << some) - 1));
  bits >>= some;
  count -= some;
  return taken;
}

/** A block as it is. Returns where it ends in the text; 0: it is damaged. */
function stored(fromEnd: usize, out: usize, toEnd: usize): usize {
  next -= <usize>(count >> 3);
  bits = 0;
  count = 0;
  const length = <usize>load<u16>(next);
  if ((length ^ 0xffff) != <usize>load<u16>(next, 2) || next + 4 + length > fromEnd || out + length > toEnd) return 0;
  memory.copy(out, next + 4, length);
  next += 4 + length;
  return out + length;
}

function fixedCodes(): void {
  for (let symbol: usize = 0; symbol < 288; symbol++) store<u8>(lengths + symbol, symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
  build(literals, lengths, 288);
  for (let symbol: usize = 0; symbol < 32; symbol++) store<u8>(lengths + symbol, 5);
  build(distances, lengths, 32);
}

/** In this order a block tells the lengths of the codes for lengths. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

function dynamicCodes(): bool {
  refill();
  const literalCount = <usize>take(5) + 257;
  const distanceCount = <usize>take(5) + 1;
  const lengthCount = <usize>take(4) + 4;
  if (literalCount > 286 || distanceCount > 30) return false;
  memory.fill(lengths, 0, 19);
  for (let at: usize = 0; at < lengthCount; at++) {
    if (count < 3) refill();
    store<u8>(lengths + <usize>load<u8>(ORDER + at), take(3));
  }
  if (!build(ofLengths, lengths, 19)) return false;
  const all = lengths + literalCount + distanceCount;
  for (let at = lengths; at < all; ) {
    refill();
    const entry = decoded(ofLengths);
    if (entry == 0) return false;
    const symbol = entry >> VALUE;
    if (symbol < 16) {
      store<u8>(at++, symbol);
      continue;
    }
    if (symbol == 16 && at == lengths) return false;
    const repeated: u8 = symbol == 16 ? load<u8>(at - 1) : 0;
    const times: usize = symbol == 16 ? 3 + <usize>take(2) : symbol == 17 ? 3 + <usize>take(3) : 11 + <usize>take(7);
    if (at + times > all) return false;
    memory.fill(at, repeated, times);
    at += times;
  }
  // Without its end no block ends.
  return load<u8>(lengths + 256) != 0 && build(literals, lengths, literalCount) && build(distances, lengths + literalCount, distanceCount);
}

/** Makes a code of the lengths of its symbols'. False: there is no such code. One that is not full is none, as with zlib, but of one symbol, or of none: what it lacks stands for nothing. */
function build(code: usize, from: usize, symbols: usize): bool {
  const counts = code + COUNTS;
  memory.fill(code, 0, SORTED);
  for (let symbol: usize = 0; symbol < symbols; symbol++) counted(counts, load<u8>(from + symbol));
  store<u32>(counts, 0);
  let left: i32 = 1;
  let longest: usize = 0;
  let first: u32 = 0;
  let sorted: u32 = 0;
  for (let length: usize = 1; length <= LONGEST_CODE; length++) {
    const codes = load<u32>(counts + (length << 2));
    left = (left << 1) - <i32>codes;
    if (left < 0) return false;
    if (codes != 0) longest = length;
    first <<= 1;
    store<u32>(code + FIRSTS + (length << 2), first);
    store<u32>(code + PLACES + (length << 2), sorted);
    first += codes;
    sorted += codes;
  }
  if (left > 0 && longest > 1) return false;
  for (let symbol: usize = 0; symbol < symbols; symbol++) {
    const length = <u32>load<u8>(from + symbol);
    if (length == 0) continue;
    const entry = load<u32>(code + MEANINGS + (symbol << 2));
    const place = counted(code + PLACES, length);
    const own = counted(code + FIRSTS, length);
    store<u32>(code + SORTED + (<usize>place << 2), entry);
    if (length > <u32>QUICK || entry == 0) continue;
    // A code comes from its highest bit on, all else from its lowest.
    for (let at = reversed(own, length); at < 1 << <u32>QUICK; at += 1 << length) store<u32>(code + (<usize>at << 2), entry | length);
  }
  return true;
}

/** What a count for codes of a length is, before it grows by one. */
// @ts-ignore: decorator
@inline
function counted(counts: usize, length: u32): u32 {
  const place = counts + (<usize>length << 2);
  const count = load<u32>(place);
  store<u32>(place, count + 1);
  return count;
}

function reversed(code: u32, length: u32): u32 {
  let result = ((code >> 1) & 0x5555) | ((code & 0x5555) << 1);
  result = ((result >> 2) & 0x3333) | ((result & 0x3333) << 2);
  result = (result >> 8) | ((result & 0xff) << 8);
  result = ((result >> 4) & 0x0f0f) | ((result & 0x0f0f) << 4);
  return result >> (16 - length);
}

/** The entry of the next code, with its bits taken; 0: there is no such code. At least 15 bits must be there. */
// @ts-ignore: decorator
@inline
function decoded(code: usize): u32 {
  const entry = load<u32>(code + <usize>((bits & ((1 << QUICK) - 1)) << 2));
  if (entry == 0) return longCode(code);
  take(<u64>(entry & CODE_BITS));
  return entry;
}

function longCode(code: usize): u32 {
  let value: u32 = 0;
  let first: u32 = 0;
  let sorted = code + SORTED;
  for (let length: usize = 1; length <= LONGEST_CODE; length++) {
    value = (value << 1) | take(1);
    first <<= 1;
    const codes = load<u32>(code + COUNTS + (length << 2));
    if (value - first < codes) return load<u32>(sorted + (<usize>(value - first) << 2));
    sorted += <usize>codes << 2;
    first += codes;
  }
  return 0;
}

/** A block by the two codes that were built. Returns where it ends in the text; 0: it is damaged. */
function block(fromEnd: usize, to: usize, begin: usize, toEnd: usize): usize {
  let out = begin;
  while (true) {
    // What is behind the end is no part of it. A length and a distance take 48 bits at most.
    if (next > fromEnd + 8) return 0;
    refill();
    const entry = decoded(literals);
    const kind = entry & END;
    if (kind == LITERAL) {
      if (out >= toEnd) return 0;
      store<u8>(out++, entry >> VALUE);
      continue;
    }
    if (kind == END) return out;
    if (kind != COPY) return 0;
    const length = <usize>((entry >> VALUE) + take((entry >> EXTRA) & EXTRA_BITS));
    const where = decoded(distances);
    if (where == 0) return 0;
    const distance = <usize>((where >> VALUE) + take((where >> EXTRA) & EXTRA_BITS));
    if (distance > out - to || length > toEnd - out) return 0;
    const end = out + length;
    if (distance >= 8) copyWords(out - distance, out, end);
    else for (let at = out; at < end; at++) store<u8>(at, load<u8>(at - distance));
    out = end;
  }
}

/** RFC 1950, 8.2. */
function adler(from: usize, to: usize): u32 {
  let low: u32 = 1;
  let high: u32 = 0;
  for (let at = from; at < to; ) {
    // So many sums fit a word.
    for (const end = to - at > 5552 ? at + 5552 : to; at < end; at++) {
      low += load<u8>(at);
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return (high << 16) | low;
}
