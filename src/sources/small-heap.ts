import { setFlagsFromString } from 'node:v8';

const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=20', '--no-parallel-scavenge', '--no-concurrent-array-buffer-sweeping'];
/** Node 20. A later V8 has no such flag, and says so to the user. */
const BUDGET_KNOWN = /^11\./;

/**
 * Keeps memory small for who reads much and keeps little. A young generation that does not grow takes 50 MB less, and no more time; what lives longer is little, and grows slowly: 40 MB less. Nor
 * shall Node wait, a thousand times, for other threads to tidy up, or compile on git's core, for a second, what runs for two. Compiled code that is kept fits no other flags of V8: not for what must begin at once.
 */
export function keepHeapSmall(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
  if (BUDGET_KNOWN.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=600000');
}
