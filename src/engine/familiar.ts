// What a history repeats: takes out of a text the lines that have not been seen before. AssemblyScript, compiled as scanner.ts is; all addresses come from src/rules/familiar-text.ts,
// which documents the layout.

import { chunkEnd, isEncoded } from './chunks';
import { again, endOf, GROUP, group, groups, groupsEnd, prepareGroups, startOf, surroundings } from './groups';
import { firstJoined, joinsAt, joinsWithin } from './joins';
import { AROUND, isKnown, keyOf, lineEnd, markOf, prepareMarks, restOfLine, seed, setMark, stretch } from './marks';
import { MULTIPLIER, mixed, OTHER } from './mixing';

export { isKnown, setMark, stretch } from './marks';

/** How far back a token may be continued that is written in pieces, in bytes. */
const FAR: usize = 1024;
/** How far before and behind a name its value may be looked for: NAME and VALUE of src/detect/first-look.ts. */
const BEFORE_NAME: usize = 256;
const BEHIND: usize = 4096;
/** How far before a literal its match may begin, WIDEST there: as far as behind it. */
const BEFORE_LITERAL: usize = 4096;
/** A line that is longer is looked at in chunks of its own: a bundle or a table in one line, whose versions differ by a little. */
const LONG_LINE: usize = 16384;
/** How far around a chunk all lies that tells what may be found at its literals: FARTHEST of src/rules/scanner-core.ts, which no match of rules for one line is longer than, and a literal. */
const AROUND_CHUNK: usize = 4096 + 128;
/** Tells keys of chunks from those of other stretches. */
const OF_CHUNK: usize = 1 << 28;
/** In a mark, of AROUND: the group holds a name, or a literal whose match may span lines, and is known only together with what stands around it. In no key. */
const NAMED: u32 = 2;
const LITERAL: u32 = 4;
/** In the end of an entry: it is a line, not a group. */
const LINE: u32 = 0x80000000;
/** In the start of an entry: what it holds, as in its mark. No address is so high. */
const HELD: u32 = 29;
const PLACE: u32 = ((<u32>1) << HELD) - 1;
/** Bytes of an entry in the list of what is new: key, start, end. */
const ENTRY: usize = 16;
/** So many lines of new groups are looked up together, and those of one group more; bytes of one: key, end, whether it joins the next. */
const LINES: usize = 64;
const LINE_SIZE: usize = 16;

let fresh: usize = 0;
let freshLimit: usize = 0;
let ranges: usize = 0;
let copies: usize = 0;
let lines: usize = 0;
let chunks: usize = 0;
let chunksLimit: usize = 0;

let freshEnd: usize = 0;
let rangesEnd: usize = 0;
let copied: usize = 0;
let joined: bool = false;
let textFrom: usize = 0;
let textTo: usize = 0;
let linesEnd: usize = 0;
let cursor: usize = 0;
let chunksEnd: usize = 0;
let chunkCursor: usize = 0;

/**
 * @param bits the table has 2^bits marks of 4 bytes.
 * @param room how many entries the list at `freshAt` holds; `rangesAt` has as many pairs, `copiesAt` as many bytes as a text and its entries, `chunksAt` room for `chunkRoom` chunks,
 * `linesAt` room for 256 lines; for `groupsAt` see there.
 */
export function prepare(
  tableAt: usize,
  bits: u32,
  random: u64,
  freshAt: usize,
  room: u32,
  rangesAt: usize,
  copiesAt: usize,
  groupsAt: usize,
  linesAt: usize,
  chunksAt: usize,
  chunkRoom: u32,
): void {
  prepareMarks(tableAt, bits, random);
  fresh = freshAt;
  freshLimit = freshAt + <usize>(room - 1) * ENTRY;
  ranges = rangesAt;
  copies = copiesAt;
  prepareGroups(groupsAt);
  lines = linesAt;
  chunks = chunksAt;
  chunksLimit = chunksAt + <usize>chunkRoom * ENTRY;
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
  chunksEnd = chunks;
  rangesEnd = ranges;
  copied = copies;
  joined = false;
  textFrom = from;
  textTo = to;
  cursor = fresh;
  chunkCursor = chunks;
  // First the keys of all groups, then the marks: the processor fetches several at once from memory that no cache holds.
  group(from, to);
  for (let place = groups; place < groupsEnd; ) {
    if (!isNews(place)) {
      place += GROUP;
      continue;
    }
    const first = place;
    linesEnd = lines;
    do {
      hashLines(startOf(place), endOf(place), from, to);
      place += GROUP;
    } while (place < groupsEnd && linesEnd < lines + LINES * LINE_SIZE && isNews(place));
    for (let line = lines; line < linesEnd; line += LINE_SIZE) if (isKnown(load<u64>(line))) store<u64>(line, 0);
    let line = lines;
    for (let one = first; one < place; one += GROUP) {
      if (freshEnd >= freshLimit) return -1;
      const noted = freshEnd;
      const end = endOf(one);
      note(load<u64>(one), startOf(one), end);
      line = takeLines(line, startOf(one), end, from, to);
      if (line == 0) return -1;
      // What follows it is not part of its key.
      if (load<u32>(line - LINE_SIZE, 12)) store<u64>(noted, 0);
    }
  }
  flush();
  return <i32>(copied - copies);
}

/** Lists the lines of a group. */
function hashLines(start: usize, end: usize, from: usize, to: usize): void {
  for (let at = start; at < end; linesEnd += LINE_SIZE) {
    store<u64>(linesEnd, keyOf(mixed(restOfLine(~seed, at), OTHER, MULTIPLIER)));
    at = min(lineEnd, to);
    store<u32>(linesEnd, <u32>at, 8);
    store<u32>(linesEnd, <u32>(at < to && joinsAt(at, from, to)), 12);
  }
}

/** Takes the lines of a new group, listed from `line` on, that are new themselves, and those that they may be joined to. Returns where the lines of the next group are, 0 when there is no room. */
function takeLines(line: usize, start: usize, end: usize, from: usize, to: usize): usize {
  let joins = start > from && joinsAt(start, from, to);
  if (joins) take(firstJoined(start, start > from + FAR ? start - FAR : from, from, to), start);
  for (let at = start; at < end; line += LINE_SIZE) {
    const key = load<u64>(line);
    const next = <usize>load<u32>(line, 8);
    const joinsNext = load<u32>(line, 12) != 0;
    // What a line is found to hold where it is joined to another says nothing of it alone.
    if (key != 0 && !joins && !joinsNext) {
      if (freshEnd >= freshLimit) return 0;
      note(key, at, <u32>next | LINE);
    }
    if (joins || joinsNext) {
      joined = true;
      take(at, next);
    } else if (key != 0) {
      if (next - at <= LONG_LINE) take(at, next);
      else if (!takeChunks(at, next)) return 0;
    }
    joins = joinsNext;
    at = next;
  }
  return line;
}

/** Takes the chunks of a line that are new, or have something new around them, with what lies around. */
function takeChunks(start: usize, end: usize): bool {
  for (let at = start; at < end; ) {
    const next = chunkEnd(at, end);
    const from = at > textFrom + AROUND_CHUNK ? at - AROUND_CHUNK : textFrom;
    const to = next + AROUND_CHUNK < textTo ? next + AROUND_CHUNK : textTo;
    const key = stretch(from, to, at + OF_CHUNK);
    // Where what stands in other lines matters it is asked about each time the line is new.
    if (at < start + BEFORE_LITERAL || next + BEHIND > end || !isKnown(key)) {
      if (chunksEnd >= chunksLimit) return false;
      store<u64>(chunksEnd, key);
      store<u32>(chunksEnd, <u32>at, 8);
      store<u32>(chunksEnd, <u32>next, 12);
      chunksEnd += ENTRY;
      takeRuns(from > start ? from : start, to < end ? to : end, start, end);
    }
    at = next;
  }
  return true;
}

/** Takes a stretch out of a line together with all of the runs in which it begins and ends: what is encoded is decoded from its beginning. */
function takeRuns(from: usize, to: usize, start: usize, end: usize): void {
  while (from > start && isEncoded(load<u8>(from - 1))) from--;
  while (to < end && isEncoded(load<u8>(to))) to++;
  take(from, to);
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

/**
 * Says that what is new is remarkable in [from, to): it stays new, or, where it only holds a name or a literal (`held`: NAMED or LITERAL), comes again when anything changes around it. Called in
 * the order of the text.
 */
export function touch(from: usize, to: usize, held: u32): void {
  if (held == 0) touchChunks(from, to);
  while (cursor < freshEnd && <usize>(load<u32>(cursor, 12) & ~LINE) <= from) cursor += ENTRY;
  for (let entry = cursor; entry < freshEnd; entry += ENTRY) {
    const start = load<u32>(entry, 8);
    if (<usize>(start & PLACE) >= to) return;
    const end = load<u32>(entry, 12);
    if (<usize>(end & ~LINE) <= from) continue;
    if (held != 0 && !(end & LINE)) store<u32>(entry, start | (held << HELD), 8);
    else store<u64>(entry, 0);
  }
}

/** The same of the chunks, which are known together with what is around them: only what stands there by itself makes them new each time. */
function touchChunks(from: usize, to: usize): void {
  while (chunkCursor < chunksEnd && <usize>load<u32>(chunkCursor, 12) <= from) chunkCursor += ENTRY;
  for (let entry = chunkCursor; entry < chunksEnd && <usize>load<u32>(entry, 8) < to; entry += ENTRY) store<u64>(entry, 0);
}

/** Learns what the last call of `look` found new. */
export function learn(): void {
  let place = groups;
  again();
  for (let entry = fresh; entry < freshEnd; entry += ENTRY) {
    const key = load<u64>(entry);
    if (key == 0) continue;
    const start = load<u32>(entry, 8);
    const held = start >> HELD;
    if (held != 0) {
      setMark(key, <u32>key | held);
      while (startOf(place) < <usize>(start & PLACE)) place += GROUP;
      const around = keyAround(place, held);
      setMark(around, <u32>around);
    } else setMark(key, <u32>key);
  }
  for (let entry = chunks; entry < chunksEnd; entry += ENTRY) {
    const key = load<u64>(entry);
    if (key != 0) setMark(key, <u32>key);
  }
  freshEnd = fresh;
  chunksEnd = chunks;
}

/** A key for a group together with all that may be looked at around what it holds. */
function keyAround(place: usize, held: u32): u64 {
  return surroundings(place, held & LITERAL ? BEFORE_LITERAL : BEFORE_NAME, BEHIND);
}

// @ts-ignore: decorator
@inline
function isNews(place: usize): bool {
  const key = load<u64>(place);
  const mark = markOf(key);
  if ((mark & ~AROUND) != <u32>key) return true;
  return (mark & AROUND) != 0 && !isKnown(keyAround(place, mark & AROUND));
}
