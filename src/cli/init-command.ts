import { relative } from 'node:path';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { guardHook, hookState, unguardHook } from '../sources/hook-file.js';
import { DOORS, type HooksPlace, hooksPlace } from '../sources/hooks-place.js';
import { requireRepository } from '../sources/repository.js';
import type { Terminal } from './terminal.js';

/** `init`: puts the program into all hooks, and keeps what is in them. `init --undo` takes it out again. */
export async function initCommand(undo: boolean, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const repository = requireRepository(context);
  const place = await hooksPlace(repository, context);
  const shown = relative(context.cwd, place.folder) || '.';
  if (place.kind === 'outside') {
    throw new GuardError('usage', `Hooks are taken from ${place.folder} (core.hooksPath in ${place.origin}), which is no folder of this repository; it is left alone.`, {
      hint: 'For hooks of its own: git config core.hooksPath .git/hooks. Or call the scripts in node_modules/precommit-guard/hooks from there.',
    });
  }
  try {
    for (const door of DOORS) terminal.out(`${undo ? undone(place, door) : done(place, door)} ${shown}/${door}\n`);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new GuardError('output', `The hooks in ${shown} cannot be written (${String(cause.code)}).`, { hint: 'Check who owns the folder.', cause });
  }
  if (!undo && place.kind === 'husky' && place.origin === undefined) terminal.out('husky is not set up in this clone yet: run npx husky, or npm install.\n');
  if (!undo) terminal.out('precommit-guard doctor tells whether all is in place, precommit-guard selftest proves it.\n');
  return 0;
}

function done(place: HooksPlace, door: (typeof DOORS)[number]): string {
  const before = hookState(place.folder, door);
  guardHook(place.folder, door, place.kind === 'plain');
  return before === 'guarded' ? 'has it   ' : before === 'older' ? 'updated  ' : before === 'foreign' ? 'added to ' : 'installed';
}

function undone(place: HooksPlace, door: (typeof DOORS)[number]): string {
  return unguardHook(place.folder, door) ? 'taken out of' : 'left alone  ';
}
