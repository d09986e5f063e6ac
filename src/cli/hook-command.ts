import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { commitDoor } from './commit-door.js';
import { COMMIT_DOORS, type DoorLook } from './door-look.js';
import { messageDoor } from './message-door.js';
import { pushDoor } from './push-door.js';
import type { Terminal } from './terminal.js';

/** `hook NAME …`: what the scripts in hooks/ run, but for pre-commit, which is `--staged`. */
export async function hookCommand([door = '', ...words]: readonly string[], looked: DoorLook | undefined, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  if (COMMIT_DOORS.includes(door)) return commitDoor(door, context, terminal);
  if (door === 'commit-msg') return messageDoor(words[0], context, terminal);
  if (door === 'pre-push') return pushDoor(looked, context, terminal);
  throw new GuardError('usage', 'There is no such hook.', { hint: `Hooks: ${[...COMMIT_DOORS, 'commit-msg', 'pre-push'].join(', ')}; for pre-commit use --staged.` });
}
