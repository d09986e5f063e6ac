// The thread that reads packs for packed-objects.ts. A program of its own: the build makes it a file beside the others.
import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { GuardError } from '../model/guard-error.js';
import { IdSet, type SharedIds } from './id-set.js';
import { LogParser } from './log-parser.js';
import type { KeptChanges } from './logged-changes.js';
import { type Ring, RingFiller, type RingPart } from './object-ring.js';
import { PackFamilies } from './pack-families.js';
import { PackFile, packsIn } from './pack-file.js';
import { Unpacker } from './unpacker.js';

export interface PackThreadData {
  /** Where the packs lie. */
  readonly folder: string;
  readonly idBytes: number;
  /** The one to begin with before it is known what is wanted, by its path without `.pack`. */
  readonly pack: string | undefined;
}

/** Where to put texts; and the file to which git writes its log, with one in which to keep what was understood of it. */
export interface PackRoom {
  readonly ring: Ring;
  readonly files: { readonly log: number; readonly kept: number } | undefined;
}

/** What is wanted: some ids, or those that the log names, which is whole now, and some more. */
export type PackOrder = { readonly ids: SharedIds } | { readonly besides: readonly string[] };

/** What came of it. */
export interface PackEnd {
  /** The ids of wanted objects that were not read. */
  readonly left: readonly string[];
  /** The sizes of what was read and is not wanted, by their ids. */
  readonly surplus: ReadonlyMap<string, number>;
  /** Is there more in the packs that was neither wanted nor read, but for trees? Asked only where it was begun ahead. */
  readonly more: boolean;
  /** All that was wanted. */
  readonly ids: SharedIds;
  readonly log: KeptChanges | undefined;
}

/** Texts, and at last the end; or that the log cannot be understood. */
export type PackAnswer = RingPart | PackEnd | 'unknown log';

/** So much of the log is read at a time. */
const PIECE = 1 << 16;

const { folder, idBytes, pack } = workerData as PackThreadData; // Given by packed-objects.ts alone.
const answer = (told: PackAnswer): void => parentPort?.postMessage(told);

const first = pack === undefined ? undefined : PackFile.open(pack, idBytes);
const families = first === undefined ? undefined : new PackFamilies(first);
/** A little more than what the log will name. */
const expected = 1.1 * (families?.wantAll() ?? 0);

class Reading {
  readonly #filler: RingFiller;
  readonly #unpacker: Unpacker;
  readonly #log: number | undefined;
  readonly #parser: LogParser;
  readonly #piece = Buffer.allocUnsafeSlow(PIECE);
  readonly #logged = IdSet.empty(idBytes, expected);
  #logAt = 0;
  #unknown = false;

  constructor({ ring, files }: PackRoom) {
    this.#filler = new RingFiller(ring, answer, () => this.#readLog());
    this.#unpacker = new Unpacker(this.#filler.longest);
    this.#log = files?.log;
    this.#parser = new LogParser(files && { file: files.kept, pages: [] });
  }

  begin(): void {
    families?.read(this.#unpacker, (number, type, text) => this.#filler.add(first?.idOf(number) ?? '', type, text));
    this.#filler.send();
    parentPort?.on('message', (order: PackOrder) => {
      answer('ids' in order ? this.#settled(new IdSet(order.ids), undefined) : this.#byLog(order.besides));
    });
  }

  #byLog(besides: readonly string[]): PackAnswer {
    while (this.#readLog());
    const log = this.#understood(() => this.#parser.kept);
    this.#logged.add(besides);
    return this.#unknown || log === undefined ? 'unknown log' : this.#settled(this.#logged, log);
  }

  /** Reads on in the log, as far as git has written it; false: no further. */
  #readLog(): boolean {
    const read = this.#log === undefined || this.#unknown ? 0 : readSync(this.#log, this.#piece, 0, PIECE, this.#logAt);
    this.#logAt += read;
    if (read > 0) this.#logged.add(this.#understood(() => this.#parser.push(this.#piece.subarray(0, read))) ?? []);
    return read > 0;
  }

  #understood<T>(part: () => T): T | undefined {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      this.#unknown = true;
      return undefined;
    }
  }

  #settled(ids: IdSet, log: KeptChanges | undefined): PackEnd {
    const left: number[] = [];
    const surplus = new Map<string, number>();
    let more = false;
    const found = new Uint8Array(ids.count);
    families?.settle(ids, {
      wanted: (number) => {
        found[number] = 1;
      },
      surplus: (id, size) => surplus.set(id, size),
      unread: () => {
        more = true;
      },
    });
    first?.close();
    for (const path of packsIn(folder)) {
      const opened = path === pack && first !== undefined ? undefined : PackFile.open(path, idBytes);
      if (opened === undefined) continue;
      const others = new PackFamilies(opened);
      others.want(ids, (number) => {
        const isFirst = found[number] === 0;
        found[number] = 1;
        return isFirst;
      });
      for (const number of others.read(this.#unpacker, (wanted, type, text) => this.#filler.add(ids.digits(wanted), type, text))) left.push(number);
      if (pack !== undefined && others.hasOthers()) more = true;
      opened.close();
    }
    this.#filler.send();
    found.forEach((is, number) => {
      if (is === 0) left.push(number);
    });
    return { left: left.map((number) => ids.digits(number)), surplus, more, ids: ids.shared, log };
  }
}

parentPort?.once('message', (room: PackRoom) => new Reading(room).begin());
