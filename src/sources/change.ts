import { GuardError } from '../model/guard-error.js';
import type { Skipped } from '../model/scan-result.js';
import type { AddedLines, LineRange, Origin } from '../model/source-text.js';
import { binaryKind } from '../text/binary-magic.js';
import { decode } from '../text/decode.js';
import { languageOf } from '../text/language-of.js';
import type { BlobReader } from './blob-reader.js';
import { type DiffEntry, GITLINK, isEmptyBlob, isNullId } from './diff-entry.js';
import { intersect, lineCount, linesNotIn } from './line-ranges.js';
import type { PathFilter, SourceItem } from './source-item.js';

/** One path a commit would bring or brought, against each of its parents. */
export interface Change {
  readonly entry: DiffEntry;
  /** The entries of the same path against the other parents of a merge; a parent that has this very content makes the change no news. */
  readonly others: readonly DiffEntry[];
  readonly origin: (blob: string) => Origin;
}

interface Waiting {
  readonly change: Change;
  readonly content: Buffer | Promise<Buffer>;
}

/** How many blobs are asked for ahead of the one being scanned: git then reads while we match. */
const AHEAD = 8;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Hands on the files of changes with the lines that are new. Those git has not shown, since they are binary, moved or of another mode, are read. */
export async function* changeTexts(changes: AsyncIterable<Change>, blobs: BlobReader, filter: PathFilter): AsyncGenerator<SourceItem> {
  const queue: Waiting[] = [];
  for await (const change of changes) {
    const { entry } = change;
    if (CONFIGURATION.test(entry.path)) yield* configurationOf(change, blobs);
    if (entry.status === 'D') continue;
    if (arrives(change)) yield { kind: 'name', path: entry.path };
    const why = policy(entry, filter);
    if (why !== undefined) {
      yield { kind: 'skipped', skipped: { path: entry.path, why } };
      continue;
    }
    queue.push({ change, content: contentOf(entry, blobs) });
    if (!(yield* waitingTexts(queue, entry.content === undefined ? AHEAD : 0, blobs))) return;
  }
  yield* waitingTexts(queue, 0, blobs);
}

/** The names of `config/places.ts`. */
const CONFIGURATION = /(?:^|\/)(?:package\.json|\.precommit-guardrc(?:\.json|\.ya?ml)?|precommit-guard\.config\.(?:json|ya?ml))$/;
const OWN_PART = /"precommit-guard"\s*:\s*\{/;

/** A package.json is one that configures the program if it says so now: to read what it said before costs git. */
async function* configurationOf({ entry, origin }: Change, blobs: BlobReader): AsyncGenerator<SourceItem> {
  const { path, oldId, newId, status } = entry;
  if (status === 'U' || entry.newMode === GITLINK) return;
  try {
    const after = status === 'D' ? undefined : await contentOf(entry, blobs);
    if (path.endsWith('package.json') && (after === undefined || !OWN_PART.test(after.toString('latin1')))) return;
    const before = isNullId(oldId) ? undefined : await blobs.read(oldId);
    yield { kind: 'configuration', path, before, after, origin: origin(newId) };
  } catch (error) {
    if (!(error instanceof GuardError)) throw error; // What cannot be read is told of when it is to be scanned.
  }
}

/** What git has shown, or is asked for. */
function contentOf({ content, newId }: DiffEntry, blobs: BlobReader): Waiting['content'] {
  if (content !== undefined || isEmptyBlob(newId)) return content ?? Buffer.alloc(0);
  const read = blobs.read(newId);
  read.catch(() => {}); // Awaited later; until then a failure must not count as unhandled.
  return read;
}

/** Takes the first ones from a queue until `left` are left. Returns whether git still answers. */
async function* waitingTexts(queue: Waiting[], left: number, blobs: BlobReader): AsyncGenerator<SourceItem, boolean> {
  for (const { change, content } of queue.splice(0, queue.length - left)) {
    if (!(yield* textOf(change, content, blobs))) return false;
  }
  return true;
}

/** No parent has the path. */
function arrives({ entry, others }: Change): boolean {
  return [entry, ...others].every(({ status }) => status !== 'M' && status !== 'T');
}

function policy(entry: DiffEntry, filter: PathFilter): Skipped['why'] | undefined {
  if (entry.status === 'U') return 'unmerged: cannot be committed before it is resolved';
  if (entry.newMode === GITLINK) return 'submodule: scan it in its own repository';
  return filter(entry.path) ? undefined : 'path filter';
}

/** Returns whether git still answers: when it does not, one failure says as much as one for every path. */
async function* textOf(change: Change, content: Waiting['content'], blobs: BlobReader): AsyncGenerator<SourceItem, boolean> {
  const { entry } = change;
  const { path } = entry;
  try {
    const raw = await content;
    const binary = binaryKind(raw);
    if (binary !== undefined) {
      yield { kind: 'skipped', skipped: { path, why: binary } };
      return true;
    }
    const { bytes, encoding } = decode(raw);
    const ranges = await newLines(change, bytes, encoding !== 'bytes', blobs);
    const added: AddedLines = { kind: entry.status === 'R' && arrives(change) ? 'moved' : 'lines', ranges };
    const text = { path, bytes, language: languageOf(path), added, origin: change.origin(entry.newId) };
    yield { kind: 'text', text, rawBytes: raw.length, addedLines: lineCount(ranges) };
    if (raw.length < 1024 && raw.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER) {
      yield { kind: 'skipped', skipped: { path, why: 'git-lfs pointer: the content is not in git' } };
    }
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    yield {
      kind: 'failed',
      path,
      error: new GuardError(error.code, `${path.replaceAll('\n', '\\n')} was not scanned. ${error.message}`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        cause: error,
      }),
    };
    return error !== blobs.failure;
  }
  return true;
}

/** Lines that no parent has. Git's own count where it showed text whose lines are ours, else a comparison with the parent's content. */
async function newLines({ entry, others }: Change, bytes: Buffer, transcoded: boolean, blobs: BlobReader): Promise<readonly LineRange[]> {
  let common: readonly LineRange[] | undefined;
  for (const { oldId, oldMode, added } of [entry, ...others]) {
    let ranges = added;
    if (added === undefined || transcoded) {
      const none = isNullId(oldId) || oldMode === GITLINK;
      ranges = linesNotIn(bytes, none ? Buffer.alloc(0) : decode(await blobs.read(oldId)).bytes);
    }
    common = common === undefined ? ranges : intersect(common, ranges ?? []);
  }
  return common ?? [];
}
