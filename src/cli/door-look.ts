import { readFileSync, writeSync } from 'node:fs';
import { lookAtPush, type Unproven } from '../app/push-look.js';
import { ReceiptBook } from '../app/receipt-book.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { type PushUpdate, pushUpdates } from '../sources/push-updates.js';
import { announcedHeads, mergeHeads, type Repository, requireRepository } from '../sources/repository.js';
import { stagedIdentities } from '../sources/staged-identities.js';

/** What a hook knows before the program is loaded. */
export interface DoorLook {
  /** Everything has a receipt. */
  readonly proven: boolean;
  /** At pre-push: what has none. */
  readonly unproven?: Unproven;
  /** Why it could not be told. Not the error itself, which is made by another copy of its class than the program's. */
  readonly failure?: Pick<GuardError, 'code' | 'message' | 'hint'>;
}

/** The doors behind which a commit is made of what is staged. */
export const COMMIT_DOORS: readonly string[] = ['pre-merge-commit', 'prepare-commit-msg', 'pre-applypatch'];

/**
 * Looks for receipts, with as little of the program as that takes.
 *
 * @param words the name of the hook and what git gives to it.
 */
export async function lookInDoor([door = '', ...words]: readonly string[], context: GitContext): Promise<DoorLook> {
  try {
    if (COMMIT_DOORS.includes(door)) return { proven: await stagedIsProven(door, context) };
    if (door === 'pre-push') return await lookBeforePush(words, context);
    return { proven: false };
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    return { proven: false, failure: { code: error.code, message: error.message, hint: error.hint } };
  }
}

/** The other parents of the commit that is being made. */
export function headsFor(door: string, repository: Repository, env: NodeJS.ProcessEnv): string[] {
  return door === 'pre-merge-commit' ? announcedHeads(env) : mergeHeads(repository);
}

async function stagedIsProven(door: string, context: GitContext): Promise<boolean> {
  const repository = requireRepository(context);
  const identities = await stagedIdentities(headsFor(door, repository, context.env), context);
  if (identities.length === 0) return true;
  const book = new ReceiptBook(repository);
  return identities.every((identity) => book.proven(identity));
}

/** git gives the name of the remote and its address, and on standard input what is to be pushed: https://git-scm.com/docs/githooks#_pre_push */
async function lookBeforePush([name = '', address]: readonly string[], context: GitContext): Promise<DoorLook> {
  const updates: readonly PushUpdate[] = pushUpdates(readFileSync(0, 'latin1'));
  if (updates.length === 0) return { proven: true };
  const unproven = await lookAtPush(updates, name === address ? '' : name, new ReceiptBook(requireRepository(context)), context);
  const { seen } = unproven;
  const proven = seen.unproven + unproven.objects.length + unproven.refs.length === 0;
  if (proven && seen.proven > 0) writeSync(2, `precommit-guard: nothing to scan, ${seen.proven === 1 ? 'the commit was' : `${seen.proven} commits were`} found clean before.\n`);
  return { proven, unproven };
}
