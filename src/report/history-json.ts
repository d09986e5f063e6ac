import type { GuardError } from '../model/guard-error.js';
import type { HistoryFinding, HistoryResult } from '../model/history.js';
import { jsonError, jsonFinding, jsonStats } from './json.js';

/** A finding of a history: what every finding says, and its story. `path` is null where it lies in no file. */
export function jsonHistoryFinding(finding: HistoryFinding): object {
  const { introduced, removed, origin } = finding;
  const commit = origin.door === 'commit' && origin.commit !== '' ? { commit: origin.commit } : {};
  const blob = origin.door === 'commit' && origin.blob !== '' && finding.where === 'file' ? { blob: origin.blob } : {};
  return {
    ...jsonFinding(finding),
    title: finding.title,
    path: finding.path === '' ? null : finding.path,
    where: finding.where,
    commit: null,
    blob: null,
    ...commit,
    ...blob,
    ...(introduced === undefined ? {} : { author: introduced.author, date: introduced.date }),
    ...(removed === undefined ? {} : { removedIn: removed.id, removedOn: removed.date, removedBy: removed.author }),
    reachable: finding.reachable,
    refs: finding.refs,
    moreRefs: finding.moreRefs,
    paths: finding.paths,
    versions: finding.versions,
  };
}

/** `history --format json`: as every scan, and the secrets that the findings belong to. */
export function historyJson(result: HistoryResult, clean: (text: string) => string, more: object = {}): string {
  return `${JSON.stringify({ ...report(result, clean), ...more }, null, 2)}\n`;
}

function report(result: HistoryResult, clean: (text: string) => string): object {
  return {
    version: 1,
    complete: result.complete,
    findings: result.findings.map(jsonHistoryFinding),
    secrets: result.secrets.map(({ key, findings }) => ({ key, ruleId: findings[0]?.ruleId, level: findings[0]?.level, findings: findings.map(({ fingerprint }) => fingerprint) })),
    skipped: result.skipped,
    stats: { ...jsonStats(result), commits: result.commits, objects: result.objects },
    ...errorsOf(result.errors, clean),
  };
}

function errorsOf(errors: readonly GuardError[], clean: (text: string) => string): object {
  return errors.length === 0 ? {} : { errors: errors.map((error) => jsonError(error, clean)) };
}

/** `history --format jsonl`: one object a line, the summary last. */
export function historyJsonl(result: HistoryResult, clean: (text: string) => string): string {
  const lines = [
    ...result.findings.map((finding) => ({ type: 'finding', ...jsonHistoryFinding(finding) })),
    ...result.skipped.map((skipped) => ({ type: 'skipped', ...skipped })),
    {
      type: 'summary',
      version: 1,
      complete: result.complete,
      stats: { ...jsonStats(result), commits: result.commits, objects: result.objects },
      ...errorsOf(result.errors, clean),
    },
  ];
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}
