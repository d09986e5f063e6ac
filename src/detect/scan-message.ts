import type { Finding, Where } from '../model/finding.js';
import type { Origin } from '../model/source-text.js';
import type { Detector } from './detector.js';
import { scanText } from './scan-text.js';

/** Secrets in what git stores beside files: a message, a person's name and address, a tag. Insecure code there runs nowhere. */
export function scanMessage(text: string, where: Where, origin: Origin, detector: Detector): Finding[] {
  const source = { path: '', bytes: Buffer.from(text), language: 'text', added: { kind: 'all' }, origin } as const;
  return scanText(source, detector)
    .findings.filter(({ kind }) => kind === 'secret' || kind === 'hidden-text')
    .map((finding) => ({ ...finding, where }));
}
