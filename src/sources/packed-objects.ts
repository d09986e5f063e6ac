import { Worker } from 'node:worker_threads';
import { GuardError } from '../model/guard-error.js';
import type { HistoryObject } from './history-objects.js';
import { enter, leave, type Ring } from './object-ring.js';
import type { PackAnswer, PackOrder, PackThreadData } from './pack-thread.js';
import { keepHeapSmall } from './small-heap.js';

/** To start a thread takes longer than git takes for so many objects. */
const WORTH_A_THREAD = 2000;

/** Where the program has the thread's; the build defines it. */
declare const PACK_THREAD_FILE: string;

/** Is handed some objects at a time, whose contents are overwritten when it returns; `false` ends the reading. */
type Take = (objects: readonly HistoryObject[]) => boolean;

/**
 * Reads many objects out of the packs of a folder, family by family, in a thread of its own. git can only be asked for one after the other: it makes each text anew of all that it differs
 * from, and writes it to a pipe.
 *
 * @param makeRing makes what the two threads share: while we look at some texts, the next come. Longer texts are left to git.
 *
 * Gives the ids of those that were not read, which are in none of these packs, damaged or long: git knows more of them. Fails at its end as `ids` does.
 */
export async function* readPacked(ids: AsyncIterable<readonly string[]>, folder: string, take: Take, makeRing: () => Ring): AsyncGenerator<readonly string[]> {
  const wanted: Buffer[] = [];
  let few: string[] = [];
  let thread: PackThread | undefined;
  let failure: unknown;
  try {
    for await (const batch of ids) {
      // One by one: dangling objects come all at once, and may be more than a call takes arguments.
      for (const id of batch) few.push(id);
      if (few.length < WORTH_A_THREAD && thread === undefined) continue;
      // Begun before all ids are known: it takes its time to begin.
      thread ??= new PackThread(folder, (few[0] ?? '').length / 2, take, makeRing());
      wanted.push(Buffer.from(few.join(''), 'hex'));
      few = [];
    }
  } catch (error) {
    failure = error;
  }
  try {
    const left = thread === undefined ? few : await thread.read(wanted);
    if (left.length > 0) yield left;
  } finally {
    thread?.stop();
  }
  if (failure !== undefined) throw failure;
}

class PackThread {
  readonly #worker: Worker;
  readonly #left: Promise<readonly string[]>;

  constructor(folder: string, idBytes: number, take: Take, ring: Ring) {
    const data: PackThreadData = { folder, idBytes, ring };
    this.#worker = new Worker(typeof PACK_THREAD_FILE === 'string' ? PACK_THREAD_FILE : new URL('./pack-thread.js', import.meta.url), {
      workerData: data,
      // What it makes lives for a moment.
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    });
    this.#left = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: PackAnswer) => {
        if (!('lines' in answer)) {
          resolve(answer);
          return;
        }
        try {
          if (take(enter(ring, answer))) leave(ring, answer);
          else resolve([]);
        } catch (error) {
          reject(error); // Nobody else hears what a listener throws.
        }
      });
      const failed = (how: string, cause?: Error): void => reject(new GuardError('engine', `The thread that reads packs ${how}.`, cause === undefined ? {} : { cause }));
      // A new heap takes back, for all of them, that a young generation does not grow.
      this.#worker
        .on('online', keepHeapSmall)
        .on('error', (cause) => failed(`failed (${cause.name})`, cause))
        .on('exit', (code) => failed(`ended with code ${code}`));
    });
    this.#left.catch(() => {}); // Told by `end`.
  }

  /** @returns the ids of those that were not read. */
  read(ids: readonly Buffer[]): Promise<readonly string[]> {
    const memory = new SharedArrayBuffer(ids.reduce((total, { length }) => total + length, 0));
    const bytes = Buffer.from(memory);
    let at = 0;
    for (const some of ids) at += some.copy(bytes, at);
    this.#worker.postMessage(memory satisfies PackOrder);
    return this.#left;
  }

  stop(): void {
    void this.#worker.terminate();
  }
}
