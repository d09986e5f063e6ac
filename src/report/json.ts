import type { Finding } from '../model/finding.js';
import type { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import { Each, each, jsonPieces } from './pieces.js';

/** A finding in the JSON formats; version 1, fields are only ever added. */
export function jsonFinding(finding: Finding): object {
  const { start, end, origin } = finding;
  return {
    ruleId: finding.ruleId,
    kind: finding.kind,
    level: finding.level,
    confidence: finding.confidence,
    path: finding.path === '' && finding.where !== 'file' ? null : finding.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: finding.message,
    advice: finding.advice,
    cwe: finding.cwe,
    preview: finding.preview.text,
    fingerprint: finding.fingerprint,
    docs: finding.docs,
    ...(finding.instead === undefined ? {} : { instead: finding.instead }),
    ...(finding.revoke === undefined ? {} : { revoke: finding.revoke }),
    ...(finding.where === 'file' ? {} : { where: finding.where }),
    ...(finding.parts === undefined ? {} : { parts: finding.parts.map(jsonPart) }),
    ...('commit' in origin ? { commit: origin.commit } : {}),
    ...('blob' in origin ? { blob: origin.blob } : {}),
  };
}

/** What a credential is made of that is told of as one: each part as it is found alone. */
function jsonPart({ ruleId, level, confidence, start, end, message, preview, fingerprint }: Finding): object {
  return { ruleId, level, confidence, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, message, preview: preview.text, fingerprint };
}

/** What a machine reads when the job was not done. */
export interface JsonError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export function jsonError({ code, message, hint }: GuardError, clean: (text: string) => string): JsonError {
  return { code, message: clean(message), ...(hint === undefined ? {} : { hint: clean(hint) }) };
}

export function jsonStats({ stats, suppressed, omitted }: ScanResult): object {
  const { files, bytes, addedLines, rules, ms, engine } = stats;
  return { files, bytes, addedLines, rules, ms: Math.round(ms * 10) / 10, suppressed, omitted, ...(engine === undefined ? {} : { engine }) };
}

/** `--format json`. */
export function jsonReport(result: ScanResult, clean: (text: string) => string): Iterable<string> {
  return jsonPieces({
    version: 1,
    complete: result.complete,
    findings: new Each(each(result.findings, jsonFinding)),
    skipped: new Each(result.skipped),
    stats: jsonStats(result),
    ...(result.errors.length === 0 ? {} : { errors: result.errors.map((error) => jsonError(error, clean)) }),
  });
}

/** `--format jsonl`: one object a line, the summary last. */
export function* jsonlReport(result: ScanResult, clean: (text: string) => string): Generator<string> {
  const line = (value: object): string => `${JSON.stringify(value)}\n`;
  for (const finding of result.findings) yield line({ type: 'finding', ...jsonFinding(finding) });
  for (const skipped of result.skipped) yield line({ type: 'skipped', ...skipped });
  yield line({
    type: 'summary',
    version: 1,
    complete: result.complete,
    stats: jsonStats(result),
    ...(result.errors.length === 0 ? {} : { errors: result.errors.map((error) => jsonError(error, clean)) }),
  });
}
