// The groups of lines of a text, in AssemblyScript; part of the module of familiar.ts.

import { keyOf, lineEnd, restOfLine, seed, stretch } from './marks';
import { MULTIPLIER, mixed, OTHER } from './mixing';

/** A group ends with the line that holds its byte of this number: a few lines. Texts that differ before have the same groups again as soon as two of them begin at one line. */
const LEAST: usize = 256;
/** Bytes of a group in the list: a key for it and the group before, the sum of all up to it, its start, its end. */
export const GROUP: usize = 24;
/** What surrounds a group is told by groups where these reach so little further, in bytes; a long line is not drawn in whole. */
const FURTHER: usize = 1024;
/** More groups than are ever told together. */
const MOST: usize = 128;

/** Where the list begins, and ends. */
export let groups: usize = 0;
export let groupsEnd: usize = 0;
let powers: usize = 0;
let textFrom: usize = 0;
let textTo: usize = 0;
/** How far `surroundings` has come: the last group of those around the one before. */
let reached: usize = 0;

/** @param listAt has room for powers too, and for as many groups as a text of the longest kind has: one for every 256 bytes. */
export function prepareGroups(listAt: usize): void {
  powers = listAt;
  groups = listAt + MOST * 8;
  let power: u64 = 1;
  for (let at = powers; at < groups; at += 8) {
    store<u64>(at, power);
    power *= OTHER;
  }
}

/** Lists the groups of the text [from, to), which a line feed and room for a word follow. */
export function group(from: usize, to: usize): void {
  textFrom = from;
  textTo = to;
  reached = groups;
  let before: u64 = seed;
  let sum: u64 = seed;
  let next = groups;
  for (let at = from; at < to; next += GROUP) {
    const start = at;
    let hash: u64 = seed;
    const least = at + LEAST;
    if (least < to) {
      // Four chains at once: one would wait for its own products. Each begins with another number: else words that change places would be the same.
      let second = ~seed;
      let third = seed * OTHER;
      let fourth = seed * MULTIPLIER;
      while (at < least) {
        hash = mixed(hash, load<u64>(at), MULTIPLIER);
        second = mixed(second, load<u64>(at, 8), MULTIPLIER);
        third = mixed(third, load<u64>(at, 16), MULTIPLIER);
        fourth = mixed(fourth, load<u64>(at, 24), MULTIPLIER);
        at += 32;
      }
      hash = mixed(mixed(mixed(hash, second, OTHER), third, MULTIPLIER), fourth, OTHER);
    }
    do {
      hash = restOfLine(hash, at);
      at = lineEnd;
    } while (at < least && at < to);
    at = min(at, to);
    // The group before belongs to the place; that it is the one before is told by the product: else two groups that change places would be known.
    store<u64>(next, keyOf(mixed(before * OTHER, hash, MULTIPLIER)));
    before = hash;
    sum = sum * OTHER + hash;
    store<u64>(next, sum, 8);
    store<u32>(next, <u32>start, 16);
    store<u32>(next, <u32>at, 20);
  }
  groupsEnd = next;
}

/** `surroundings` begins anew, with an earlier group. */
export function again(): void {
  reached = groups;
}

// @ts-ignore: decorator
@inline
export function startOf(place: usize): usize {
  return <usize>load<u32>(place, 16);
}

// @ts-ignore: decorator
@inline
export function endOf(place: usize): usize {
  return <usize>load<u32>(place, 20);
}

/**
 * A key for the group at `place` together with what is around it, so many bytes before and behind and a little more. To be asked in the order of the text.
 *
 * The groups around say what the bytes are, by a difference of two sums: each group of ten may hold a name, and to hash four kilobytes for each takes longer than all else that is hashed.
 */
export function surroundings(place: usize, before: usize, behind: usize): u64 {
  const start = startOf(place);
  const end = endOf(place);
  const from = start > textFrom + before ? start - before : textFrom;
  const to = end + behind < textTo ? end + behind : textTo;
  let first = place;
  while (startOf(first) > from) first -= GROUP;
  if (reached < place) reached = place;
  while (endOf(reached) < to) reached += GROUP;
  const low = startOf(first);
  const high = endOf(reached);
  const count = (reached - first) / GROUP + 1;
  if (from - low + (high - to) > FURTHER || count >= MOST) return stretch(from, to, start);
  const earlier = first == groups ? seed : load<u64>(first - GROUP, 8);
  const sum = load<u64>(reached, 8) - earlier * load<u64>(powers + count * 8);
  return keyOf(mixed(mixed(sum, start - low, OTHER), high - end, MULTIPLIER));
}
