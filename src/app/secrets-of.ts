import type { HistoryFinding, HistorySecret } from '../model/history.js';
import { keyOf } from './history-secrets.js';

const LEVEL = { error: 0, warning: 1, note: 2 } as const;
const CONFIDENCE = { high: 0, medium: 1, low: 2 } as const;

/** Groups findings by their secret. What matters comes first: what fails before what warns, what HEAD still has, what others can fetch, what is sure, what is new. */
export function secretsOf(findings: readonly HistoryFinding[]): HistorySecret[] {
  const byKey = new Map<string, HistoryFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [finding]);
    else known.push(finding);
  }
  const secrets = [...byKey].map(([key, all]) => ({ key, findings: all.sort(graver) }));
  return secrets.sort((a, b) => (a.findings[0] === undefined || b.findings[0] === undefined ? 0 : graver(a.findings[0], b.findings[0])));
}

/** A total order, so that shards joined together say the same as one run. */
function graver(a: HistoryFinding, b: HistoryFinding): number {
  const away = ({ reachable }: HistoryFinding, where: 'HEAD' | 'remote'): number => (reachable.includes(where) ? 0 : 1);
  const date = ({ introduced }: HistoryFinding): string => introduced?.date ?? '';
  return (
    LEVEL[a.level] - LEVEL[b.level] ||
    away(a, 'HEAD') - away(b, 'HEAD') ||
    CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence] ||
    away(a, 'remote') - away(b, 'remote') ||
    compare(date(b), date(a)) ||
    compare(a.path, b.path) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    compare(a.fingerprint, b.fingerprint) ||
    compare(a.origin.door === 'commit' ? a.origin.commit : '', b.origin.door === 'commit' ? b.origin.commit : '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
