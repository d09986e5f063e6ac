import type { Verdict } from './verify.js';

/** A JWT's first part is a base64url JSON object with a member `alg` (RFC 7515, section 4.1.1). */
export function verifyJwt(token: string): Verdict {
  const header = decodeObject(token.slice(0, token.indexOf('.')));
  const valid = typeof header?.['alg'] === 'string';
  return { valid, proves: false, note: valid ? 'its header decodes' : 'its header does not decode' };
}

function decodeObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
