import { Worker } from 'node:worker_threads';
import { GuardError } from '../model/guard-error.js';
import type { HistoryLog } from './history-log.js';
import type { HistoryObject } from './history-objects.js';
import { IdSet } from './id-set.js';
import { enter, leave, type Ring } from './object-ring.js';
import { largestPack } from './pack-file.js';
import type { PackAnswer, PackEnd, PackOrder, PackRoom, PackThreadData } from './pack-thread.js';
import { keepHeapSmall } from './small-heap.js';

/** To start a thread takes longer than git takes for so many objects. */
const WORTH_A_THREAD = 2000;

/** Where the program has the thread's; the build defines it. */
declare const PACK_THREAD_FILE: string;

/** Is handed some objects at a time, whose contents are overwritten when it returns; `false` ends the reading. */
export type Take = (objects: readonly HistoryObject[]) => boolean;

/** The packs that are read. */
export interface Packs {
  readonly folder: string;
  /** Bytes of an id. */
  readonly idBytes: number;
}

/**
 * What was read, in a thread of its own, family by family. git can only be asked for one object after the other: it makes each text anew of all that it differs from, and writes it to a pipe.
 */
export interface PackedReading extends Pick<PackEnd, 'surplus' | 'more' | 'log'> {
  /** All ids that were wanted. */
  readonly wanted: IdSet;
  /** Of these the ones that were not read, which are in none of these packs, damaged or long: git knows more of them. */
  readonly left: readonly string[];
  /** What ended the ids before they were all. */
  readonly failure?: unknown;
}

const NOTHING = { left: [], surplus: new Map<string, number>(), more: false, log: undefined };

/**
 * Reads many objects.
 *
 * @param makeRing makes what the two threads share: while we look at some texts, the next come. Longer texts are left to git.
 */
export async function readPacked(ids: AsyncIterable<readonly string[]>, { folder, idBytes }: Packs, take: Take, makeRing: () => Ring): Promise<PackedReading> {
  const wanted = IdSet.empty(idBytes);
  let thread: PackThread | undefined;
  try {
    const ended = await gather(ids, wanted, () => {
      // Before all ids are known: it takes its time to begin.
      if (wanted.count < WORTH_A_THREAD || thread !== undefined) return;
      thread = new PackThread({ folder, idBytes, pack: undefined });
      thread.fill({ ring: makeRing(), files: undefined }, take);
    });
    // Set by the gathering, which the compiler does not see.
    const reader = thread as PackThread | undefined;
    const end = reader === undefined ? { left: wanted.all() } : await reader.asked({ ids: wanted.shared });
    return { ...NOTHING, ...end, wanted, ...ended };
  } finally {
    await thread?.stop();
  }
}

/** Takes in ids until they end; `failure` is what ended them before they were all. */
async function gather(ids: AsyncIterable<readonly string[]>, wanted: IdSet, came: () => void = () => {}): Promise<{ readonly failure?: unknown }> {
  try {
    for await (const batch of ids) {
      wanted.add(batch);
      came();
    }
    return {};
  } catch (failure) {
    return { failure };
  }
}

/**
 * Reads all objects that a log names, and some more, beginning with a pack while git still writes the log: nearly all that packs hold belongs to the history.
 *
 * @param all what is wanted, for when the log says it not.
 */
export async function readLogged(
  log: HistoryLog,
  besides: readonly string[],
  all: AsyncIterable<readonly string[]>,
  thread: PackThread,
  take: Take,
  ring: Ring,
): Promise<PackedReading> {
  let end: PackEnd | undefined;
  thread.fill({ ring, files: log.files }, take);
  try {
    if (await Promise.race([log.isWritten(), thread.isOver.then(() => false)])) end = await thread.asked({ besides });
    if (end !== undefined) return { ...end, wanted: new IdSet(end.ids) };
    const wanted = IdSet.empty(thread.idBytes);
    const ended = await gather(all, wanted);
    end = await thread.asked({ ids: wanted.shared });
    // What broken off ids do not name may belong to the history all the same.
    const surplus = 'failure' in ended ? NOTHING.surplus : (end?.surplus ?? NOTHING.surplus);
    return { ...NOTHING, ...end, surplus, wanted, ...ended };
  } finally {
    const stopped = thread.stop();
    // One that has answered uses none of our files any more.
    if (end === undefined) await stopped;
  }
}

/** Begins to read the largest pack, where that is worth it, for `readLogged`. To be stopped in the end. */
export function beginAhead({ folder, idBytes }: Packs): PackThread | undefined {
  const largest = largestPack(folder);
  return largest !== undefined && largest.count >= WORTH_A_THREAD ? new PackThread({ folder, idBytes, pack: largest.path }) : undefined;
}

/** The thread that reads packs. */
export class PackThread {
  readonly idBytes: number;
  /** Is kept when nobody wants any more texts; fails when the thread does. */
  readonly isOver: Promise<void>;
  readonly #worker: Worker;
  #over: () => void = () => {};
  #fail: (why: unknown) => void = () => {};
  #heard: (end: PackEnd | undefined) => void = () => {};
  #filled = false;

  constructor(data: PackThreadData) {
    this.idBytes = data.idBytes;
    this.#worker = new Worker(typeof PACK_THREAD_FILE === 'string' ? PACK_THREAD_FILE : new URL('./pack-thread.js', import.meta.url), {
      workerData: data,
      // What it makes lives for a moment.
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    });
    this.isOver = new Promise((resolve, reject) => {
      this.#over = resolve;
      this.#fail = reject;
    });
    this.isOver.catch(() => {}); // Told by `asked`.
    const died = (how: string, cause?: Error): void => this.#fail(new GuardError('engine', `The thread that reads packs ${how}.`, cause === undefined ? {} : { cause }));
    this.#worker
      .on('online', () => this.#keepHeapSmall())
      .on('error', (cause) => died(`failed (${cause.name})`, cause))
      .on('exit', (code) => died(`ended with code ${code}`));
  }

  /** Lets it put texts where both of us can see them. */
  fill(room: PackRoom, take: Take): void {
    const { ring } = room;
    this.#filled = true;
    this.#worker.on('message', (answer: PackAnswer) => {
      try {
        if (answer === 'unknown log') this.#heard(undefined);
        else if ('left' in answer) this.#heard(answer);
        else if (take(enter(ring, answer))) leave(ring, answer);
        else this.#over();
      } catch (error) {
        this.#fail(error); // Nobody else hears what a listener throws.
      }
    });
    this.#keepHeapSmall();
    this.#worker.postMessage(room);
  }

  /** Says what is wanted. Undefined: it is over, or the log is unknown. */
  asked(order: PackOrder): Promise<PackEnd | undefined> {
    const heard = new Promise<PackEnd | undefined>((resolve) => {
      this.#heard = resolve;
    });
    this.#worker.postMessage(order);
    return Promise.race([heard, this.isOver.then(() => undefined)]);
  }

  /** When it has stopped, it uses none of our files any more. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** A new heap takes back, for all of them, that a young generation does not grow. Not before the program is loaded: its compiled code fits no other flags. */
  #keepHeapSmall(): void {
    if (this.#filled) keepHeapSmall();
  }
}
