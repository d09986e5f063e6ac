// Which rules are called up by the literals of a text and let in by their gates, in AssemblyScript; part of the engine's module. A text holds some ten literals, each of several rules: to ask for
// every one of them from JavaScript took a hook of a thousand files as long as the answers.
import { admits, forgetLine } from './gate';

/** Of a gate that nobody has looked for yet, and of one that there is not. */
const UNKNOWN: u32 = 0;
const NONE: u32 = 1;
/** What `called` says beside the number of a rule, plus one, whose gate it needs. */
const DONE: u32 = 0;
const FULL: u32 = 0xffffffff;

let starts: usize = 0;
let rules: usize = 0;
let sets: usize = 0;
let running: usize = 0;
let gates: usize = 0;

/** The literals still to be asked about, as `literals` of scanner.ts wrote them, and which call of the first of them comes next. */
let record: usize = 0;
let recordsEnd: usize = 0;
let call: u32 = 0;
let written: u32 = 0;

/**
 * Says where the tables are: for each literal where its calls begin, and where the last ones end; the rules called; for each rule its set of languages, whether it runs (a byte), and the
 * address of its gate. All others are numbers of four bytes.
 */
export function callTables(startsAt: usize, rulesAt: usize, setsAt: usize, runningAt: usize, gatesAt: usize): void {
  starts = startsAt;
  rules = rulesAt;
  sets = setsAt;
  running = runningAt;
  gates = gatesAt;
}

/** Begins with the records of literals from `from` to `to`. */
export function callsOf(from: usize, to: usize): void {
  forgetLine();
  record = from;
  recordsEnd = to;
  call = from < to ? load<u32>(starts + (<usize>load<u32>(from) << 2)) : 0;
}

/**
 * Writes a record (rule, start of the literal) for every call of a rule that runs, is for one of the languages, and may match. Gates judge between `low` and `high`, of literals from `surest` to `last`; all
 * others are let in. Returns 0 at the end, 2^32 - 1 when `out` is full, or the number of a rule plus one whose gate has to be there before it goes on.
 */
export function called(languages: u64, low: usize, high: usize, surest: usize, last: usize, torn: bool, out: usize, outEnd: usize): u32 {
  let next = out;
  let answer = DONE;
  while (record < recordsEnd) {
    const literal = <usize>load<u32>(record);
    const start = <usize>load<u32>(record, 4);
    const end = load<u32>(starts + (literal << 2), 4);
    for (; call < end; call++) {
      const rule = <usize>load<u32>(rules + (<usize>call << 2));
      if (load<u8>(running + rule) == 0 || ((languages >> <u64>min<u32>(load<u32>(sets + (rule << 2)), 63)) & 1) == 0) continue;
      const gate = <usize>load<u32>(gates + (rule << 2));
      if (gate == UNKNOWN) {
        answer = <u32>rule + 1;
        break;
      }
      // Near the edges of a stretch inside a text nobody knows what goes on behind them.
      if (gate != NONE && start >= surest && start <= last && !admits(gate, start, low, high, torn)) continue;
      if (next == outEnd) {
        answer = FULL;
        break;
      }
      store<u32>(next, <u32>rule);
      store<u32>(next, <u32>start, 4);
      next += 8;
    }
    if (answer != DONE) break;
    record += 8;
    if (record < recordsEnd) call = load<u32>(starts + (<usize>load<u32>(record) << 2));
  }
  written = <u32>((next - out) >> 3);
  return answer;
}

export function calls(): u32 {
  return written;
}
