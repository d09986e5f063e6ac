import type { Verdict } from './verify.js';

/** A JWT's first part is a base64url JSON object with a member `alg` (RFC 7515, section 4.1.1); its second may say until when it is good (RFC 7519, 4.1.4). */
export function verifyJwt(token: string): Verdict {
  const [head = '', claims = ''] = token.split('.');
  const header = decodeObject(head);
  const valid = typeof header?.['alg'] === 'string';
  if (!valid) return { valid, proves: false, note: 'its header does not decode' };
  if (header?.['alg'] === 'none') return { valid, proves: false, note: 'it is not signed' };
  const expires = decodeObject(claims)?.['exp'];
  return { valid, proves: false, note: typeof expires === 'number' && expires > 0 && expires < FAR ? `it expires on ${dayOf(expires)}` : 'its header decodes' };
}

/** Seconds: the year 9999. */
const FAR = 253_402_300_799;
const DAY = 86_400;

/**
 * The day of a time in seconds since 1970, as ISO 8601 has it. The core knows no dates: they load the time zones.
 * Source: "chrono-Compatible Low-Level Date Algorithms", civil_from_days, https://howardhinnant.github.io/date_algorithms.html
 */
function dayOf(seconds: number): string {
  const shifted = Math.floor(seconds / DAY) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + Number(month <= 2);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function decodeObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
