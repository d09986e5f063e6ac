import type { Checksum } from '../../model/rule.js';
import { verifyBase62Crc32 } from './base62-crc32.js';
import { verifyJwt } from './jwt.js';

export interface Verdict {
  readonly valid: boolean;
  /** Chance alone does not bring this about: the token was issued. */
  readonly proves: boolean;
  /** Ends the sentence "…, and". */
  readonly note: string;
}

const VERIFIERS: Readonly<Record<Checksum, (token: string) => Verdict>> = {
  'base62-crc32': verifyBase62Crc32,
  jwt: verifyJwt,
};

/** Checks a token's own structure, offline. */
export function verify(checksum: Checksum, token: string): Verdict {
  return VERIFIERS[checksum](token);
}
