import type { FirstLook } from '../detect/first-look.js';
import type { Suspicion } from '../detect/suspicion.js';
import { GuardError } from '../model/guard-error.js';
import type { SkipReason } from '../model/scan-result.js';
import { shortId } from '../sources/git-process.js';
import type { HistoryObject } from '../sources/history-objects.js';
import { letGoOfAll } from '../sources/small-heap.js';
import { binaryKind } from '../text/binary-magic.js';
import { decode } from '../text/decode.js';
import { detached } from '../text/detached.js';
import { forgetValues } from '../text/recurring.js';

/** Longer blobs are not scanned, unless they are binaries by policy. */
export const MOST_BYTES = 50 * 1024 * 1024;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Messages are looked at together, so many bytes: each alone costs more than it holds. */
const MESSAGES = 64 * 1024;
/** As much of the texts that may hold a finding is kept until they are looked at again: git would take longer to start. */
const MOST_KEPT = 1 << 20;

/** What the reading of all objects found out. */
export interface FirstPass {
  /** Blobs, commits and tags whose text may hold a finding. */
  readonly blobs: Set<string>;
  readonly messages: Set<string>;
  /** What is suspected of blobs in which rules for files of certain names may find something, and of large ones. */
  readonly suspicions: ReadonlyMap<string, Suspicion>;
  /** What some of these blobs hold. */
  readonly kept: ReadonlyMap<string, Buffer>;
  readonly skipped: Map<string, SkipReason>;
  readonly failed: Map<string, GuardError>;
  objects: number;
  bytes: number;
}

/** A pass in a form that can be written down: ids and counts, nothing of what the objects hold. */
export interface StoredPass {
  readonly blobs: readonly string[];
  readonly messages: readonly string[];
  /** `places` as pairs of offsets. */
  readonly suspicions: readonly (readonly [id: string, anywhere: boolean, byName: readonly string[], places: readonly (readonly [start: number, end: number])[] | null])[];
  readonly skipped: readonly (readonly [id: string, why: SkipReason])[];
  readonly failed: readonly (readonly [id: string, code: GuardError['code'], message: string, hint: string])[];
  readonly objects: number;
  readonly bytes: number;
}

export function storedPass(pass: FirstPass): StoredPass {
  return {
    blobs: [...pass.blobs],
    messages: [...pass.messages],
    suspicions: [...pass.suspicions].map(([id, { anywhere, byName, places }]) => [id, anywhere, byName, places?.map(({ start, end }) => [start, end]) ?? null]),
    skipped: [...pass.skipped],
    failed: [...pass.failed].map(([id, { code, message, hint }]) => [id, code, message, hint ?? '']),
    objects: pass.objects,
    bytes: pass.bytes,
  };
}

/** Looks at every object once, and remembers only which are worth a second look. */
export class FirstPassOver implements FirstPass {
  readonly blobs = new Set<string>();
  readonly messages = new Set<string>();
  readonly suspicions = new Map<string, Suspicion>();
  readonly kept = new Map<string, Buffer>();
  readonly skipped = new Map<string, SkipReason>();
  readonly failed = new Map<string, GuardError>();
  objects = 0;
  bytes = 0;
  readonly #makeLook: () => FirstLook;
  #look: FirstLook | undefined;
  #keeps = MOST_KEPT;
  /** Messages that wait, a line break and an empty line behind each. */
  #texts = Buffer.allocUnsafeSlow(2 * MESSAGES);
  #waiting: { readonly id: string; readonly start: number; readonly end: number }[] = [];
  #used = 0;

  /** @param makeLook is called when there is something to look at: what it makes takes memory. */
  constructor(makeLook: () => FirstLook) {
    this.#makeLook = makeLook;
  }

  /** Takes over what another pass found: that of a shard, or of an earlier run. */
  add(stored: StoredPass): void {
    for (const id of stored.blobs) this.blobs.add(id);
    for (const id of stored.messages) this.messages.add(id);
    for (const [id, anywhere, byName, places] of stored.suspicions) this.suspicions.set(id, { anywhere, byName, places: places?.map(([start, end]) => ({ start, end })) });
    for (const [id, why] of stored.skipped) this.skipped.set(id, why);
    for (const [id, code, message, hint] of stored.failed) this.failed.set(id, new GuardError(code, message, { hint }));
    this.objects += stored.objects;
    this.bytes += stored.bytes;
  }

  take(objects: readonly HistoryObject[]): void {
    for (const object of objects) {
      if (object.kind === 'failed') {
        this.failed.set(object.id, object.error);
        continue;
      }
      this.objects++;
      this.bytes += object.size;
      if (object.type === 'blob') this.#blob(object.id, object.size, object.content);
      else if (object.type !== 'tree') this.#message(object.id, messageOf(object.content));
    }
  }

  /** Memory in which texts are looked at without being copied. */
  get room(): Buffer {
    return this.#looking().room;
  }

  /** Looks at what waits, and lets go of what the looking takes. */
  end(): void {
    this.#messages();
    this.#look = undefined;
    forgetValues();
    letGoOfAll();
  }

  /** Lets go of objects that were taken and belong to no history. Called at the end. @param sizes by their ids. */
  forget(sizes: ReadonlyMap<string, number>): void {
    sizes.forEach((size, id) => {
      this.objects--;
      this.bytes -= size;
      for (const known of [this.blobs, this.messages, this.suspicions, this.kept, this.skipped, this.failed]) known.delete(id);
    });
  }

  #messages(): void {
    const waiting = this.#waiting;
    const all = this.#texts.subarray(0, this.#used);
    this.#waiting = [];
    this.#used = 0;
    // A message is no file of any name.
    const mayHold = (text: Buffer): boolean => this.#suspicion(text)?.anywhere === true;
    if (waiting.length === 0 || !mayHold(all)) return;
    for (const { id, start, end } of waiting) if (mayHold(all.subarray(start, end))) this.messages.add(detached(id));
  }

  #blob(id: string, size: number, content: Buffer): void {
    const binary = binaryKind(content);
    if (binary !== undefined) this.skipped.set(detached(id), binary);
    else if (size > content.length) this.failed.set(detached(id), tooLong(id, size));
    else {
      if (size < 1024 && content.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER) this.skipped.set(detached(id), 'git-lfs pointer: the content is not in git');
      const suspicion = this.#suspicion(decode(content).bytes);
      if (suspicion === undefined) return;
      const suspect = detached(id);
      this.blobs.add(suspect);
      if (suspicion.byName.length > 0 || suspicion.places !== undefined) this.suspicions.set(suspect, suspicion);
      if (size > this.#keeps) return;
      this.#keeps -= size;
      this.kept.set(suspect, Buffer.from(content));
    }
  }

  #suspicion(text: Buffer): Suspicion | undefined {
    return this.#looking().suspicion(text);
  }

  #looking(): FirstLook {
    this.#look ??= this.#makeLook();
    return this.#look;
  }

  #message(id: string, text: Buffer): void {
    const start = this.#used;
    const end = start + text.length;
    if (end + BREAK.length > this.#texts.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (end + BREAK.length));
      this.#texts.copy(larger, 0, 0, start);
      this.#texts = larger;
    }
    text.copy(this.#texts, start);
    BREAK.copy(this.#texts, end);
    this.#waiting.push({ id, start, end });
    this.#used = end + BREAK.length;
    if (this.#used > MESSAGES) this.#messages();
  }
}

/** For `FamiliarText`. */
export function randomBits(): bigint {
  return globalThis.crypto.getRandomValues(new BigUint64Array(1))[0] ?? 1n;
}

const BREAK = Buffer.from('\n\n');

/** The message of a commit or tag: what follows its headers and an empty line. */
export function messageOf(content: Buffer): Buffer {
  const end = content.indexOf(BREAK);
  return content.subarray(end < 0 ? content.length : end + BREAK.length);
}

function tooLong(id: string, size: number): GuardError {
  return new GuardError(
    'unreadable',
    `The object ${shortId(id)} was not scanned: it has ${Math.round(size / 1e6)} MB, more than the ${MOST_BYTES >> 20} MiB that are scanned of a history.`,
    {
      hint: 'Write it to a file (git cat-file blob) and scan the file, or accept it with --allow-incomplete.',
    },
  );
}
