import { GuardError } from '../model/guard-error.js';
import { BlobReader } from './blob-reader.js';
import { type LoggedCommit, loggedCommits } from './commit-log.js';
import { isNullId } from './diff-entry.js';
import { type GitContext, GitFailure, GitProcess, shortId } from './git-process.js';
import type { PushUpdate } from './push-updates.js';

/** An object that a ref names and that is no commit. */
export interface LooseObject {
  readonly type: 'tag' | 'tree' | 'blob';
  readonly id: string;
  /** The ref. */
  readonly name: string;
}

/** What refs name: where histories begin, and what else. */
export interface Tips {
  readonly commits: readonly string[];
  readonly objects: readonly LooseObject[];
}

/** Branches hold commits, as git sees to; any other ref may name any object, and a tag any other. */
export async function tipsOf(updates: readonly PushUpdate[], context: GitContext): Promise<Tips> {
  const isBranch = ({ remoteRef, localRef }: PushUpdate): boolean => remoteRef.startsWith('refs/heads/') && localRef.startsWith('refs/heads/');
  const commits = updates.filter(isBranch).map(({ localId }) => localId);
  const others = updates.filter((update) => !isBranch(update)).map(({ localId, localRef, remoteRef }) => ({ id: localId, name: remoteRef === '' ? localRef : remoteRef }));
  if (others.length === 0) return { commits, objects: [] };
  const objects: LooseObject[] = [];
  const tags = new BlobReader(context);
  try {
    // A tag may name a tag: all of a depth are asked for together.
    for (let level = others; level.length > 0; ) {
      const types = await objectTypes(
        level.map(({ id }) => id),
        context,
      );
      const next: typeof others = [];
      for (const [index, { id, name }] of level.entries()) {
        const type = types[index];
        if (type === 'commit') commits.push(id);
        else if (type === 'tag' || type === 'tree' || type === 'blob') objects.push({ type, id, name });
        else throw missing(id);
        if (type === 'tag') next.push({ id: taggedBy(await tags.read(id)), name });
      }
      level = next;
    }
  } finally {
    tags.close();
  }
  return { commits, objects };
}

/** https://git-scm.com/docs/git-mktag */
function taggedBy(tag: Buffer): string {
  return /^object ([0-9a-f]{40,64})\n/.exec(tag.toString('latin1', 0, 80))?.[1] ?? '';
}

/**
 * The commits that a push takes along: those that `tips` reach and the remote does not have, by what is known here of it.
 *
 * @param remote its name, or nothing where it has none: then no refs here tell what it has.
 */
export async function* outgoingCommits(tips: readonly string[], updates: readonly PushUpdate[], remote: string, context: GitContext): AsyncGenerator<LoggedCommit> {
  if (tips.length === 0) return;
  const known = [...new Set(updates.map(({ remoteId }) => remoteId))].filter((id) => !isNullId(id));
  const options = remote === '' ? [] : ['--not', `--remotes=${remote}`];
  const log = (remoteHas: readonly string[]): AsyncGenerator<LoggedCommit> => loggedCommits([...tips, ...remoteHas.map((id) => `^${id}`)], options, context);
  let begun = false;
  try {
    for await (const commit of log(known)) {
      begun = true;
      yield commit;
    }
  } catch (error) {
    if (begun || !(error instanceof GitFailure) || known.length === 0) throw error;
    // What others have pushed meanwhile is not here, and git will not take it for a limit.
    const types = await objectTypes([...tips, ...known], context);
    const gone = tips.find((_, index) => types[index] === undefined);
    if (gone !== undefined) throw missing(gone);
    yield* log(known.filter((_, index) => types[tips.length + index] !== undefined));
  }
}

/** The type of each object; undefined for those that are not here. Format: https://git-scm.com/docs/git-cat-file#_batch_output */
async function objectTypes(ids: readonly string[], context: GitContext): Promise<(string | undefined)[]> {
  const git = new GitProcess(['cat-file', '--batch-check'], context, 'pipe');
  git.stdin?.end(`${ids.join('\n')}\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of git.chunks()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('latin1').split('\n');
  return ids.map((_, index) => /^[0-9a-f]+ (commit|tag|tree|blob) [0-9]+$/.exec(lines[index] ?? '')?.[1]);
}

function missing(id: string): GuardError {
  return new GuardError('object-missing', `The object ${shortId(id)} is to be pushed and is not in this repository.`, { hint: 'The repository is damaged: git fsck tells more.' });
}
