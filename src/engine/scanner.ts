// The scanner core, in AssemblyScript: compiled to WebAssembly by scripts/build.mjs, outside tsc and lint. It holds no state but the tables its caller
// writes into its memory; all addresses come from src/rules/scanner-core.ts, which documents the layout.

/** Knuth's multiplicative hash, The Art of Computer Programming vol. 3, section 6.4. */
const GOLDEN: u32 = 0x9e3779b1;
/** What is left of 32 bits beside 18, the addresses of the map's single bits, and 15, those of the heads: a wide map lets little through by chance and still lies in the fastest cache. */
const MAP_SHIFT: u32 = 14;
const HEAD_SHIFT: u32 = 17;
/** Bytes of one entry: four bytes of the literal, its address, number, next entry, place of the four bytes in it, length, for which sets of languages it is. */
const ENTRY: u32 = 24;

let map: usize = 0;
let heads: usize = 0;
let entries: usize = 0;
let member: usize = 0;
let logs: usize = 0;
let counts: usize = 0;

/** How many records the last call wrote. */
let written: u32 = 0;

/** Says where the tables are. */
export function place(mapAt: usize, headsAt: usize, entriesAt: usize, memberAt: usize, logsAt: usize, countsAt: usize): void {
  map = mapAt;
  heads = headsAt;
  entries = entriesAt;
  member = memberAt;
  logs = logsAt;
  counts = countsAt;
}

/**
 * Builds the tables from literals packed as (length, anchor, sets of languages, bytes…) at `packed`. The memory must be zero there before. Returns the length of the longest chain.
 */
export function index(packed: usize, count: u32): u32 {
  let longest: u32 = 1;
  let at = packed;
  for (let literal: u32 = 0; literal < count; literal++) {
    const length = <u32>load<u8>(at);
    const anchor = <u32>load<u8>(at, 1);
    const text = at + 10;
    const four = load<u32>(text + anchor) | 0x20202020;
    const hash = four * GOLDEN;
    const head = heads + ((hash >> HEAD_SHIFT) << 2);
    const record = entries + (literal + 1) * ENTRY;
    store<u32>(record, four);
    store<u32>(record, <u32>text, 4);
    store<u32>(record, literal, 8);
    store<u16>(record, load<u16>(head), 12);
    store<u8>(record, <u8>anchor, 14);
    store<u8>(record, <u8>length, 15);
    store<u64>(record, load<u64>(at, 2), 16);
    store<u16>(head, <u16>(literal + 1));
    store<u8>(head, load<u8>(head, 2) | (anchor > 0 ? <u8>((<u32>1) << beside(load<u8>(text + anchor - 1))) : 0xff), 2);
    store<u8>(head, load<u8>(head, 3) | (anchor + 4 < length ? <u8>((<u32>1) << beside(load<u8>(text + anchor, 4))) : 0xff), 3);
    const bit = hash >> MAP_SHIFT;
    store<u8>(map + (bit >> 3), load<u8>(map + (bit >> 3)) | <u8>((<u32>1) << (bit & 7)));
    let chain: u32 = 0;
    for (let entry: u32 = literal + 1; entry != 0; entry = <u32>load<u16>(entries + entry * ENTRY, 12)) chain++;
    longest = max(longest, chain);
    at = text + length;
  }
  for (let byte: u32 = 0; byte < 256; byte++) store<u8>(member + byte, isMember(byte) ? 1 : 0);
  return longest;
}

/** Which of eight sets a byte beside the four belongs to, in any letter case. */
// @ts-ignore: decorator
@inline
function beside(byte: u32): u32 {
  const folded = byte | 0x20;
  return (folded ^ (folded >> 3)) & 7;
}

/** Characters of tokens, base64, base64url, hex and percent encoding. */
function isMember(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == 0x2b || byte == 0x2f || byte == 0x5f || byte == 0x2d || byte == 0x25;
}

export function records(): u32 {
  return written;
}

/** May a literal have these four bytes, in which bit 5 is set? */
// @ts-ignore: decorator
@inline
function bit(four: u32): u32 {
  const hash = (four * GOLDEN) >> MAP_SHIFT;
  return (<u32>load<u8>(map + (hash >> 3)) >> (hash & 7)) & 1;
}

/** How much is looked through at a time: what is found in it waits in a scratch of four bytes for every eight, then four for each. */
const STEP: usize = 4096;
const BLOCKS: usize = STEP >> 1;

/**
 * Looks at the four bytes at every offset from `from` to before `to`, and writes a record (literal, start) for every literal that has them at its rarest place and stands there within
 * `low`…`high`, of those for one of the sets of languages. Stops before the records could overflow, which `room` tells: the space for one offset's. Returns where it stopped.
 *
 * Goes in three steps, of which the first two have no branch that depends on the text: a processor that guesses one wrong loses as much time as it takes to look at thirty bytes.
 *
 * @param scratch room for 5 * STEP bytes.
 */
export function literals(from: usize, to: usize, low: usize, high: usize, sets: u64, scratch: usize, out: usize, outEnd: usize, room: usize): usize {
  const found = scratch + BLOCKS;
  let next = out;
  for (let begin = from; begin < to; begin += STEP) {
    const foundEnd = filtered(begin, min(begin + STEP, to), scratch, found);
    for (let one = found; one < foundEnd; one += 4) {
      const place = <usize>load<u32>(one);
      if (place >= to) break;
      if (next + room > outEnd) {
        written = <u32>((next - out) >> 3);
        return place;
      }
      next = walk(place, low, high, sets, next);
    }
  }
  written = <u32>((next - out) >> 3);
  return to;
}

/** Writes the places from `from` to before `to`, and perhaps a few behind, where the map has the four bytes and some literal with them, or with others of their hash, the bytes beside. Returns the end. */
function filtered(from: usize, to: usize, blocks: usize, found: usize): usize {
  let blocksEnd = blocks;
  for (let at = from; at < to; at += 8) {
    const first = load<u64>(at) | 0x2020202020202020;
    const second = load<u64>(at, 4) | 0x2020202020202020;
    const here =
      bit(<u32>first) |
      (bit(<u32>(first >> 8)) << 1) |
      (bit(<u32>(first >> 16)) << 2) |
      (bit(<u32>(first >> 24)) << 3) |
      (bit(<u32>second) << 4) |
      (bit(<u32>(second >> 8)) << 5) |
      (bit(<u32>(second >> 16)) << 6) |
      (bit(<u32>(second >> 24)) << 7);
    store<u32>(blocksEnd, (<u32>(at - from) << 8) | here);
    blocksEnd += <usize>(here != 0) << 2;
  }
  let end = found;
  for (let block = blocks; block < blocksEnd; block += 4) {
    const at = from + <usize>(load<u32>(block) >> 8);
    let rest = load<u32>(block) & 0xff;
    do {
      const place = at + <usize>ctz(rest);
      const head = headOf(load<u32>(place) | 0x20202020);
      store<u32>(end, <u32>place);
      end += <usize>((head >> (16 + beside(load<u8>(place - 1)))) & (head >> (24 + beside(load<u8>(place, 4)))) & 1) << 2;
      rest &= rest - 1;
    } while (rest != 0);
  }
  return end;
}

/** The first of the literals that may have these four bytes, in the lower half, and which sets of bytes stand before them and behind them in some. */
// @ts-ignore: decorator
@inline
function headOf(four: u32): u32 {
  return load<u32>(heads + (((four * GOLDEN) >> HEAD_SHIFT) << 2));
}

function walk(place: usize, low: usize, high: usize, sets: u64, out: usize): usize {
  const four = load<u32>(place) | 0x20202020;
  let next = out;
  let entry = headOf(four) & 0xffff;
  while (entry != 0) {
    const record = entries + entry * ENTRY;
    if (load<u32>(record) == four && (load<u64>(record, 16) & sets) != 0) {
      const start = place - <usize>load<u8>(record, 14);
      const length = <u32>load<u8>(record, 15);
      if (start >= low && start + length <= high && same(start, load<u32>(record, 4), length)) {
        store<u32>(next, load<u32>(record, 8));
        store<u32>(next, <u32>start, 4);
        next += 8;
      }
    }
    entry = <u32>load<u16>(record, 12);
  }
  return next;
}

function same(text: usize, literal: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    let byte = <u32>load<u8>(text + i);
    if (byte - 0x41 < 26) byte |= 0x20;
    if (byte != <u32>load<u8>(literal + i)) return false;
  }
  return true;
}

/**
 * Writes a record (start, end) for every run of at least `least` member bytes in `from`…`to` whose entropy is not below `bits` bits a byte; with `decodable` only those that
 * may hold text in some encoding. A run that touches an end of
 * the stretch is always written: its rest lies elsewhere. Looks at the byte `least` further on first, since most text has no such run.
 */
export function runs(from: usize, to: usize, least: u32, bits: f32, decodable: bool, out: usize): void {
  let at = from;
  let known = from;
  let next = out;
  while (at + least <= to) {
    let back = at + least - 1;
    while (back >= known && load<u8>(member + load<u8>(back)) != 0) back--;
    if (back >= known) {
      known = at + least;
      at = back + 1;
      continue;
    }
    let end = at + least;
    while (end < to && load<u8>(member + load<u8>(end)) != 0) end++;
    if (at == from || end == to || (entropy(at, end) >= bits && (!decodable || mayBeText(at, end)))) {
      store<u32>(next, <u32>at);
      store<u32>(next, <u32>end, 4);
      next += 8;
    }
    at = end + 1;
    known = at;
  }
  written = <u32>((next - out) >> 3);
}

/** How much of a run is decoded to see whether it is text: a multiple of four. */
const LOOKED_AT: usize = 64;

/** May a run hold text in percent, hex or base64 encoding? Most are names and hashes, which decode to bytes of all kinds. As src/detect/encoded-runs.ts has it. */
function mayBeText(from: usize, end: usize): bool {
  const to = end - from > LOOKED_AT ? from + LOOKED_AT : end;
  let hex = true;
  for (let at = from; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == 0x25) return true;
    hex = hex && (byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6);
  }
  if (hex) {
    for (let at = from; at + 1 < to; at += 2) if (!isText((digit(load<u8>(at)) << 4) | digit(load<u8>(at + 1)))) return false;
    return true;
  }
  for (let at = from; at + 3 < to; at += 4) {
    const bits = (sextet(load<u8>(at)) << 18) | (sextet(load<u8>(at + 1)) << 12) | (sextet(load<u8>(at + 2)) << 6) | sextet(load<u8>(at + 3));
    if (!isText(bits >> 16) || !isText((bits >> 8) & 0xff) || !isText(bits & 0xff)) return false;
  }
  return true;
}

/** ASCII without control characters other than white space; NUL for wide characters. */
function isText(byte: u32): bool {
  return byte < 0x7f && (byte >= 0x20 || byte == 0 || byte == 0x09 || byte == 0x0a || byte == 0x0d);
}

function digit(byte: u32): u32 {
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}

/** Of base64 and base64url. */
function sextet(byte: u32): u32 {
  if (byte >= 0x61) return byte - 0x47;
  if (byte == 0x5f) return 63;
  if (byte >= 0x41) return byte - 0x41;
  if (byte >= 0x30) return byte + 4;
  return byte == 0x2b || byte == 0x2d ? 62 : 63;
}

/** Shannon entropy of the first bytes of a run, from a histogram; `logs` holds n·log2 n. */
function entropy(from: usize, end: usize): f32 {
  const length = <u32>min<usize>(end - from, 1024);
  memory.fill(counts, 0, 256 << 2);
  for (let i: u32 = 0; i < length; i++) {
    const count = counts + (<usize>load<u8>(from + i) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  let sum: f32 = 0;
  for (let byte: usize = 0; byte < 256; byte++) sum += load<f32>(logs + (<usize>load<u32>(counts + (byte << 2)) << 2));
  return (load<f32>(logs + (<usize>length << 2)) - sum) / <f32>length;
}
