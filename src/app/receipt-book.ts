import { createHash } from 'node:crypto';
import { configText } from '../config/places.js';
import { BUILD } from '../model/version.js';
import { CHANGE } from '../sources/change-identity.js';
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

/** A change is kept as it is, since the index beside it says the same, and a hook pays two milliseconds for its first hash; what else people write is kept as a hash. */
function keyOf(judge: string, identity: string): string {
  return `${judge} ${identity.startsWith(CHANGE) ? identity : hashOf(identity)}`;
}

function judgeIn(root: string): string | undefined {
  try {
    const text = configText(root);
    // Files of rules may change and the configuration not: nothing is taken for proven then.
    if (text.includes('ruleFiles')) return undefined;
    return text === '' ? BUILD : `${BUILD}~${hashOf(text)}`;
  } catch {
    return undefined;
  }
}

/** 160 bits of a SHA-256. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
