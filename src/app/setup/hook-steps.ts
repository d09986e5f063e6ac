import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardedHook, type HookChange, hookState, isToolHook, unguardedHook } from '../../sources/hook-file.js';
import { DOORS, type DoorName } from '../../sources/hooks-place.js';
import type { Project } from './project.js';
import { type Step, shownFile } from './step.js';

/** The hooks themselves, where no tool writes them. */
export function hookSteps({ place, root, lefthook, preCommit, simpleGitHooks, installedIn = '' }: Project): Step[] {
  if (lefthook !== undefined || simpleGitHooks !== undefined) return []; // They write all of the hooks.
  const shared = place.kind === 'husky';
  return DOORS.filter((door) => preCommit === undefined || door !== 'pre-commit').flatMap((door) => {
    const state = hookState(place.folder, door);
    const changes = guardedHook(place.folder, door, { copied: place.kind === 'plain', shared, installedIn });
    return changes
      .filter(({ after }) => after !== undefined)
      .map(({ file, after = '' }): Step => ({ kind: 'write', file, text: after, executable: true, what: `${WORDS[state]} ${shownFile(file, root)}` }));
  });
}

const WORDS = { missing: 'new hook', foreign: 'add a line to', older: 'renew', guarded: 'make executable' } as const;

/** What takes the program out of the hooks, where nobody remembers what they were. */
export function unhookChanges({ place }: Project): HookChange[] {
  return DOORS.flatMap((door) => unguardedHook(place.folder, door));
}

/** Does a tool's configuration make its hook run the program? */
export function throughTool({ root, lefthook, preCommit }: Pick<Project, 'root' | 'lefthook' | 'preCommit'>, folder: string, door: DoorName): boolean {
  const tool = isToolHook(folder, door);
  const file = tool === 'lefthook' ? lefthook : tool === 'pre-commit' ? preCommit : undefined;
  if (file === undefined) return false;
  try {
    return readFileSync(join(root, file), 'utf8').includes('precommit-guard');
  } catch {
    return false;
  }
}
