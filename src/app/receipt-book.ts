import { createHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { configText } from '../config/places.js';
import { BUILD } from '../model/version.js';
import { Receipts } from '../sources/receipts.js';
import type { Repository } from '../sources/repository.js';

/**
 * What was found clean before, by this build with this configuration. A receipt speaks of one thing that git can name (a changed path, a message, a name) and of what judged it; whatever
 * differs in either is not proven.
 */
export class ReceiptBook {
  readonly #receipts: Receipts;
  /** Undefined where it cannot be told what is configured: then nothing is proven, and nothing can be. */
  readonly #judge: string | undefined;

  constructor(repository: Repository) {
    this.#receipts = new Receipts(repository);
    this.#judge = judgeIn(repository.root);
  }

  proven(identity: string): boolean {
    return this.#judge !== undefined && this.#receipts.has(keyOf(this.#judge, identity));
  }

  /** Returns false when nothing can be written; then the next door looks again. */
  prove(identities: Iterable<string>): boolean {
    const judge = this.#judge;
    return judge !== undefined && this.#receipts.add([...identities].map((identity) => keyOf(judge, identity)));
  }
}

/** From so many keys on loading node:crypto, two milliseconds, costs less than doing without. */
const MANY = 30;
let made = 0;

/** 160 bits of a SHA-256. */
function keyOf(judge: string, identity: string): string {
  const text = `${judge}\n${identity}`;
  const hash = ++made < MANY ? bytesToHex(sha256(utf8ToBytes(text))) : createHash('sha256').update(text).digest('hex');
  return hash.slice(0, 40);
}

function judgeIn(root: string): string | undefined {
  try {
    return `${BUILD}\n${configText(root)}`;
  } catch {
    return undefined;
  }
}
