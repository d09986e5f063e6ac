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
  /** The whole file after the change, where git was asked for all lines and showed them. */
  readonly content: Buffer | undefined;
}

export const GITLINK = '160000';

/** All zeros, in SHA-1 and SHA-256 repositories alike: no object. */
export function isNullId(id: string): boolean {
  return id !== '' && id.replaceAll('0', '') === '';
}

/** The ids of no bytes, in SHA-1 and SHA-256 repositories. No diff shows them. */
const EMPTY_BLOBS = ['e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813'];

export function isEmptyBlob(id: string): boolean {
  return EMPTY_BLOBS.includes(id);
}
