// The thread that reads packs for packed-objects.ts. A program of its own: the build makes it a file beside the others.
import { parentPort, workerData } from 'node:worker_threads';
import { type Ring, RingFiller, type RingPart } from './object-ring.js';
import { PackFamilies } from './pack-families.js';
import { PackFile, packsIn } from './pack-file.js';
import { Unpacker } from './unpacker.js';
import { WantedIds } from './wanted-ids.js';

export interface PackThreadData {
  /** Where the packs lie. */
  readonly folder: string;
  readonly idBytes: number;
  readonly ring: Ring;
}

/** The ids that are wanted, one behind the other. */
export type PackOrder = SharedArrayBuffer;
/** Texts, and at last the ids of those that were not made. */
export type PackAnswer = RingPart | readonly string[];

const { folder, idBytes, ring } = workerData as PackThreadData; // Given by packed-objects.ts alone.
const answer = (told: PackAnswer): void => parentPort?.postMessage(told);

parentPort?.once('message', (order: PackOrder) => answer(read(new WantedIds(Buffer.from(order), idBytes))));

/** @returns the ids that were left. */
function read(ids: WantedIds): string[] {
  const left: number[] = [];
  const found = new Uint8Array(ids.count);
  const filler = new RingFiller(ring, answer);
  const unpacker = new Unpacker(filler.longest);
  for (const path of packsIn(folder)) {
    const pack = PackFile.open(path, idBytes);
    if (pack === undefined) continue;
    const families = new PackFamilies(pack, ids, (number) => {
      const first = found[number] === 0;
      found[number] = 1;
      return first;
    });
    for (const number of families.read(unpacker, (wanted, type, text) => filler.add(ids.digits(wanted), type, text))) left.push(number);
    pack.close();
  }
  filler.send();
  found.forEach((is, number) => {
    if (is === 0) left.push(number);
  });
  return left.map((number) => ids.digits(number));
}
