import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=20', '--no-parallel-scavenge', '--no-concurrent-array-buffer-sweeping'];
/** Node 20. A later V8 has no such flag, and says so to the user. */
const BUDGET_KNOWN = /^11\./;
/** Strings of so many bytes lie outside V8's heap, where it lets 64 MB of them lie around. */
const LONG = 1_000_000;
/** As much of them may lie around: to look for them takes ten milliseconds. */
const LITTER = 8 << 20;

let isSmall = false;
let collect: (() => void) | undefined;
let litter = 0;

/**
 * Keeps memory small for who reads much and keeps little. A young generation that does not grow takes 50 MB less, and no more time; what lives longer is little, and grows slowly: 40 MB less. Nor
 * shall Node wait, a thousand times, for other threads to tidy up, or compile on git's core, for a second, what runs for two. Compiled code that is kept fits no other flags of V8: not for what must begin at once.
 */
export function keepHeapSmall(): void {
  isSmall = true;
  for (const flag of FLAGS) setFlagsFromString(flag);
  if (BUDGET_KNOWN.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=600000');
}

/** Says that a text is done with, of which strings were made. */
export function letGoOf(bytes: number): void {
  if (!isSmall || bytes < LONG) return;
  litter += bytes;
  if (litter > LITTER) letGoOfAll();
}

/** Says that much is done with, and something else begins. */
export function letGoOfAll(): void {
  if (!isSmall) return;
  litter = 0;
  collect ??= collector();
  collect();
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('globalThis.gc') as (() => void) | undefined; // What the flag is for.
  setFlagsFromString('--no-expose-gc');
  return gc ?? (() => {});
}
