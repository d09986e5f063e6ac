import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { GuardError } from '../model/guard-error.js';
import type { EngineChoice } from '../rules/regex-engine.js';
import type { Choice } from '../rules/ruleset.js';
import type { HistoryObject, ObjectType } from '../sources/history-objects.js';
import { objectLine } from '../sources/object-block.js';
import type { StoredPass } from './history-first-pass.js';

/** Objects are handed over in blocks of shared memory: while a thread looks at one, the next are filled. */
const BLOCK = 4 << 20;
const BLOCKS = 4;
/** A block is handed over when it holds so much, not only when it is full: the thread shall not wait for long. */
const ENOUGH = 2 << 20;
/** What one piece of git's output may bring at most, but for a long object that began before. */
const MOST_AT_ONCE = 256 << 10;
/** More threads would wait for the one that reads. */
const MOST_THREADS = 4;
/** To start threads takes longer than to look at so many packed bytes. */
const WORTH_THREADS = 2 << 20;

export interface ThreadData {
  readonly choices: readonly Choice[];
  readonly engine: EngineChoice;
  readonly blocks: readonly SharedArrayBuffer[];
}

/** `memory` is the number of a block, or memory of its own for what fits in none; `lines` say what lies there. */
export type Order = 'end' | { readonly memory: number | SharedArrayBuffer; readonly lines: string };
export type Answer = { readonly memory: number | undefined; readonly suspects: number } | { readonly pass: StoredPass };

/** Where the program has the thread's; the build defines it. */
declare const THREAD_FILE: string;

/** A thread that looks at objects. */
export class HistoryThread {
  suspects = 0;
  readonly #worker: Worker;
  readonly #blocks = Array.from({ length: BLOCKS }, () => new SharedArrayBuffer(BLOCK));
  readonly #free = this.#blocks.map((_, index) => index);
  readonly #pass: Promise<StoredPass>;
  #memory: number | SharedArrayBuffer | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #used = 0;
  #lines = '';
  #roomMade: (() => void) | undefined;
  #dead = false;

  constructor(choices: readonly Choice[], engine: EngineChoice) {
    const data: ThreadData = { choices, engine, blocks: this.#blocks };
    this.#worker = new Worker(typeof THREAD_FILE === 'string' ? THREAD_FILE : new URL('./history-thread.js', import.meta.url), {
      workerData: data,
      // What it makes lives for a moment.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    this.#pass = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: Answer) => {
        if ('pass' in answer) resolve(answer.pass);
        else this.#done(answer.memory, answer.suspects);
      });
      this.#worker.on('error', reject).on('exit', (code) => reject(new GuardError('engine', `A thread of the scan ended with code ${code}.`)));
    });
    // Told by `end`.
    this.#pass.catch(() => {
      this.#dead = true;
      this.#roomMade?.();
    });
  }

  /** Copies objects for the thread. Resolves when there is room again, where there is none now. */
  take(objects: readonly HistoryObject[]): Promise<void> | undefined {
    for (const object of objects) if (object.kind === 'object') this.#put(object);
    const room = typeof this.#memory === 'number' ? BLOCK - this.#used : 0;
    if (this.#dead || this.#free.length > 0 || room >= MOST_AT_ONCE) return undefined;
    return new Promise((resolve) => {
      this.#roomMade = resolve;
    });
  }

  /** What the thread found out, when it has looked at everything. */
  async end(): Promise<StoredPass> {
    this.#send();
    this.#worker.postMessage('end' satisfies Order);
    return await this.#pass;
  }

  /** Ends it before its time. */
  stop(): void {
    void this.#worker.terminate();
  }

  #put({ id, type, size, content }: { readonly id: string; readonly type: ObjectType; readonly size: number; readonly content: Buffer }): void {
    const { length } = content;
    if (this.#used + length > this.#bytes.length) this.#send();
    if (this.#memory === undefined) {
      this.#memory = length > BLOCK ? undefined : this.#free.pop();
      this.#memory ??= new SharedArrayBuffer(length);
      this.#bytes = Buffer.from(typeof this.#memory === 'number' ? (this.#blocks[this.#memory] as SharedArrayBuffer) : this.#memory);
    }
    this.#bytes.set(content, this.#used);
    this.#used += length;
    this.#lines += objectLine(id, type, size, length);
    if (this.#used >= ENOUGH) this.#send();
  }

  #send(): void {
    if (this.#memory === undefined) return;
    this.#worker.postMessage({ memory: this.#memory, lines: this.#lines } satisfies Order);
    this.#memory = undefined;
    this.#bytes = Buffer.alloc(0);
    this.#used = 0;
    this.#lines = '';
  }

  #done(memory: number | undefined, suspects: number): void {
    this.suspects = suspects;
    if (memory !== undefined) this.#free.push(memory);
    this.#roomMade?.();
    this.#roomMade = undefined;
  }
}

/** As many threads as can be fed: each has a git of its own, on a core of its own. None for a small history, nor with two cores, which the reading and this thread fill. @param packed how many bytes. */
export function threadsFor(packed: number): number {
  const cores = availableParallelism();
  return cores < 4 || packed < WORTH_THREADS ? 0 : Math.min(MOST_THREADS, cores >> 1);
}
