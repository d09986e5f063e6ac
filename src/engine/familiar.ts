// What a history repeats: tells the groups of lines that have been seen before from those that are new. AssemblyScript, compiled as scanner.ts is; all addresses come from
// src/rules/familiar-text.ts, which documents the layout.

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;
const LINE_FEEDS: u64 = 0x0a0a0a0a0a0a0a0a;
/** Odd constants with no pattern in their bits: the fractional parts of the golden ratio and of the square root of three. */
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
const OTHER: u64 = 0xbb67ae8584caa73b;

/** One line in four ends a group. */
const GROUP_ENDS: u64 = 3;
/** So many bytes end one too, at the end of the line. */
const GROUP_BYTES: usize = 2048;
/** How much before a new group is looked at with it: a token may be written in pieces. */
const BEFORE: usize = 256;
/** Bytes of an entry in the list of new groups: key, start, end. */
const ENTRY: usize = 16;

let table: usize = 0;
let shift: u64 = 0;
let seed: u64 = 0;
let fresh: usize = 0;
let freshEnd: usize = 0;
let ranges: usize = 0;
let freshCount: u32 = 0;

/** @param bits the table has 2^bits keys of 8 bytes. @param room how many groups the list `freshAt` holds; `rangesAt` has as many pairs. */
export function prepare(tableAt: usize, bits: u32, random: u64, freshAt: usize, room: u32, rangesAt: usize): void {
  table = tableAt;
  shift = 64 - <u64>bits;
  seed = random | 1;
  fresh = freshAt;
  freshEnd = freshAt + <usize>room * ENTRY;
  ranges = rangesAt;
}

/** How many groups the last call of `look` found to be new. */
export function freshGroups(): u32 {
  return freshCount;
}

/**
 * Lists the groups of the text [from, to) that have not been learned, and writes the stretches they make, with what lies right before them, as pairs of addresses. Returns the number
 * of stretches, or -1 when there is no room for so many groups. Writes a line feed behind the text.
 */
export function look(from: usize, to: usize): i32 {
  store<u8>(to, 0x0a);
  freshCount = 0;
  let entry = fresh;
  let range = ranges;
  let rangeEnd: usize = 0;
  let before: u64 = seed;
  let beforeStart = from;
  let group: u64 = seed;
  let start = from;
  let at = from;
  while (at < to) {
    let line: u64 = seed;
    let word: u64 = 0;
    let found: u64 = 0;
    for (;;) {
      word = load<u64>(at);
      const zero = word ^ LINE_FEEDS;
      found = (zero - ONES) & ~zero & HIGHS;
      if (found != 0) break;
      line = mixed(line, word, MULTIPLIER);
      at += 8;
    }
    // Bits of the word before its first line feed, and how many.
    const bits = ctz(found) - 7;
    line = mixed(line, (word & (((<u64>1) << bits) - 1)) ^ (bits << 56), OTHER);
    at += <usize>(bits >> 3) + 1;
    group = mixed(group, line, OTHER);
    if (((line >> 40) & GROUP_ENDS) != 0 && at - start < GROUP_BYTES && at < to) continue;

    const end = min(at, to);
    const key = mixed(before, group, MULTIPLIER) | 1;
    if (load<u64>(table + <usize>(key >> shift) * 8) != key) {
      if (entry == freshEnd) return -1;
      store<u64>(entry, key);
      store<u32>(entry, <u32>start, 8);
      store<u32>(entry, <u32>end, 12);
      entry += ENTRY;
      freshCount++;
      if (range != ranges && rangeEnd >= start) {
        store<u32>(range - 8, <u32>end, 4);
      } else {
        store<u32>(range, <u32>max(beforeStart, start > from + BEFORE ? start - BEFORE : from));
        store<u32>(range, <u32>end, 4);
        range += 8;
      }
      rangeEnd = end;
    }
    before = group;
    beforeStart = start;
    group = seed;
    start = end;
  }
  return <i32>((range - ranges) >> 3);
}

/** Learns the groups that the last call of `look` listed, but for those whose key was set to 0. */
export function learn(): void {
  for (let entry = fresh, end = fresh + <usize>freshCount * ENTRY; entry < end; entry += ENTRY) {
    const key = load<u64>(entry);
    if (key != 0) store<u64>(table + <usize>(key >> shift) * 8, key);
  }
  freshCount = 0;
}

// @ts-ignore: decorator
@inline
function mixed(hash: u64, word: u64, multiplier: u64): u64 {
  const product = (hash ^ word) * multiplier;
  return product ^ (product >> 29);
}
