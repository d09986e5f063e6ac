// What is known of a history: hashes of lines, of groups of lines and of stretches, and the table of marks that remembers them. AssemblyScript, part of the module of familiar.ts.

import { MULTIPLIER, mixed, OTHER } from './mixing';

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;
const LINE_FEEDS: u64 = 0x0a0a0a0a0a0a0a0a;
/** Bits of a mark that are in no key: familiar.ts notes there what a group holds. */
export const AROUND: u32 = 6;

let table: usize = 0;
let shift: u64 = 0;
/** With which all hashes begin. */
export let seed: u64 = 0;
/** Where the line ends that was hashed last, behind its line feed. */
export let lineEnd: usize = 0;

/** @param bits the table has 2^bits marks of 4 bytes. */
export function prepareMarks(tableAt: usize, bits: u32, random: u64): void {
  table = tableAt;
  shift = 64 - <u64>bits;
  seed = random | 1;
}

/** A key for the bytes [at, to), and what is asked about them: their beginning counts by its distance from `origin`. */
export function stretch(at: usize, to: usize, origin: usize): u64 {
  let first = mixed(seed, origin - at, OTHER);
  let second = mixed(~seed, to - at, OTHER);
  while (at + 16 <= to) {
    first = mixed(first, load<u64>(at), MULTIPLIER);
    second = mixed(second, load<u64>(at, 8), MULTIPLIER);
    at += 16;
  }
  while (at < to) first = mixed(first, load<u8>(at++), OTHER);
  return keyOf(mixed(first, second, OTHER));
}

// @ts-ignore: decorator
@inline
export function keyOf(hash: u64): u64 {
  return (hash | 1) & ~(<u64>AROUND);
}

// @ts-ignore: decorator
@inline
export function markOf(key: u64): u32 {
  return load<u32>(table + (<usize>(key >> shift) << 2));
}

export function setMark(key: u64, mark: u32): void {
  store<u32>(table + (<usize>(key >> shift) << 2), mark);
}

// @ts-ignore: decorator
@inline
export function isKnown(key: u64): bool {
  return markOf(key) == <u32>key;
}

/** Hashes from `at` to the next line feed; `lineEnd` then lies behind that. */
// @ts-ignore: decorator
@inline
export function restOfLine(hash: u64, at: usize): u64 {
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
