import { startStagedDiff } from '../sources/staged-diff.js';
import { type Stamp, takeStamp } from '../sources/stamp.js';
import type { GitContext, StartedGit } from '../sources/started-git.js';

/** What was begun before the program was loaded. */
export interface Early {
  /** git, asked what is staged. */
  readonly diff: StartedGit;
  /** What it was asked about, where git runs us in a commit. */
  readonly stamp: Stamp | undefined;
}

/** Arguments that change nothing of what git is asked. */
const PLAIN = new Set(['--staged', '--no-config', '--no-color', '--quiet', '-q', '--verbose', '--all-lines']);

/** Asks git in a hook before anything else is loaded: it then works meanwhile. Only for the plain forms, which cannot turn out to mean something else; undefined for all others. */
export function startEarly(argv: readonly string[], context: GitContext): Early | undefined {
  if (!argv.every((argument) => PLAIN.has(argument))) return undefined;
  const stamp = takeStamp(context); // First: should the index change from now on, the stamp is not of what it becomes.
  return { stamp, diff: startStagedDiff(context) };
}
