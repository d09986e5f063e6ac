import type { LoggedCommit } from '../sources/commit-log.js';
import type { GitContext } from '../sources/git-process.js';
import { messageIdentity, personIdentity } from '../sources/message-text.js';
import { type LooseObject, outgoingCommits, tipsOf } from '../sources/outgoing.js';
import type { PushUpdate } from '../sources/push-updates.js';
import type { ReceiptBook } from './receipt-book.js';

/** What is about to leave and was not found clean before. */
export interface Unproven {
  /** Newest first. */
  readonly commits: readonly LoggedCommit[];
  readonly objects: readonly LooseObject[];
  /** Names under which the remote will have it. */
  readonly refs: readonly string[];
  /** How many commits were proven. */
  readonly proven: number;
}

/** Looks for receipts of all that a push takes along. */
export async function lookAtPush(updates: readonly PushUpdate[], remote: string, book: ReceiptBook, context: GitContext): Promise<Unproven> {
  const tips = await tipsOf(updates, context);
  const commits: LoggedCommit[] = [];
  let proven = 0;
  for await (const commit of outgoingCommits(tips.commits, updates, remote, context)) {
    if (identitiesOf(commit).every((identity) => book.proven(identity))) proven++;
    else commits.push(commit);
  }
  return {
    commits,
    objects: tips.objects.filter((object) => !book.proven(objectIdentity(object))),
    refs: [...new Set(updates.map(({ remoteRef }) => remoteRef))].filter((ref) => !book.proven(refIdentity(ref))),
    proven,
  };
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
