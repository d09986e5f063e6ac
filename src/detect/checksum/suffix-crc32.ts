import { crc32 } from './crc32.js';
import type { Verdict } from './verify.js';

/**
 * What ends in `_` and eight hex digits, a CRC-32 of what stands before, as in Grafana's `glsa_` tokens. Whether the prefix counts is not documented
 * (https://grafana.com/docs/grafana/latest/administration/service-accounts/), so either proves and neither condemns.
 */
export function verifySuffixCrc32(token: string): Verdict {
  const split = token.lastIndexOf('_');
  const given = token.slice(split + 1).toLowerCase();
  const whole = token.slice(0, split);
  const proves = [whole, whole.slice(whole.indexOf('_') + 1)].some((body) => crc32(Buffer.from(body, 'latin1')).toString(16).padStart(8, '0') === given);
  return { valid: true, proves, ...(proves ? { note: 'its checksum is valid' } : {}) };
}
