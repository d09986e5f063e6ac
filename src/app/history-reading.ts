import { BEHIND_TEXT } from '../rules/familiar-text.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { Choice } from '../rules/ruleset.js';
import type { GitContext } from '../sources/git-process.js';
import type { HistoryLog } from '../sources/history-log.js';
import { type HistoryObject, readObjects } from '../sources/history-objects.js';
import type { Ref } from '../sources/history-refs.js';
import type { IdSet } from '../sources/id-set.js';
import { type Ring, ringIn } from '../sources/object-ring.js';
import { type Packs, type PackThread, readLogged, readPacked } from '../sources/packed-objects.js';
import { type FirstPassOver, MOST_BYTES } from './history-first-pass.js';
import { HistoryThread } from './history-threads.js';

export interface Reading {
  /** Of all objects, each once; ended here. */
  readonly ids: AsyncGenerator<readonly string[]>;
  /** Where the log names them: then the ids are asked for only where it may not have named all. */
  readonly logged?: Logged;
  readonly packs: Packs;
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

/** The log names all that commits have, which is nearly always all there is. */
export interface Logged {
  readonly log: HistoryLog;
  readonly refs: readonly Ref[];
  /** That reads the largest pack. */
  readonly thread: PackThread;
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

async function readHere(pass: FirstPassOver, reading: Reading, context: GitContext): Promise<void> {
  const { ids, logged, packs, listed, progress, stopped } = reading;
  let namesTag = false;
  const take = (objects: readonly HistoryObject[]): boolean => {
    namesTag ||= logged !== undefined && objects.some(isTagOfTag);
    pass.take(objects);
    progress({ objects: pass.objects, bytes: pass.bytes, suspects: pass.blobs.size + pass.messages.size });
    return !stopped();
  };
  const byGit = (some: AsyncIterable<readonly string[]>): Promise<void> => readObjects(some, context, MOST_BYTES, take, HELD);
  const makeRing = (): Ring => ringIn(pass.room, BEHIND_TEXT);
  const all = async function* (): AsyncGenerator<readonly string[]> {
    yield* ids;
    listed();
  };
  let surplus: ReadonlyMap<string, number> = new Map();
  try {
    const read = logged === undefined ? await readPacked(all(), packs, take, makeRing) : await readLogged(logged.log, tagsOf(logged.refs), ids, logged.thread, take, makeRing());
    if (read.left.length > 0) await byGit(asGiven(read.left));
    if ('failure' in read) throw read.failure;
    const unnamed = new Map(read.surplus);
    if (logged !== undefined && read.log !== undefined) {
      logged.log.take(read.log);
      const isAll = !namesTag && !read.more && unnamed.size === 0 && logged.refs.every(({ commit }) => read.wanted.has(commit));
      if (!isAll && !stopped()) await byGit(unread(ids, read.wanted, unnamed));
    }
    surplus = unnamed;
  } finally {
    // What broke it off is told; what was read counts all the same.
    pass.end();
    pass.forget(surplus);
  }
}

function tagsOf(refs: readonly Ref[]): string[] {
  return refs.flatMap(({ object, commit }) => (object === commit ? [] : [object]));
}

/** A tag of a tag: no ref and no commit names the inner one. */
function isTagOfTag(object: HistoryObject): boolean {
  return object.kind === 'object' && object.type === 'tag' && object.content.includes('\ntype tag\n');
}

/** Of all ids those that were not wanted before; what was read all the same is taken out of `unnamed`. */
async function* unread(ids: AsyncGenerator<readonly string[]>, wanted: IdSet, unnamed: Map<string, number>): AsyncGenerator<readonly string[]> {
  for await (const some of ids) yield some.filter((id) => !unnamed.delete(id) && !wanted.has(id));
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
