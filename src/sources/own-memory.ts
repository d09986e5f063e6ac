const PAGE = 1 << 16;
/** Less than this is left to malloc: each memory takes a stretch of addresses too. */
const MUCH = 1 << 20;

/**
 * Memory of its own, all noughts, of which only takes room what is written to. It goes back to the system as a whole: what malloc is given back it keeps, and that of a thread that is over serves nobody.
 *
 * @param bytes of which it has at least as many.
 */
export function ownMemory(bytes: number): ArrayBuffer {
  return bytes < MUCH ? new ArrayBuffer(bytes) : new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }).buffer;
}

/** The same for threads to share. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  if (bytes < MUCH) return new SharedArrayBuffer(bytes);
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer as unknown as SharedArrayBuffer; // That of a shared memory is one.
}
