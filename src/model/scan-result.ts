import type { Finding } from './finding.js';
import type { GuardError } from './guard-error.js';

/** Content that was not scanned, by policy; a scan with such entries is still complete. */
export interface Skipped {
  readonly path: string;
  readonly why: SkipReason;
}

export type SkipReason =
  | 'binary: image'
  | 'binary: audio or video'
  | 'binary: archive'
  | 'binary: font'
  | 'binary: executable'
  | 'binary: document'
  | 'path filter'
  | 'git-lfs pointer: the content is not in git'
  | 'submodule: scan it in its own repository'
  | 'unmerged: cannot be committed before it is resolved'
  | 'not a regular file'
  | 'folder that git ignores: name its files to scan them';

export interface Stats {
  readonly files: number;
  readonly bytes: number;
  readonly addedLines: number;
  readonly rules: number;
  readonly ms: number;
  /** The regular expression engine that did the work; undefined when there was too little for a choice. */
  readonly engine: 're2' | 'builtin' | undefined;
}

export interface ScanResult {
  readonly findings: readonly Finding[];
  /** How many findings suppression comments took away. */
  readonly suppressed: number;
  /** How many more findings there are in files that have more than are listed of one file; the listed ones are the gravest. */
  readonly omitted: number;
  readonly skipped: readonly Skipped[];
  readonly stats: Stats;
  /** What kept parts of the job from being done; empty exactly when `complete`. */
  readonly errors: readonly GuardError[];
  readonly complete: boolean;
}
