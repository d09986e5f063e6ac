import type { LoggedCommit } from '../sources/commit-log.js';
import type { GitContext } from '../sources/git-process.js';
import { messageIdentity, personIdentity } from '../sources/message-text.js';
import { type LooseObject, outgoingCommits, tipsOf } from '../sources/outgoing.js';
import type { PushUpdate } from '../sources/push-updates.js';
import type { ReceiptBook } from './receipt-book.js';

/** What is about to leave and was not found clean before. */
export interface Unproven {
  /** Newest first, while git still tells of the rest: to be read once. */
  readonly commits: AsyncIterable<LoggedCommit>;
  readonly objects: readonly LooseObject[];
  /** The commits at the ends. */
  readonly tips: readonly string[];
  /** Names under which the remote will have it. */
  readonly refs: readonly string[];
  /** What commits were seen so far; of all of them when `commits` has come to its end. */
  readonly seen: { readonly unproven: number; readonly proven: number };
}

/** Looks for receipts of all that a push takes along. Returns with the first commit that has none, or when all have. */
export async function lookAtPush(updates: readonly PushUpdate[], remote: string, book: ReceiptBook, context: GitContext): Promise<Unproven> {
  const tips = await tipsOf(updates, context);
  const seen = { unproven: 0, proven: 0 };
  const commits = unprovenOf(outgoingCommits(tips.commits, updates, remote, context), book, seen);
  const first = await commits.next();
  return {
    commits: resumed(first, commits),
    tips: tips.commits,
    objects: tips.objects.filter((object) => !book.proven(objectIdentity(object))),
    refs: [...new Set(updates.map(({ remoteRef }) => remoteRef))].filter((ref) => !book.proven(refIdentity(ref))),
    seen,
  };
}

async function* unprovenOf(commits: AsyncIterable<LoggedCommit>, book: ReceiptBook, seen: { unproven: number; proven: number }): AsyncGenerator<LoggedCommit, void> {
  for await (const commit of commits) {
    if (identitiesOf(commit).every((identity) => book.proven(identity))) seen.proven++;
    else {
      seen.unproven++;
      yield commit;
    }
  }
}

async function* resumed(first: IteratorResult<LoggedCommit, void>, rest: AsyncIterable<LoggedCommit>): AsyncGenerator<LoggedCommit, void> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

/** All that a commit brings. */
export function identitiesOf({ changes, people, message }: LoggedCommit): string[] {
  return [messageIdentity(message), ...people.map(personIdentity), ...changes.map(({ identity }) => identity)];
}

export function objectIdentity({ type, id, name }: LooseObject): string {
  return `${type} ${id} ${name}`;
}

export function refIdentity(ref: string): string {
  return `ref ${ref}`;
}
