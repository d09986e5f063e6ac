// Asks whether a rule can match around a literal of its own, in AssemblyScript; part of the engine's module. Most literals stand where their rule cannot match, and a hook would compile the
// rule's pattern only to learn so. The build makes an automaton of each pattern (scripts/patterns/gate.ts), which finds all that the pattern finds and little more.
//
// A gate is a row of numbers of two bytes: kind (0: a pattern, 1: what stands beside a password's name, 2: beside a token's), then
//   of a pattern: how far it reaches from its literal, whether it stays on a line, whether escaped line breaks count as blanks, the automaton;
//   of a name: how many shapes, and for each where its automata lie of what ends where the name begins (which reads backwards), of the name, and of what begins where it ends, in bytes from the
//   gate, 0 for none.
// Automata are of src/engine/automaton.ts.
import { allow as allowWork, BACKSLASH, finds, goesOn, left, wasRead } from './automaton';
import { has, isBreak } from './bytes';

export { allowed, gateRoom } from './automaton';

const PATTERN: u32 = 0;
const TOKEN: u32 = 2;
/** Most bytes of a name on either side of its literal, as src/detect/named/name.ts has it. */
const NAME: usize = 64;
/** How much before a name and behind it tells whether a value stands there: 120 bytes before the sections of a key, `"a:b:c:name"`, which the engine does not know for part of its name. */
const BEFORE: usize = 256;
const BEHIND: usize = 2048;
/** How far behind the beginning of a literal a match of its rule may begin: a line break or what else stands before a word is part of some literals. */
const BEFORE_WORD: usize = 4;

const COLON: u32 = 0x3a;
const LF: u32 = 0x0a;

/** Where no line ends: in a long line, gates of many literals would look for its ends again and again. */
let clearFrom: usize = 0;
let clearTo: usize = 0;

/** What was known of the lines is over: another text lies there. */
export function forgetLine(): void {
  clearFrom = 0;
  clearTo = 0;
}

/** Allows so much work on another text. */
export function allow(work: i32): void {
  forgetLine();
  allowWork(work);
}

/** Where the line of a byte begins, or `low`. */
function lineStart(at: usize, low: usize): usize {
  if (at < clearFrom || at > clearTo) {
    clearFrom = at;
    clearTo = at;
  }
  while (clearFrom > low && <u32>load<u8>(clearFrom - 1) != LF) clearFrom--;
  return max(clearFrom, low);
}

/** Where the line of a byte whose beginning was just asked for ends, or `high`. */
function lineEnd(high: usize): usize {
  while (clearTo < high && <u32>load<u8>(clearTo) != LF) clearTo++;
  return min(clearTo, high);
}

/** May the rule of this gate match around the literal at `offset`, in the text from `low` to `high`? With `torn`, around which other lines may stand in the text, only what the literal's own line tells counts. */
export function admits(gate: usize, offset: usize, low: usize, high: usize, torn: bool): bool {
  if (left <= 0) return true;
  return <u32>load<u16>(gate) == PATTERN ? patternAround(gate, offset, low, high, torn) : valueBeside(gate, offset, low, high, torn);
}

/** Was a no that `count` bytes told, from `from` on, told by no more than a line and its end? `most`: so many there were; with these read more might have come. */
function isOfLine(from: usize, count: usize, most: usize, direction: isize): bool {
  if (count >= most) return false;
  for (let at = from; count > 1; count--, at += <usize>direction) if (<u32>load<u8>(at) == LF) return false;
  return true;
}

function patternAround(gate: usize, offset: usize, low: usize, high: usize, torn: bool): bool {
  const reach = <usize>load<u16>(gate, 2);
  const line = load<u16>(gate, 4) != 0;
  const opened = load<u16>(gate, 6) != 0;
  let from = offset > low + reach ? offset - reach : low;
  let to = high > offset + reach ? offset + reach : high;
  // Every match holds the literal, but for what stands before its word: it holds some of these bytes, and none begins behind them.
  const begun = offset + BEFORE_WORD;
  if (!goesOn(gate + 8, offset, begun + 1, low, to, line, opened)) {
    if (!torn || line) return false;
    // A literal may begin with the line break before its line.
    const broken = <usize>(<u32>load<u8>(offset) == LF);
    return !isOfLine(offset + broken, wasRead - broken, to - offset - broken, 1);
  }
  if (torn && !line) return true;
  if (line) {
    // A literal may begin with the line break before its line.
    from = lineStart(<u32>load<u8>(offset) == LF ? offset + 1 : offset, from);
    to = lineEnd(to);
  }
  return finds(gate + 8, from, to - from, 1, begun - from, false, opened);
}

/** Bytes of a name: 1 anywhere, 2 only before the word, as in src/detect/named/name.ts. */
// @ts-ignore: decorator
@inline
function nameByte(byte: u32): u32 {
  if (byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == 0x5f || byte == 0x24 || byte == 0x2d) return 1;
  return byte == 0x2e ? 2 : 0;
}

function valueBeside(gate: usize, offset: usize, low: usize, high: usize, torn: bool): bool {
  let start = offset;
  while (start > low && offset - start < NAME && nameByte(load<u8>(start - 1)) != 0) start--;
  let end = offset;
  while (end < high && end - offset < NAME && nameByte(load<u8>(end)) == 1) end++;
  if ((start > low && nameByte(load<u8>(start - 1)) != 0) || (end < high && nameByte(load<u8>(end)) == 1)) return false;
  if (torn && (start == low || end == high)) return true;
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
    if (behind != 0 && (end >= to || has(gate + behind, load<u8>(end)) == 0)) continue;
    if (before != 0 && !finds(gate + before, start - 1, start - from, -1, 0, false, false)) {
      if (torn && !isOfLine(start - 1, wasRead, start - from, -1)) return true;
      continue;
    }
    if (name != 0 && !finds(gate + name, start, end - start, 1, 0, true, false)) continue;
    if (behind == 0 || finds(gate + behind, end, to - end, 1, 0, false, false)) return true;
    if (torn && !isOfLine(end, wasRead, to - end, 1)) return true;
  }
  return false;
}

/** "key" by itself is an index into anything, as src/detect/named/name.ts has it; not in "API key", of which it is no name. */
function isLoneKey(start: usize, end: usize): bool {
  return (end - start == 3 || (end - start == 4 && (<u32>load<u8>(start + 3) | 0x20) == 0x73)) && ((load<u32>(start) | 0x202020) & 0xffffff) == 0x79656b;
}

