import type { Finding } from '../model/finding.js';
import type { Detector } from './detector.js';
import { nameMayHold } from './may-hold.js';
import { scanText } from './scan-text.js';

/** Secrets in a file's own name. Only rules that know a token by its shape: names talk about passwords all day. */
export function scanName(path: string, detector: Detector): Finding[] {
  const bytes = Buffer.from(path);
  if (!nameMayHold(path, detector.ruleset)) return [];
  const source = { path: '', bytes, language: 'text', added: { kind: 'all' }, origin: { door: 'file' } } as const;
  return scanText(source, detector)
    .findings.filter(({ kind, confidence }) => kind === 'secret' && confidence === 'high')
    .map((finding) => ({ ...finding, path, where: 'file-name', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }));
}
