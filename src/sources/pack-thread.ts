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
  readonly ring: Ring;
  readonly ahead: Ahead | undefined;
}

/** What to begin with before it is known what is wanted. */
export interface Ahead {
  /** A pack, without `.pack`. */
  readonly pack: string;
  /** The file to which git writes its log, and one to keep in what was understood of it. */
  readonly log: number;
  readonly kept: number;
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

const { folder, idBytes, ring, ahead } = workerData as PackThreadData; // Given by packed-objects.ts alone.
const answer = (told: PackAnswer): void => parentPort?.postMessage(told);

const logged = IdSet.empty(idBytes);
const parser = new LogParser(ahead === undefined ? undefined : { file: ahead.kept, pages: [] });
const piece = Buffer.allocUnsafeSlow(PIECE);
let logAt = 0;
let unknown = false;

const filler = new RingFiller(ring, answer, readLog);
const unpacker = new Unpacker(filler.longest);
const first = ahead === undefined ? undefined : PackFile.open(ahead.pack, idBytes);
const families = first === undefined ? undefined : new PackFamilies(first);
families?.wantAll();
families?.read(unpacker, (number, type, text) => filler.add(first?.idOf(number) ?? '', type, text));
filler.send();

parentPort?.on('message', (order: PackOrder) => {
  if ('ids' in order) answer(settled(new IdSet(order.ids), undefined));
  else {
    while (readLog());
    const log = keptLog();
    logged.add(order.besides);
    answer(log === undefined ? 'unknown log' : settled(logged, log));
  }
});

/** Reads on in the log, as far as git has written it; false: no further. */
function readLog(): boolean {
  const read = ahead === undefined || unknown ? 0 : readSync(ahead.log, piece, 0, PIECE, logAt);
  logAt += read;
  if (read > 0) logged.add(understood(() => parser.push(piece.subarray(0, read))) ?? []);
  return read > 0;
}

function keptLog(): KeptChanges | undefined {
  return unknown ? undefined : understood(() => parser.kept);
}

function understood<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    unknown = true;
    return undefined;
  }
}

function settled(ids: IdSet, log: KeptChanges | undefined): PackEnd {
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
    const pack = path === ahead?.pack && first !== undefined ? undefined : PackFile.open(path, idBytes);
    if (pack === undefined) continue;
    const others = new PackFamilies(pack);
    others.want(ids, (number) => {
      const isFirst = found[number] === 0;
      found[number] = 1;
      return isFirst;
    });
    for (const number of others.read(unpacker, (wanted, type, text) => filler.add(ids.digits(wanted), type, text))) left.push(number);
    if (ahead !== undefined && others.hasOthers()) more = true;
    pack.close();
  }
  filler.send();
  found.forEach((is, number) => {
    if (is === 0) left.push(number);
  });
  return { left: left.map((number) => ids.digits(number)), surplus, more, ids: ids.shared, log };
}
