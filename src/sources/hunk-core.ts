import type { LineRange } from '../model/source-text.js';
import { type Engine, engineOn } from '../rules/engine.js';

/** Where the reading of a hunk stands. */
export interface HunkState {
  /** Lines of either side still to come. */
  oldLeft: number;
  newLeft: number;
  /** Was the output cut within a line? */
  midLine: boolean;
  /** Is the line being read, or the last one that was, on the new side? */
  kept: boolean;
  /** Number of the next line of the new side. */
  line: number;
}

export interface HunkLines {
  /** How many bytes were read: all of them, or up to the end of the hunk or to a line of an unknown kind. */
  readonly read: number;
  /** The lines of the new side without their marks. */
  readonly bytes: Buffer;
  readonly added: readonly LineRange[];
}

// The memory: the state as seven numbers of four bytes, a piece of the patch, ranges of which there may be one for two bytes of it.
const STATE = 0x400;
const TEXT = 0x1000;
const PIECE = 0x10000;
const RANGES = TEXT + PIECE + 0x1000;
const PAGES = Math.ceil((RANGES + PIECE * 4 + 0x1000) / 0x10000);

interface Core {
  readonly hunk: Engine['hunk'];
  readonly bytes: Uint8Array;
  readonly numbers: Uint32Array;
}

let core: Core | undefined;

function ready(): Core {
  if (core === undefined) {
    const memory = new WebAssembly.Memory({ initial: PAGES });
    core = { hunk: engineOn(memory).hunk, bytes: new Uint8Array(memory.buffer), numbers: new Uint32Array(memory.buffer) };
  }
  return core;
}

/** Reads the next lines of a hunk, at most 64 kB of them, and moves `state` on. The work is done by src/engine/hunk.ts. */
export function readHunk(patch: Buffer, from: number, state: HunkState): HunkLines {
  const { hunk, bytes, numbers } = ready();
  const piece = patch.subarray(from, from + PIECE);
  const at = STATE / 4;
  bytes.set(piece, TEXT);
  numbers.set([state.oldLeft, state.newLeft, Number(state.midLine), Number(state.kept), state.line], at);
  const read = hunk(TEXT, TEXT + piece.length, STATE, RANGES) - TEXT;
  const [oldLeft = 0, newLeft = 0, midLine, kept, line = 0, length = 0, ranges = 0] = numbers.subarray(at, at + 7);
  Object.assign(state, { oldLeft, newLeft, midLine: midLine === 1, kept: kept === 1, line });
  const added: LineRange[] = [];
  for (let range = RANGES / 4; added.length < ranges; range += 2) added.push({ first: numbers[range] as number, last: numbers[range + 1] as number });
  return { read, bytes: Buffer.from(bytes.subarray(TEXT, TEXT + length)), added };
}
