import { hash, hmacSha256 } from '../rules/hash.js';

/** How much of a line, on either side of the secret, names the place; a minified line is one line. */
const CONTEXT = 256;
const DEFAULT_SALT = 'precommit-guard';

/** What a fingerprint is made of; `line` has the secret cut out of it. */
export interface FingerprintParts {
  readonly ruleId: string;
  readonly before: string;
  readonly after: string;
  readonly secret: string;
  /** The repository's salt from its configuration. */
  readonly salt?: string;
}

/**
 * Names a finding so that it is known again after lines moved, a rebase or a rename: 96 bits of SHA-256 over the rule and the line with the secret masked and
 * white space folded, then 20 bits of a keyed hash of the secret. Twenty bits tell another secret on the same line, and are too few to guess a weak password by:
 * a million candidates fit each value.
 */
export function fingerprint(parts: FingerprintParts): string {
  const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const line = `${fold(parts.before.slice(-CONTEXT))}\0${fold(parts.after.slice(0, CONTEXT))}`;
  const place = hash('sha256', Buffer.from(`${parts.ruleId}\0${line}`));
  const value = hmacSha256(Buffer.from(parts.salt ?? DEFAULT_SALT), Buffer.from(parts.secret));
  return `${place.toString('hex', 0, 12)}-${value.toString('hex', 0, 3).slice(0, 5)}`;
}
