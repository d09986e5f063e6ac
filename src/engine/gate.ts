// Asks whether a rule can match around a literal of its own, in AssemblyScript; part of the engine's module. Most literals stand where their rule cannot match, and a hook would compile the
// rule's pattern only to learn so. The build makes an automaton of each pattern (scripts/patterns/gate.ts), which finds all that the pattern finds and little more.
//
// A gate is a row of numbers of two bytes: kind (0: a pattern, 1: what stands beside a password's name, 2: beside a token's), then
//   of a pattern: how far it reaches from its literal, whether it stays on a line, whether escaped line breaks count as blanks, the automaton;
//   of a name: how many shapes, and for each where its automata lie of what ends where the name begins (which reads backwards), of the name, and of what begins where it ends, in bytes from the
//   gate, 0 for none.
// An automaton (of Glushkov: one position for each character class of the pattern) is: the map of 256 bits of the bytes that may begin a match; how many positions, how many of them may begin one,
// those; for each position where its class lies (in bytes from the automaton), where its followers begin (likewise), how many, and whether it ends a match; then the followers, and the classes as
// maps of 256 bits.

const PATTERN: u32 = 0;
const TOKEN: u32 = 2;
/** Bytes of a position. */
const POSITION: usize = 8;
/** Most bytes of a name on either side of its literal, as src/detect/named/name.ts has it. */
const NAME: usize = 64;
/** How much before a name and behind it tells whether a value stands there: 120 bytes before the sections of a key, `"a:b:c:name"`, which the engine does not know for part of its name. */
const BEFORE: usize = 256;
const BEHIND: usize = 2048;

/** How far behind the beginning of a literal a match of its rule may begin: a line break or what else stands before a word is part of some literals. */
const BEFORE_WORD: usize = 4;

const BACKSLASH: u32 = 0x5c;
const COLON: u32 = 0x3a;
const LF: u32 = 0x0a;

/** When a position was last reached, by number of the step; and a list of the positions reached. */
let marks: usize = 0;
let reached: usize = 0;
let step: u32 = 0;
/** How many followers may still be tried. With none left everything is let in: time stays linear. */
let left: i32 = 0;

// The sets of positions that automata were in are kept as states, with what follows them byte by byte, so that most bytes cost a look into a row (the lazy subset construction of Thompson's
// "Regular expression search algorithm", 1968). When there is no room for another state all are forgotten.

/** Bytes of a state's row: a number of two bytes for each byte, and for the letters of escaped line breaks; 0 where nobody has looked yet, the highest bit where a match ends. */
const ROW: usize = 520;
const ENDS: u32 = 0x8000;
/** Bytes of what is known of a state: its automaton, the list of its positions, the next state of its bucket, mode, how many positions. */
const STATE: usize = 16;
/** How an automaton goes on: from the first byte; anywhere a match may begin; or not at all any more. */
const BEGIN: u32 = 0;
const ANYWHERE: u32 = 1;
const GO_ON: u32 = 2;
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

/** May the rule of this gate match around the literal at `offset`, in the text from `low` to `high`? With `torn`, only those that keep to a line are asked. */
export function admits(gate: usize, offset: usize, low: usize, high: usize, torn: bool): bool {
  if (left <= 0) return true;
  if (torn && (<u32>load<u16>(gate) != PATTERN || load<u16>(gate, 4) == 0)) return true;
  return <u32>load<u16>(gate) == PATTERN ? patternAround(gate, offset, low, high) : valueBeside(gate, offset, low, high);
}

function patternAround(gate: usize, offset: usize, low: usize, high: usize): bool {
  const reach = <usize>load<u16>(gate, 2);
  let from = offset - low > reach ? offset - reach : low;
  let to = high - offset > reach ? offset + reach : high;
  if (load<u16>(gate, 4) != 0) {
    // A literal may begin with the line break before its line.
    const inside = <u32>load<u8>(offset) == LF ? offset + 1 : offset;
    let start = inside;
    while (start > from && <u32>load<u8>(start - 1) != LF) start--;
    let end = inside;
    while (end < to && <u32>load<u8>(end) != LF) end++;
    from = start;
    to = end;
  }
  // Every match holds the literal, but for what stands before its word: none begins behind it.
  const last = offset + BEFORE_WORD - from;
  return finds(gate + 8, from, to - from, 1, last, false, load<u16>(gate, 6) != 0);
}

/** Bytes of a name: 1 anywhere, 2 only before the word, as in src/detect/named/name.ts. */
// @ts-ignore: decorator
@inline
function nameByte(byte: u32): u32 {
  if (byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == 0x5f || byte == 0x24 || byte == 0x2d) return 1;
  return byte == 0x2e ? 2 : 0;
}

function valueBeside(gate: usize, offset: usize, low: usize, high: usize): bool {
  let start = offset;
  while (start > low && offset - start < NAME && nameByte(load<u8>(start - 1)) != 0) start--;
  let end = offset;
  while (end < high && end - offset < NAME && nameByte(load<u8>(end)) == 1) end++;
  if ((start > low && nameByte(load<u8>(start - 1)) != 0) || (end < high && nameByte(load<u8>(end)) == 1)) return false;
  // The letter of an escaped line break is no part of the word behind it.
  if (start > low && <u32>load<u8>(start - 1) == BACKSLASH && isBreak(load<u8>(start))) start++;
  // Behind a colon it may be the last section of a key, which is one name.
  const section = start > low && <u32>load<u8>(start - 1) == COLON;
  if (<u32>load<u16>(gate) == TOKEN && !section && isLoneKey(start, end)) return false;
  const from = start - low > BEFORE ? start - BEFORE : low;
  const to = high - end > BEHIND ? end + BEHIND : high;
  const shapes = gate + 4 + <usize>load<u16>(gate, 2) * 6;
  for (let shape = gate + 4; shape < shapes; shape += 6) {
    const before = <usize>load<u16>(shape);
    const name = <usize>load<u16>(shape, 2);
    const behind = <usize>load<u16>(shape, 4);
    // What follows most names is no value, as the first byte tells.
    if (
      (behind == 0 || (end < to && has(gate + behind, load<u8>(end)) != 0)) &&
      (before == 0 || finds(gate + before, start - 1, start - from, -1, 0, false, false)) &&
      (name == 0 || finds(gate + name, start, end - start, 1, 0, true, false)) &&
      (behind == 0 || finds(gate + behind, end, to - end, 1, 0, false, false))
    )
      return true;
  }
  return false;
}

/** "key" by itself is an index into anything, as src/detect/named/name.ts has it; not in "API key", of which it is no name. */
function isLoneKey(start: usize, end: usize): bool {
  return (end - start == 3 || (end - start == 4 && (<u32>load<u8>(start + 3) | 0x20) == 0x73)) && ((load<u32>(start) | 0x202020) & 0xffffff) == 0x79656b;
}

/** The letter of an escaped line break or tab. */
// @ts-ignore: decorator
@inline
function isBreak(byte: u32): bool {
  return byte == 0x6e || byte == 0x72 || byte == 0x74;
}

/**
 * Does the automaton find a match in the `length` bytes that begin at `from`?
 *
 * @param direction 1 or -1: an automaton made of the reversed pattern reads backwards.
 * @param last it may begin at any byte up to this one. @param whole it must take all bytes.
 * @param opened the letter of an escaped line break counts as a blank too.
 */
function finds(automaton: usize, from: usize, length: usize, direction: isize, last: usize, whole: bool, opened: bool): bool {
  let state = stateOf(automaton, last > 0 ? ANYWHERE : BEGIN, 0);
  let before: u32 = 0;
  let ends: u32 = 0;
  let at = from;
  let read: usize = 0;
  // First while a match may begin, then only while one goes on.
  let stop = last > 0 && last < length ? last + 1 : length;
  while (true) {
    for (; read < stop; read++, at += <usize>direction) {
      left--;
      const byte = <u32>load<u8>(at);
      const symbol = opened && before == BACKSLASH && isBreak(byte) ? 0x100 + ((byte >> 1) & 3) : byte;
      before = byte;
      let to = <u32>load<u16>(rows + <usize>state * ROW + (symbol << 1));
      if (to == 0) {
        to = follow(automaton, state, byte, symbol);
        if (left <= 0) return true;
      }
      ends = to & ENDS;
      state = to & ~ENDS;
      if (ends && !whole) return true;
      if (state == DEAD) return false;
    }
    if (stop >= length) return whole && ends != 0;
    stop = length;
    state = begun(automaton, state);
    if (state == DEAD) return false;
  }
}

/** The state of a match that goes on: from one in which others might begin. */
function begun(automaton: usize, state: u32): u32 {
  const info = infos + <usize>state * STATE;
  const list = <usize>load<u32>(info, 4);
  const count = <u32>load<u16>(info, 12);
  if (count == 0) return DEAD;
  step++;
  for (let i: u32 = 0; i < count; i++) {
    const place = load<u16>(list + (<usize>i << 1));
    store<u16>(reached + (<usize>i << 1), place);
    store<u32>(marks + (<usize>place << 2), step);
  }
  return stateOf(automaton, GO_ON, count);
}

/** What a state becomes with a byte, which is noted in its row. */
function follow(automaton: usize, state: u32, byte: u32, symbol: u32): u32 {
  const info = infos + <usize>state * STATE;
  const mode = <u32>load<u16>(info, 10);
  const held = <usize>load<u16>(info, 12);
  const list = <usize>load<u32>(info, 4);
  const firsts = <usize>load<u16>(automaton, 34);
  const positions = automaton + 36 + (firsts << 1);
  const also = symbol == byte ? byte : 0x20;
  let ends: u32 = 0;
  let count: u32 = 0;
  step++;
  // What may begin a match here comes first, then what follows the positions held.
  for (let i: usize = mode == GO_ON ? 1 : 0; i <= held; i++) {
    let follower = automaton + 36;
    let followers = firsts;
    if (i > 0) {
      const position = positions + <usize>load<u16>(list + ((i - 1) << 1)) * POSITION;
      follower = automaton + <usize>load<u16>(position, 2);
      followers = load<u16>(position, 4);
    }
    left -= <i32>followers;
    for (const end = follower + (followers << 1); follower < end; follower += 2) {
      const place = <usize>load<u16>(follower);
      const position = positions + place * POSITION;
      const map = automaton + <usize>load<u16>(position);
      if (!(has(map, byte) | has(map, also)) || load<u32>(marks + (place << 2)) == step) continue;
      store<u32>(marks + (place << 2), step);
      store<u16>(reached + (<usize>count << 1), <u16>place);
      count++;
      if (load<u16>(position, 6) != 0) ends = ENDS;
    }
  }
  if (count == 0 && mode != ANYWHERE) {
    store<u16>(rows + <usize>state * ROW + (symbol << 1), <u16>DEAD);
    return DEAD;
  }
  const before = states;
  const to = stateOf(automaton, mode == ANYWHERE ? ANYWHERE : GO_ON, count) | ends;
  // Where all states were forgotten meanwhile this one has no row any more.
  if (states >= before) store<u16>(rows + <usize>state * ROW + (symbol << 1), <u16>to);
  return to;
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
  const info = infos + <usize>states * STATE;
  store<u32>(info, <u32>automaton);
  store<u32>(info, <u32>nextList, 4);
  store<u16>(info, load<u16>(bucket), 8);
  store<u16>(info, <u16>mode, 10);
  store<u16>(info, <u16>count, 12);
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
  states = DEAD;
  nextList = lists;
  memory.fill(buckets, 0, <usize>(bucketMask + 1) << 1);
}

// @ts-ignore: decorator
@inline
function has(map: usize, byte: u32): u32 {
  return (<u32>load<u8>(map + (byte >> 3)) >> (byte & 7)) & 1;
}
