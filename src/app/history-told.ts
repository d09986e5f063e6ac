import { GuardError } from '../model/guard-error.js';
import type { Skipped } from '../model/scan-result.js';
import type { FirstPass } from './history-first-pass.js';
import type { HistoryStory } from './history-story.js';

/** Tells of commits whose parents a shallow clone lacks. */
export function sayShallow(story: HistoryStory, shallow: ReadonlySet<string>, errors: GuardError[]): void {
  let ends = 0;
  for (const id of shallow) if (story.graph.indexOf(id) !== undefined) ends++;
  if (ends === 0) return;
  errors.push(
    new GuardError(
      'object-missing',
      `This is a shallow clone: what lies before ${ends === 1 ? 'its oldest commit' : `its ${ends} oldest commits`} is not here and was not scanned.`,
      {
        hint: 'git fetch --unshallow, or in CI fetch-depth: 0.',
      },
    ),
  );
}

export function withPath(error: GuardError, path: string | undefined): GuardError {
  if (path === undefined) return error;
  return new GuardError(error.code, `${path.replaceAll('\n', '\\n')}: ${error.message}`, { ...(error.hint === undefined ? {} : { hint: error.hint }), cause: error });
}

/** Each path once, however many of its versions there are. */
export function skippedPaths(pass: FirstPass, story: HistoryStory): Skipped[] {
  const all = new Map<string, Skipped>();
  for (const [id, why] of pass.skipped) {
    const path = story.pathOf(id) ?? '';
    all.set(`${path}\0${why}`, { path, why });
  }
  for (const path of story.submodules) all.set(path, { path, why: 'submodule: scan it in its own repository' });
  // In whatever order the objects were read.
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
