// The scanner core, in AssemblyScript: compiled to WebAssembly by scripts/build.mjs, outside tsc and lint. It holds no state but the tables its caller
// writes into its memory; all addresses come from src/rules/scanner-core.ts, which documents the layout.

/** Knuth's multiplicative hash, The Art of Computer Programming vol. 3, section 6.4. */
const GOLDEN: u32 = 0x9e3779b1;
/** What is left of 32 bits beside 17, the maps' addresses of single bits, and 15, the heads' of two bytes: wide maps are cheap and let little through. */
const MAP_SHIFT: u32 = 15;
const HEAD_SHIFT: u32 = 17;
/** Bytes of one entry: trigram, next entry, literal, place in the literal, length, address. */
const ENTRY: u32 = 24;

let bitmap: usize = 0;
let nearby: usize = 0;
let heads: usize = 0;
let entries: usize = 0;
let member: usize = 0;
let logs: usize = 0;
let counts: usize = 0;

/** How many records the last call wrote. */
let written: u32 = 0;

/** Says where the tables are. */
export function place(bitmapAt: usize, nearbyAt: usize, headsAt: usize, entriesAt: usize, memberAt: usize, logsAt: usize, countsAt: usize): void {
  bitmap = bitmapAt;
  nearby = nearbyAt;
  heads = headsAt;
  entries = entriesAt;
  member = memberAt;
  logs = logsAt;
  counts = countsAt;
}

/**
 * Builds the tables from literals packed as (length, anchor, bytes…) at `packed`, every literal registered twice. The memory must be zero there before. Returns the length of the longest chain.
 */
export function index(packed: usize, count: u32): u32 {
  let longest: u32 = 1;
  let at = packed;
  for (let literal: u32 = 0; literal < count; literal++) {
    const length = <u32>load<u8>(at);
    const anchor = <u32>load<u8>(at, 1);
    const text = at + 2;
    setBit(nearby, slot(load<u32>(text + anchor) | 0x20202020));
    longest = max(longest, register(literal, text, length, anchor, 2 * literal + 1));
    longest = max(longest, register(literal, text, length, anchor + 1, 2 * literal + 2));
    at = text + length;
  }
  for (let byte: u32 = 0; byte < 256; byte++) store<u8>(member + byte, isMember(byte) ? 1 : 0);
  return longest;
}

function register(literal: u32, text: usize, length: u32, offset: u32, entry: u32): u32 {
  const trigram = (load<u32>(text + offset) | 0x20202020) & 0xffffff;
  const head = heads + (headOf(trigram) << 1);
  const record = entries + entry * ENTRY;
  store<u32>(record, trigram);
  store<u32>(record, <u32>load<u16>(head), 4);
  store<u32>(record, literal, 8);
  store<u32>(record, offset, 12);
  store<u32>(record, length, 16);
  store<u32>(record, <u32>text, 20);
  store<u16>(head, <u16>entry);
  setBit(bitmap, slot(trigram));
  let chain: u32 = 0;
  for (let at = entry; at != 0; at = load<u32>(entries + at * ENTRY, 4)) chain++;
  return chain;
}

function setBit(map: usize, hash: u32): void {
  store<u8>(map + (hash >> 3), load<u8>(map + (hash >> 3)) | <u8>((<u32>1) << (hash & 7)));
}

/** Characters of tokens, base64, base64url, hex and percent encoding. */
function isMember(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == 0x2b || byte == 0x2f || byte == 0x5f || byte == 0x2d || byte == 0x25;
}

export function records(): u32 {
  return written;
}

// @ts-ignore: decorator
@inline
function slot(trigram: u32): u32 {
  return (trigram * GOLDEN) >> MAP_SHIFT;
}

// @ts-ignore: decorator
@inline
function headOf(trigram: u32): u32 {
  return (trigram * GOLDEN) >> HEAD_SHIFT;
}

// @ts-ignore: decorator
@inline
function bit(map: usize, hash: u32): u32 {
  return (<u32>load<u8>(map + (hash >> 3)) >> (hash & 7)) & 1;
}

/** Of the two trigrams of a literal the first knows the byte after it and the second the byte before: four bytes tell most of the rest apart. */
// @ts-ignore: decorator
@inline
function likely(place: usize): bool {
  return (bit(nearby, slot(load<u32>(place) | 0x20202020)) | bit(nearby, slot(load<u32>(place - 1) | 0x20202020))) != 0;
}

/**
 * Looks at the trigrams at every second offset from `from` to before `to`, and writes a record (literal, start) for every literal that stands around one of them within
 * `low`…`high`. Stops before the records could overflow, which `room` tells: the space for one offset's. Returns where it stopped.
 */
export function literals(from: usize, to: usize, low: usize, high: usize, out: usize, outEnd: usize, room: usize): usize {
  let at = from;
  let next = out;
  while (at < to) {
    const eight = load<u64>(at) | 0x2020202020202020;
    const a = slot(<u32>eight & 0xffffff);
    const b = slot(<u32>(eight >> 16) & 0xffffff);
    const c = slot(<u32>(eight >> 32) & 0xffffff);
    const d = slot((load<u32>(at + 6) | 0x20202020) & 0xffffff);
    const here = bit(bitmap, a) | (bit(bitmap, b) << 1) | (bit(bitmap, c) << 2) | (bit(bitmap, d) << 3);
    if (here) {
      for (let place = at, rest = here; rest != 0 && place < to; place += 2, rest >>= 1) {
        if (!(rest & 1) || !likely(place)) continue;
        if (next + room > outEnd) {
          written = <u32>((next - out) >> 3);
          return place;
        }
        next = walk(place, low, high, next);
      }
    }
    at += 8;
  }
  written = <u32>((next - out) >> 3);
  return to;
}

function walk(place: usize, low: usize, high: usize, out: usize): usize {
  const trigram = (load<u32>(place) | 0x20202020) & 0xffffff;
  let next = out;
  let entry = <u32>load<u16>(heads + (headOf(trigram) << 1));
  while (entry != 0) {
    const record = entries + entry * ENTRY;
    if (load<u32>(record) == trigram) {
      const start = place - load<u32>(record, 12);
      const length = load<u32>(record, 16);
      if (start >= low && start + length <= high && same(start, load<u32>(record, 20), length)) {
        store<u32>(next, load<u32>(record, 8));
        store<u32>(next, <u32>start, 4);
        next += 8;
      }
    }
    entry = load<u32>(record, 4);
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
