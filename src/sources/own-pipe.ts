import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As much as the socket of a common Linux holds: more never comes at once. */
const MOST_AT_ONCE = 1 << 18;
/** What is held for who takes it, unless more is asked for. git and we are quick and slow at different places: with no more than a socket holds, each waits for the other twice as long. */
const HELD = 1 << 20;

/** What became of bytes that were handed over: how many were used, and whether more is wanted; a promise halts it all. */
export interface Taken {
  readonly used: number;
  readonly goesOn: boolean | Promise<boolean>;
}

/**
 * Is handed what has come, and must be done with it when it returns; what is not used is handed over again.
 *
 * @param grows it can come with more behind it. Else something of it must be used.
 */
export type Take = (bytes: Buffer, grows: boolean) => Taken;

/**
 * A pipe for a child's output that is read into one buffer, round and round. What Node reads from a pipe of its own making gets a new buffer each time: of a gigabyte of small pieces, that
 * takes as long as the reading itself.
 */
export class OwnPipe {
  /** The end that the child writes to. Closed by who started it as soon as the child has it. */
  readonly theirs: Socket;
  readonly ours: Socket;
  readonly #store: Store;

  constructor(theirs: Socket, ours: Socket, store: Store) {
    this.theirs = theirs;
    this.ours = ours;
    this.#store = store;
  }

  /**
   * Hands on what comes until `take` wants no more, or `ended` is settled and all has been taken; between two calls more may come. Rejects as `ended` does.
   *
   * @param came is called when something has come.
   */
  async each(take: Take, came: () => void, ended: Promise<void>): Promise<void> {
    const store = this.#store;
    let over = false;
    const end = ended.finally(() => {
      over = true;
      store.came();
    });
    end.catch(() => {}); // Awaited below.
    let wake = (): void => {};
    store.came = () => {
      came();
      wake();
    };
    const more = (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
      });
    for (;;) {
      const last = over;
      const bytes = store.next();
      const grows = !last && store.grows;
      const { used, goesOn } = bytes.length === 0 ? NOTHING : take(bytes, grows);
      if (!(typeof goesOn === 'boolean' ? goesOn : await goesOn)) return;
      if (bytes.length === 0 && last) return end;
      if (store.taken(used)) this.ours.resume();
      // What came meanwhile is read now.
      await (used === 0 ? more() : new Promise(setImmediate));
    }
  }
}

const NOTHING: Taken = { used: 0, goesOn: true };

/** Bytes that have come and were not taken yet: a ring. */
class Store {
  readonly #bytes: Buffer;
  /** Where what is held begins. */
  #from = 0;
  #held = 0;
  /** Nothing more may come for now. */
  #full = false;
  came = (): void => {};

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  get #size(): number {
    return this.#bytes.length;
  }

  /** Where the next read writes to, which must be known even while there is to be none: never nothing. */
  room(): Buffer {
    const to = (this.#from + this.#held) % this.#size;
    return this.#bytes.subarray(to, Math.min(this.#size, to + MOST_AT_ONCE, to + this.#size - this.#held));
  }

  /** So much was written there. False: nothing more may come until `taken` says so. */
  add(length: number): boolean {
    this.#held += length;
    this.#full = this.#held >= this.#size - MOST_AT_ONCE;
    this.came();
    return !this.#full;
  }

  /** What is held, as far as it lies in one. */
  next(): Buffer {
    return this.#bytes.subarray(this.#from, Math.min(this.#size, this.#from + this.#held));
  }

  /** Will more come right behind it? */
  get grows(): boolean {
    return !this.#full && this.#from + this.#held < this.#size;
  }

  /** Lets go of the beginning of what `next` gave. True: what had to wait may come again. */
  taken(length: number): boolean {
    this.#from = (this.#from + length) % this.#size;
    this.#held -= length;
    if (!this.#full || this.#held >= this.#size - MOST_AT_ONCE) return false;
    this.#full = false;
    return true;
  }
}

/** undefined where there can be none: on Windows, or where nothing can be written to the folder for temporary files. @param held how many bytes wait for who takes them. */
export async function ownPipe(held = HELD): Promise<OwnPipe | undefined> {
  if (process.platform === 'win32') return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'precommit-guard-')); // Nobody else can look into it.
    return await pipeAt(join(folder, 'pipe'), held);
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Both ends of a connection to ourselves. */
async function pipeAt(path: string, held: number): Promise<OwnPipe> {
  const server = createServer({ pauseOnConnect: true });
  try {
    server.listen(path);
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>; // By the event's documentation.
    const store = new Store(held);
    const ours = connect({ path, onread: { buffer: () => store.room(), callback: (length) => store.add(length) } });
    await once(ours, 'connect');
    const [theirs] = await accepted;
    return new OwnPipe(theirs, ours, store);
  } finally {
    server.close();
  }
}
