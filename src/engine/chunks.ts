// Where long lines are cut into chunks, in AssemblyScript; part of the module of familiar.ts.

import { MULTIPLIER } from './mixing';

/** A chunk ends where its last eight bytes say so, so that chunks are the same again behind what has changed; bytes, and bits of eight bytes' hash. */
const LEAST_CHUNK: usize = 2048;
const MOST_CHUNK: usize = 8192;
const CHUNK_BITS: u64 = 11;

/** The bytes of runs, as `isMember` of scanner.ts has them. */
export function isEncoded(byte: u32): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26 || byte == 0x2b || byte == 0x2f || byte == 0x5f || byte == 0x2d || byte == 0x25;
}

/** Where the chunk ends that begins at `start`, of a line that goes on to `end`. */
export function chunkEnd(start: usize, end: usize): usize {
  const most = end - start > MOST_CHUNK ? start + MOST_CHUNK : end;
  for (let at = start + LEAST_CHUNK; at < most; at++) if ((load<u64>(at - 8) * MULTIPLIER) >> (64 - CHUNK_BITS) == 0) return at;
  return most;
}
