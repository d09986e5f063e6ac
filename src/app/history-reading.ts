import { BEHIND_TEXT } from '../rules/familiar-text.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { Choice } from '../rules/ruleset.js';
import type { GitContext } from '../sources/git-process.js';
import { type HistoryObject, readObjects } from '../sources/history-objects.js';
import { ringIn } from '../sources/object-ring.js';
import { readPacked } from '../sources/packed-objects.js';
import { type FirstPassOver, MOST_BYTES } from './history-first-pass.js';
import { HistoryThread } from './history-threads.js';

export interface Reading {
  /** Of all objects, each once; ended here. */
  readonly ids: AsyncGenerator<readonly string[]>;
  /** The folder of the repository's packs. */
  readonly packs: string;
  /** Is called when git has listed them all, or as soon as nothing is gained by waiting for that: until then it needs both cores for it. */
  readonly listed: () => void;
  /** How many threads look at objects, each fed by a git of its own; with none this one does. */
  readonly threads: number;
  /** The rules that run: see `Ruleset`. */
  readonly choices: readonly Choice[];
  readonly engine: EngineChoice;
  readonly progress: (done: { readonly objects: number; readonly bytes: number; readonly suspects: number }) => void;
  readonly stopped: () => boolean;
}

/** git gives a thousand versions that we know in the time in which we look at one that is new: with so many bytes between us neither waits for the other. Twice as many gain nothing. */
const HELD = 4 << 20;

/** Looks at all objects once. */
export async function readHistory(pass: FirstPassOver, reading: Reading, context: GitContext): Promise<void> {
  try {
    await (reading.threads === 0 ? readHere(pass, reading, context) : readInThreads(pass, reading, context));
  } finally {
    void reading.ids.return(undefined);
  }
}

async function readHere(pass: FirstPassOver, { ids, packs, listed, progress, stopped }: Reading, context: GitContext): Promise<void> {
  const all = async function* (): AsyncGenerator<readonly string[]> {
    yield* ids;
    listed();
  };
  const take = (objects: readonly HistoryObject[]): boolean => {
    pass.take(objects);
    progress({ objects: pass.objects, bytes: pass.bytes, suspects: pass.blobs.size + pass.messages.size });
    return !stopped();
  };
  for await (const left of readPacked(all(), packs, take, () => ringIn(pass.room, BEHIND_TEXT))) await readObjects(asGiven(left), context, MOST_BYTES, take, HELD);
  pass.end();
}

async function* asGiven(ids: readonly string[]): AsyncGenerator<readonly string[]> {
  yield ids;
}

async function readInThreads(pass: FirstPassOver, { ids, listed, threads: count, choices, engine, progress, stopped }: Reading, context: GitContext): Promise<void> {
  const threads = Array.from({ length: count }, () => new HistoryThread(choices, engine));
  let { objects, bytes } = pass;
  let over = false;
  listed();
  const goesOn = (): boolean => !over && !stopped();
  const counted = (read: readonly HistoryObject[]): void => {
    for (const object of read) {
      if (object.kind === 'failed') pass.failed.set(object.id, object.error);
      else {
        objects++;
        bytes += object.size;
      }
    }
    progress({ objects, bytes, suspects: pass.blobs.size + pass.messages.size + threads.reduce((total, { suspects }) => total + suspects, 0) });
  };
  try {
    await Promise.all(
      threads.map((thread) =>
        readObjects(ids, context, MOST_BYTES, (read) => {
          counted(read);
          const room = thread.take(read);
          return room === undefined ? goesOn() : room.then(goesOn);
        }),
      ),
    );
    for (const thread of threads) pass.add(await thread.end());
  } finally {
    over = true;
    for (const thread of threads) thread.stop();
  }
}
