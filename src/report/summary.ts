import type { ScanResult, Skipped } from '../model/scan-result.js';

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "2 errors, 1 warning and 3 notes", or "no findings". */
export function countedFindings({ findings }: ScanResult): string {
  const parts = (['error', 'warning', 'note'] as const)
    .map((level) => [findings.filter((finding) => finding.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => plural(count, level));
  return parts.length === 0 ? 'no findings' : parts.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** What was really scanned, so that "clean" cannot mean "nothing looked at". */
export function scannedLine({ stats, suppressed, omitted }: ScanResult): string {
  const { files, addedLines, bytes, rules, ms } = stats;
  const engine = stats.engine === 'builtin' ? ', built-in RegExp' : '';
  const quieted = suppressed > 0 ? `, ${plural(suppressed, 'finding')} suppressed` : '';
  const more = omitted > 0 ? `, ${plural(omitted, 'more finding')} in files with very many` : '';
  return `scanned ${plural(files, 'file')}, ${plural(addedLines, 'added line')}, ${size(bytes)} with ${plural(rules, 'rule')} in ${Math.round(ms)} ms${engine}${quieted}${more}`;
}

/** "skipped 3: 2 × binary: image, 1 × path filter", or undefined. */
export function skippedLine(skipped: readonly Skipped[]): string | undefined {
  if (skipped.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return `skipped ${skipped.length}: ${[...counts].map(([why, count]) => `${count} × ${why}`).join(', ')}`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
