import type { LineRange } from '../model/source-text.js';

/** One changed path between two trees, from git's raw and patch output. */
export interface DiffEntry {
  readonly status: 'A' | 'C' | 'D' | 'M' | 'R' | 'T' | 'U';
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
  /** The path after the change; bytes that are not UTF-8 are percent-encoded. */
  readonly path: string;
  /** Added lines, or undefined when git showed no text ("Binary files differ"). */
  readonly added: readonly LineRange[] | undefined;
}

export const GITLINK = '160000';

/** All zeros, in SHA-1 and SHA-256 repositories alike: no object. */
export function isNullId(id: string): boolean {
  return /^0+$/.test(id);
}
