import { aside } from './aside.js';
import { type GitContext, StartedGit } from './started-git.js';

/**
 * Options that make the answer of every diff command the same whatever is configured. Renames are found as git does by default; the copy of a file is new content.
 * `-D` keeps deleted content out of the patch. So many lines of context are all lines of a file, which spares reading it by another git; twice as many still fit into 32 bits.
 */
export const DIFF_OPTIONS: readonly string[] = [
  '--raw',
  '-p',
  '-z',
  '-U1000000000',
  '-D',
  '-M50%',
  '-l1000',
  '--no-abbrev',
  '--full-index',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--no-indent-heuristic',
  '--submodule=short',
  '--ignore-submodules=none',
  '-O/dev/null',
];

/** Starts git on the one question that every hook has: what differs between the index and HEAD. */
export function startStagedDiff(context: GitContext): StartedGit {
  return new StartedGit(['diff', '--cached', ...DIFF_OPTIONS, '--'], aside(context));
}
