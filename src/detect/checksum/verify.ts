import type { Checksum } from '../../model/rule.js';
import { awsAccount } from './aws-account.js';
import { verifyBase62Crc32 } from './base62-crc32.js';
import { verifyBech32 } from './bech32.js';
import { verifyJwt } from './jwt.js';
import { verifyNkey } from './nkey.js';
import { verifySuffixCrc32 } from './suffix-crc32.js';

export interface Verdict {
  readonly valid: boolean;
  /** Chance alone does not bring this about: the token was issued. */
  readonly proves: boolean;
  /** Ends the sentence "…, and". */
  readonly note?: string;
}

const VERIFIERS: Readonly<Record<Checksum, (token: string) => Verdict>> = {
  'base62-crc32': verifyBase62Crc32,
  jwt: verifyJwt,
  'suffix-crc32': verifySuffixCrc32,
  bech32: verifyBech32,
  nkey: verifyNkey,
  'aws-account': awsAccount,
};

/** Checks a token's own structure, offline. */
export function verify(checksum: Checksum, token: string): Verdict {
  return VERIFIERS[checksum](token);
}
