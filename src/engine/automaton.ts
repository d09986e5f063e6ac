// The automata of gates (gate.ts) and how they read, in AssemblyScript; part of the engine's module.
//
// An automaton (of Glushkov: one position for each character class of the pattern) is: the map of 256 bits of the bytes that may begin a match; how many positions, how many of them may begin one;
// twelve bytes of room for its first states; those positions; for each position where its class lies (in bytes from the automaton), where its followers begin (likewise), how many, and whether it ends
// a match; then the followers, and the classes as maps of 256 bits.

import { has, isBreak } from './bytes';

/** Bytes of a position. */
const POSITION: usize = 8;
export const BACKSLASH: u32 = 0x5c;
const LF: u32 = 0x0a;

/** When a position was last reached, by number of the step; and a list of the positions reached. */
let marks: usize = 0;
let reached: usize = 0;
let step: u32 = 0;
/** Behind the last of that list. */
let next: usize = 0;
/** How many followers may still be tried. With none left everything is let in: time stays linear. */
export let left: i32 = 0;
/** How many bytes the last question was about, as far as it was read: the last of them decided, unless there were no more. */
export let wasRead: usize = 0;

// The sets of positions that automata were in are kept as states, with what follows them byte by byte, so that most bytes cost a look into a row (the lazy subset construction of Thompson's
// "Regular expression search algorithm", 1968). When there is no room for another state all are forgotten.

/** Bytes of a state's row: a number of two bytes for each byte, and for the letters of escaped line breaks; 0 where nobody has looked yet, the highest bit where a match ends. */
const ROW: usize = 520;
const ENDS: u32 = 0x8000;
/** Bytes of what is known of a state: its automaton, the list of its positions, the next state of its bucket, mode, how many positions, the same state where no match may begin any more. */
const STATE: usize = 16;
/** How an automaton goes on: from the first byte; anywhere a match may begin; not at all any more; or from the midst of a match. */
const BEGIN: u32 = 0;
const ANYWHERE: u32 = 1;
const GO_ON: u32 = 2;
const INSIDE: u32 = 3;
/** Where an automaton keeps its first states: the generation of states they are of, and for each way to go on the state. */
const GENERATION: usize = 36;
const FIRST_STATES: usize = 40;
/** Where its positions begin. */
const POSITIONS: usize = 48;
/** What it costs to try a follower, and to make another state, in bytes that are looked up in rows. */
const TRY: i32 = 4;
const ANOTHER: i32 = 40;
/** The state from which no match is reached; states have the numbers above. */
const DEAD: u32 = 1;

let rows: usize = 0;
let infos: usize = 0;
let most: u32 = 0;
let states: u32 = DEAD;
let buckets: usize = 0;
/** Of which there are a power of two. */
let bucketMask: u32 = 0;
let lists: usize = 0;
let listsEnd: usize = 0;
let nextList: usize = 0;
/** Counts how often all were forgotten, from 1 on. */
let generation: u32 = 1;

/**
 * Says where there is room: for marks (four bytes a position), for a list of positions (two bytes each), for `count` states (rows and infos), for buckets of two bytes, as many as a power of two, and
 * for the lists of states.
 */
export function gateRoom(marksAt: usize, reachedAt: usize, rowsAt: usize, infosAt: usize, count: u32, bucketsAt: usize, bucketCount: u32, listsAt: usize, end: usize): void {
  marks = marksAt;
  reached = reachedAt;
  rows = rowsAt;
  infos = infosAt;
  most = count;
  buckets = bucketsAt;
  bucketMask = bucketCount - 1;
  lists = listsAt;
  nextList = listsAt;
  listsEnd = end;
}

/** Allows so much work until further notice. */
export function allow(work: i32): void {
  left = work;
}

/** How much of it is left; none, or less, where all is let in. */
export function allowed(): i32 {
  return left;
}

/**
 * Can a match that holds some of the bytes from `from` to `end` go on to its own end before `to`, or before the line ends? Most cannot, which the next few bytes tell: the text around is looked
 * through only for those that can.
 */
export function goesOn(automaton: usize, from: usize, end: usize, low: usize, to: usize, line: bool, opened: bool): bool {
  let state = firstState(automaton, INSIDE);
  let before = from > low ? <u32>load<u8>(from - 1) : 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (at >= end) {
      if (at == end) state = closed(state);
      if (state == DEAD || (line && byte == LF)) {
        wasRead = at - from;
        left -= <i32>wasRead;
        return false;
      }
    }
    const symbol = opened && before == BACKSLASH && isBreak(byte) ? 0x100 + ((byte >> 1) & 3) : byte;
    before = byte;
    let then = <u32>load<u16>(rows + <usize>state * ROW + (symbol << 1));
    if (then == 0) {
      then = follow(automaton, state, byte, symbol);
      if (left <= 0) return true;
    }
    if (then & ENDS) return true;
    state = then;
  }
  wasRead = to - from;
  left -= <i32>wasRead;
  return false;
}

/**
 * Does the automaton find a match in the `length` bytes that begin at `from`?
 *
 * @param direction 1 or -1: an automaton made of the reversed pattern reads backwards.
 * @param last it may begin at any byte up to this one. @param whole it must take all bytes.
 * @param opened the letter of an escaped line break counts as a blank too.
 */
export function finds(automaton: usize, from: usize, length: usize, direction: isize, last: usize, whole: bool, opened: bool): bool {
  let state = firstState(automaton, last > 0 ? ANYWHERE : BEGIN);
  let before: u32 = 0;
  let ends: u32 = 0;
  let at = from;
  let read: usize = 0;
  // First while a match may begin, then only while one goes on.
  let stop = last > 0 && last < length ? last + 1 : length;
  while (true) {
    for (; read < stop; read++, at += <usize>direction) {
      const byte = <u32>load<u8>(at);
      let symbol = byte;
      if (opened) {
        if (before == BACKSLASH && isBreak(byte)) symbol = 0x100 + ((byte >> 1) & 3);
        before = byte;
      }
      let to = <u32>load<u16>(rows + <usize>state * ROW + (symbol << 1));
      // Neither unknown, nor dead, nor the end of a match: one comparison for most bytes.
      if (to - (DEAD + 1) >= ENDS - (DEAD + 1)) {
        if (to == 0) {
          to = follow(automaton, state, byte, symbol);
          if (left <= 0) return true;
        }
        ends = to & ENDS;
        if (to == DEAD || (ends && !whole)) {
          wasRead = read + 1;
          left -= <i32>read;
          return ends != 0;
        }
        to &= ~ENDS;
      } else ends = 0;
      state = to;
    }
    if (stop < length) {
      stop = length;
      state = closed(state);
      if (state != DEAD) continue;
      ends = 0;
    }
    wasRead = read;
    left -= <i32>read;
    return whole && ends != 0;
  }
}

/** The state in which an automaton begins. */
function firstState(automaton: usize, mode: u32): u32 {
  const place = automaton + FIRST_STATES + (mode << 1);
  if (load<u32>(automaton, GENERATION) == generation) {
    const known = <u32>load<u16>(place);
    if (known != 0) return known;
  }
  const state = stateOf(automaton, mode, 0);
  if (load<u32>(automaton, GENERATION) != generation) {
    store<u32>(automaton, generation, GENERATION);
    store<u64>(automaton, 0, FIRST_STATES);
  }
  store<u16>(place, <u16>state);
  return state;
}

/** The same state, but that no match may begin any more. */
function closed(state: u32): u32 {
  const info = infos + <usize>state * STATE;
  const known = <u32>load<u16>(info, 14);
  if (known != 0) return known;
  const held = <u32>load<u16>(info, 12);
  if (held == 0) return DEAD;
  const list = <usize>load<u32>(info, 4);
  memory.copy(reached, list, <usize>held << 1);
  step++;
  for (let i: u32 = 0; i < held; i++) store<u32>(marks + (<usize>load<u16>(reached + (<usize>i << 1)) << 2), step);
  const before = generation;
  const to = stateOf(load<u32>(info), GO_ON, held);
  if (generation == before) store<u16>(info, <u16>to, 14);
  return to;
}

/** What a state becomes with a byte, which is noted in its row. */
function follow(automaton: usize, state: u32, byte: u32, symbol: u32): u32 {
  const info = infos + <usize>state * STATE;
  const mode = <u32>load<u16>(info, 10);
  const held = <usize>load<u16>(info, 12);
  const list = <usize>load<u32>(info, 4);
  const firsts = <usize>load<u16>(automaton, 34);
  const positions = automaton + POSITIONS + (firsts << 1);
  const also = symbol == byte ? byte : 0x20;
  let ends: u32 = 0;
  next = reached;
  step++;
  if (mode == INSIDE) {
    const all = <usize>load<u16>(automaton, 32);
    left -= TRY * <i32>all;
    for (let place: usize = 0; place < all; place++) ends |= reach(automaton, positions, place, byte, also);
  }
  // What may begin a match here comes first, then what follows the positions held.
  for (let i: usize = mode >= GO_ON ? 1 : 0; i <= held; i++) {
    let follower = automaton + POSITIONS;
    let followers = firsts;
    if (i > 0) {
      const position = positions + <usize>load<u16>(list + ((i - 1) << 1)) * POSITION;
      follower = automaton + <usize>load<u16>(position, 2);
      followers = load<u16>(position, 4);
    }
    left -= TRY * <i32>followers;
    for (const end = follower + (followers << 1); follower < end; follower += 2) ends |= reach(automaton, positions, load<u16>(follower), byte, also);
  }
  const count = <u32>((next - reached) >> 1);
  const on = mode == ANYWHERE || mode == INSIDE ? ANYWHERE : GO_ON;
  let to = DEAD;
  const before = generation;
  if (count > 0 || on == ANYWHERE) to = stateOf(automaton, on, count) | ends;
  // Where all states were forgotten meanwhile this one has no row any more.
  if (generation == before) store<u16>(rows + <usize>state * ROW + (symbol << 1), <u16>to);
  return to;
}

/** Notes a position of the bytes' class as reached; says whether it ends a match. */
// @ts-ignore: decorator
@inline
function reach(automaton: usize, positions: usize, place: usize, byte: u32, also: u32): u32 {
  const position = positions + place * POSITION;
  const map = automaton + <usize>load<u16>(position);
  if (!(has(map, byte) | has(map, also)) || load<u32>(marks + (place << 2)) == step) return 0;
  store<u32>(marks + (place << 2), step);
  store<u16>(next, <u16>place);
  next += 2;
  return load<u16>(position, 6) != 0 ? ENDS : 0;
}

/** The state of the `count` positions reached in this step. */
function stateOf(automaton: usize, mode: u32, count: u32): u32 {
  let hash: u32 = <u32>automaton * 31 + mode;
  for (let i: u32 = 0; i < count; i++) hash += (<u32>load<u16>(reached + (<usize>i << 1)) + 1) * 0x9e3779b1;
  hash ^= hash >> 15;
  let bucket = buckets + (<usize>(hash & bucketMask) << 1);
  for (let known = <u32>load<u16>(bucket); known != 0; ) {
    const info = infos + <usize>known * STATE;
    if (load<u32>(info) == <u32>automaton && <u32>load<u16>(info, 10) == mode && <u32>load<u16>(info, 12) == count && isReached(load<u32>(info, 4), count)) return known;
    known = <u32>load<u16>(info, 8);
  }
  const bytes = <usize>count << 1;
  if (states + 1 >= most || nextList + bytes > listsEnd) forget();
  states++;
  left -= ANOTHER;
  const info = infos + <usize>states * STATE;
  store<u32>(info, <u32>automaton);
  store<u32>(info, <u32>nextList, 4);
  store<u16>(info, load<u16>(bucket), 8);
  store<u16>(info, <u16>mode, 10);
  store<u16>(info, <u16>count, 12);
  store<u16>(info, 0, 14);
  store<u16>(bucket, <u16>states);
  memory.copy(nextList, reached, bytes);
  nextList += bytes;
  memory.fill(rows + <usize>states * ROW, 0, ROW);
  return states;
}

/** Was every position of a list reached in this step? */
function isReached(list: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (load<u32>(marks + (<usize>load<u16>(list + (<usize>i << 1)) << 2)) != step) return false;
  return true;
}

function forget(): void {
  generation++;
  states = DEAD;
  nextList = lists;
  memory.fill(buckets, 0, <usize>(bucketMask + 1) << 1);
}
