import { GuardError } from '../model/guard-error.js';
import { isNullId } from './diff-entry.js';

/** One ref that is about to be pushed: https://git-scm.com/docs/githooks#_pre_push */
export interface PushUpdate {
  readonly localRef: string;
  readonly localId: string;
  readonly remoteRef: string;
  /** What the remote has there; all zeros: nothing. Perhaps unknown here. */
  readonly remoteId: string;
}

/** What git tells pre-push on its standard input, deletions left out: they take nothing along. */
export function pushUpdates(input: string): PushUpdate[] {
  return input
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [localRef = '', localId = '', remoteRef = '', remoteId = '', ...more] = line.split(' ');
      if (!/^[0-9a-f]{40,64}$/.test(localId) || !/^[0-9a-f]{40,64}$/.test(remoteId) || more.length > 0) {
        throw new GuardError('usage', 'What is to be pushed was not told as git tells it.', { hint: 'hook pre-push is run by git push, which writes to its standard input.' });
      }
      return { localRef, localId, remoteRef, remoteId };
    })
    .filter(({ localId }) => !isNullId(localId));
}
