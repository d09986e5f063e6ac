// What a history repeats: takes out of a text the lines that have not been seen before. AssemblyScript, compiled as scanner.ts is; all addresses come from src/rules/familiar-text.ts,
// which documents the layout.

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;
const LINE_FEEDS: u64 = 0x0a0a0a0a0a0a0a0a;
/** Odd constants with no pattern in their bits: the fractional parts of the golden ratio and of the square root of three. */
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
const OTHER: u64 = 0xbb67ae8584caa73b;

/** A group ends with the line that holds its byte of this number: a few lines. Texts that differ before have the same groups again as soon as two of them begin at one line. */
const LEAST: usize = 96;
/** How far back a token may be continued that is written in pieces, in bytes. */
const FAR: usize = 1024;
/** Bytes of an entry in the list of what is new: key, start, end. */
const ENTRY: usize = 16;

let table: usize = 0;
let shift: u64 = 0;
let seed: u64 = 0;
let fresh: usize = 0;
let freshLimit: usize = 0;
let ranges: usize = 0;
let copies: usize = 0;

let freshEnd: usize = 0;
let rangesEnd: usize = 0;
let copied: usize = 0;
let lineEnd: usize = 0;
let joined: bool = false;

/** @param bits the table has 2^bits marks of 4 bytes. @param room how many entries the list at `freshAt` holds; `rangesAt` has as many pairs, `copiesAt` as many bytes as a text and its entries. */
export function prepare(tableAt: usize, bits: u32, random: u64, freshAt: usize, room: u32, rangesAt: usize, copiesAt: usize): void {
  table = tableAt;
  shift = 64 - <u64>bits;
  seed = random | 1;
  fresh = freshAt;
  freshLimit = freshAt + <usize>(room - 1) * ENTRY;
  ranges = rangesAt;
  copies = copiesAt;
}

export function freshCount(): u32 {
  return <u32>((freshEnd - fresh) / ENTRY);
}

export function rangeCount(): u32 {
  return <u32>((rangesEnd - ranges) >> 3);
}

/** May what was copied hold literals that are joined to each other? */
export function mayJoin(): bool {
  return joined;
}

/**
 * Copies the lines of the text [from, to) that have not been learned, each stretch of them followed by a line feed, and lists the stretches as pairs of addresses. Returns how many bytes
 * were copied, or -1 when there is no room for so much. Writes a line feed behind the text.
 */
export function look(from: usize, to: usize): i32 {
  store<u8>(to, 0x0a);
  freshEnd = fresh;
  rangesEnd = ranges;
  copied = copies;
  joined = false;
  let before: u64 = seed;
  let at = from;
  while (at < to) {
    const start = at;
    let group: u64 = seed;
    const least = at + LEAST;
    if (least < to) {
      while (at < least) {
        group = mixed(group, load<u64>(at), MULTIPLIER);
        at += 8;
      }
    }
    do {
      group = restOfLine(group, at);
      at = lineEnd;
    } while (at < least && at < to);
    at = min(at, to);
    // The group before belongs to the place.
    const key = mixed(before, group, MULTIPLIER) | 1;
    if (!isKnown(key)) {
      if (freshEnd >= freshLimit) return -1;
      note(key, start, at);
      if (!takeLines(start, at, from, to)) return -1;
    }
    before = group;
  }
  flush();
  return <i32>(copied - copies);
}

/** Takes the lines of a new group that are new themselves, and those that they may be joined to. */
function takeLines(start: usize, end: usize, from: usize, to: usize): bool {
  let joins = start > from && joinsAt(start, from, to);
  if (joins) {
    let first = start;
    const far = start > from + FAR ? start - FAR : from;
    do first = lineBefore(first, far);
    while (first > far && joinsAt(first, from, to));
    take(first, start);
  }
  let line = start;
  while (line < end) {
    const key = mixed(restOfLine(~seed, line), OTHER, MULTIPLIER) | 1;
    const next = min(lineEnd, to);
    const joinsNext = next < to && joinsAt(next, from, to);
    const known = isKnown(key);
    if (!known) {
      if (freshEnd >= freshLimit) return false;
      note(key, line, next);
    }
    if (!known || joins || joinsNext) take(line, next);
    if (joins || joinsNext) joined = true;
    joins = joinsNext;
    line = next;
  }
  return true;
}

/** Adds a stretch, or lengthens the last one. Stretches may overlap by what is looked at for the sake of a join. */
function take(start: usize, end: usize): void {
  if (rangesEnd != ranges) {
    const lastEnd = <usize>load<u32>(rangesEnd - 8, 4);
    if (start <= lastEnd) {
      if (end > lastEnd) store<u32>(rangesEnd - 8, <u32>end, 4);
      return;
    }
    flush();
  }
  store<u32>(rangesEnd, <u32>start);
  store<u32>(rangesEnd, <u32>end, 4);
  rangesEnd += 8;
}

/** Copies the last stretch, which is whole now. */
function flush(): void {
  if (rangesEnd == ranges) return;
  const start = <usize>load<u32>(rangesEnd - 8);
  const length = <usize>load<u32>(rangesEnd - 8, 4) - start;
  if (!joined) joined = joinsWithin(start, start + length);
  memory.copy(copied, start, length);
  store<u8>(copied + length, 0x0a);
  copied += length + 1;
}

function note(key: u64, start: usize, end: usize): void {
  store<u64>(freshEnd, key);
  store<u32>(freshEnd, <u32>start, 8);
  store<u32>(freshEnd, <u32>end, 12);
  freshEnd += ENTRY;
}

/** Learns what the last call of `look` found new, but for entries whose key was set to 0. */
export function learn(): void {
  for (let entry = fresh; entry < freshEnd; entry += ENTRY) {
    const key = load<u64>(entry);
    if (key != 0) store<u32>(table + (<usize>(key >> shift) << 2), <u32>key);
  }
  freshEnd = fresh;
}

// @ts-ignore: decorator
@inline
function isKnown(key: u64): bool {
  return load<u32>(table + (<usize>(key >> shift) << 2)) == <u32>key;
}

/** Hashes from `at` to the next line feed; `lineEnd` then lies behind that. */
// @ts-ignore: decorator
@inline
function restOfLine(hash: u64, at: usize): u64 {
  let word: u64 = 0;
  let found: u64 = 0;
  for (;;) {
    word = load<u64>(at);
    const zero = word ^ LINE_FEEDS;
    found = (zero - ONES) & ~zero & HIGHS;
    if (found != 0) break;
    hash = mixed(hash, word, MULTIPLIER);
    at += 8;
  }
  // Bits of the word before its first line feed, and how many.
  const bits = ctz(found) - 7;
  lineEnd = at + <usize>(bits >> 3) + 1;
  return mixed(hash, (word & (((<u64>1) << bits) - 1)) ^ (bits << 56), OTHER);
}

/** May a literal that ends before `at`, where a line begins, be joined to one behind it? Yes rather than no: src/detect/joined-literals.ts looks closer. */
function joinsAt(at: usize, from: usize, to: usize): bool {
  let back = at - 2;
  while (back > from && isBlank(load<u8>(back))) back--;
  if (back < from) return false;
  const last = load<u8>(back);
  if (last == 0x5c) return true;
  const plus = last == 0x2b || last == 0x2e;
  if (!plus && !isQuote(last)) return false;
  let forth = at;
  while (forth < to && isBlank(load<u8>(forth))) forth++;
  const next = load<u8>(forth);
  return isQuote(next) || (!plus && (next == 0x2b || next == 0x2e));
}

/** The same within lines. */
function joinsWithin(from: usize, to: usize): bool {
  for (let at = from + 1; at < to; at++) {
    const byte = load<u8>(at);
    if (byte != 0x2b && byte != 0x2e) continue;
    let back = at - 1;
    while (back > from && isBlank(load<u8>(back))) back--;
    if (!isQuote(load<u8>(back))) continue;
    let forth = at + 1;
    while (forth < to && isBlank(load<u8>(forth))) forth++;
    if (isQuote(load<u8>(forth))) return true;
  }
  return false;
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

// @ts-ignore: decorator
@inline
function mixed(hash: u64, word: u64, multiplier: u64): u64 {
  const product = (hash ^ word) * multiplier;
  return product ^ (product >> 29);
}
