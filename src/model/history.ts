import type { Finding } from './finding.js';
import type { ScanResult } from './scan-result.js';

/** Where what was found can still be reached from. `HEAD`: it is in the files of HEAD now; the others: in the history of a ref of that kind. */
export type Reach = 'HEAD' | 'local' | 'remote' | 'stash' | 'reflog' | 'dangling';

export interface CommitNote {
  readonly id: string;
  readonly author: string;
  /** ISO 8601, UTC, to the second. */
  readonly date: string;
}

/** A finding in a history: where the secret came in first, and what became of it. */
export interface HistoryFinding extends Finding {
  /** The commit that brought it; undefined where no commit holds it. */
  readonly introduced?: CommitNote;
  /** The commit that took it out of its last place; undefined while HEAD has it, or a branch that never lost it. */
  readonly removed?: CommitNote;
  readonly reachable: readonly Reach[];
  /** Refs whose history has the commit that brought it, at most `MOST_REFS`, and how many more there are. */
  readonly refs: readonly string[];
  readonly moreRefs: number;
  /** All paths it went by, when it was moved. */
  readonly paths: readonly string[];
  /** How many versions of files or messages hold it. */
  readonly versions: number;
}

/** One secret, wherever it occurs. */
export interface HistorySecret {
  /** Rule and keyed hash; the same in every shard. */
  readonly key: string;
  /** The gravest first. */
  readonly findings: readonly HistoryFinding[];
}

export interface HistoryResult extends ScanResult {
  readonly findings: readonly HistoryFinding[];
  readonly secrets: readonly HistorySecret[];
  readonly commits: number;
  readonly objects: number;
}
