import { gzipSync } from 'node:zlib';
import type { Finding } from '../model/finding.js';
import type { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import { VERSION } from '../model/version.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { gravestFirst } from './gravest.js';
import { jsonStats } from './json.js';
import { batches, Each, each, jsonPieces } from './pieces.js';
import { inCommit, pathOrPlace } from './place.js';
import { sarifRules } from './sarif-rules.js';
import { plural } from './summary.js';

/** What GitHub takes and shows. https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning#validating-your-sarif-file */
const GITHUB: Limits = { results: 25_000, shown: 5_000, gzipBytes: 10_000_000 };

/** Characters: far more than gzip looks back. */
const PACKED_AT_ONCE = 1 << 20;

export interface Limits {
  readonly results: number;
  readonly shown: number;
  readonly gzipBytes: number;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** `--format sarif`: SARIF 2.1.0, within GitHub's limits. Where not all fits the gravest findings are in it, and a notification says how many are not. */
export function sarifReport(result: ScanResult, { clean }: ReportOptions): Iterable<string> {
  return sarifWithin(result, clean, GITHUB);
}

/** The same within limits of any size. */
export function sarifWithin(result: ScanResult, clean: (text: string) => string, limits: Limits): Iterable<string> {
  const results = gravestFirst(result.findings);
  for (let most = limits.results; ; most = Math.floor(Math.min(most, results.length) * 0.8)) {
    const log = (): Iterable<string> => jsonPieces(logOf(result, results.slice(0, most), clean, limits.shown));
    if (most === 0 || fits(log, limits.gzipBytes)) return log();
  }
}

/** Packed in pieces, one after another, it is a little longer than packed at once, and never in memory whole. */
function fits(log: () => Iterable<string>, gzipBytes: number): boolean {
  let length = 0;
  for (const piece of log()) length += piece.length;
  // What is not that long does not grow by being packed.
  if (length * 3 <= gzipBytes) return true;
  let packed = 0;
  for (const batch of batches(log(), PACKED_AT_ONCE)) packed += gzipSync(batch).length;
  return packed <= gzipBytes;
}

function logOf(result: ScanResult, findings: readonly Finding[], clean: (text: string) => string, shown: number): object {
  const { complete, errors, omitted } = result;
  const rules = sarifRules(findings);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const left = result.findings.length - findings.length;
  const notes = [
    ...(left > 0 ? [`${plural(left, 'finding')} left out: the report would be larger than GitHub takes. --format json has all.`] : []),
    ...(findings.length > shown ? [`GitHub shows the gravest ${shown} of ${findings.length} findings.`] : []),
    ...(omitted > 0 ? [`${plural(omitted, 'more finding')} in files with very many.`] : []),
  ];
  const [wrongUse, failures] = [errors.filter(({ code }) => code === 'config' || code === 'usage'), errors.filter(({ code }) => code !== 'config' && code !== 'usage')];
  const invocation = {
    executionSuccessful: complete,
    toolExecutionNotifications: [...failures.map((error) => failureNote(error, clean)), ...notes.map((text) => ({ level: 'warning', message: { text } }))],
    ...(wrongUse.length === 0 ? {} : { toolConfigurationNotifications: wrongUse.map((error) => failureNote(error, clean)) }),
  };
  const driver = { name: 'precommit-guard', version: VERSION, semanticVersion: VERSION, rules };
  const occurrence = counter();
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        invocations: [invocation],
        columnKind: 'utf16CodeUnits',
        results: new Each(each(findings, (finding) => resultOf(finding, indexes.get(finding.ruleId) ?? -1, occurrence))),
        properties: { stats: jsonStats(result), skipped: result.skipped.length },
      },
    ],
  };
}

function failureNote(error: GuardError, clean: (text: string) => string): object {
  return { level: 'error', descriptor: { id: error.code }, message: { text: errorWords(error, clean) } };
}

function resultOf(finding: Finding, ruleIndex: number, occurrence: (key: string) => number): object {
  const { ruleId, level, message, advice, fingerprint, where, kind, confidence, preview } = finding;
  const path = pathOrPlace(finding);
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: `${message}${inCommit(finding)}. ${advice}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: regionOf(finding) },
        ...(where === 'file' ? {} : { logicalLocations: [{ name: where, kind: 'text' }] }),
      },
    ],
    ...(finding.parts === undefined ? {} : { relatedLocations: finding.parts.map((part, id) => relatedLocation(part, id)) }),
    // GitHub knows an alert again by the second alone, and wants it to differ within a file.
    partialFingerprints: { 'precommitGuard/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:${occurrence(`${path}\0${fingerprint}`)}` },
    properties: { kind, confidence, preview: preview.text, ...('commit' in finding.origin ? { commit: finding.origin.commit } : {}) },
  };
}

function relatedLocation(part: Finding, id: number): object {
  return { id, message: { text: part.message }, physicalLocation: { artifactLocation: { uri: uriOf(pathOrPlace(part)) }, region: regionOf(part) } };
}

/** Columns are 1-based UTF-16 units and the end is exclusive, here as there. */
function regionOf({ start, end }: Finding): object {
  const region = { startLine: start.line, startColumn: start.column };
  const after = end.line > start.line || (end.line === start.line && end.column > start.column);
  return after ? { ...region, endLine: end.line, endColumn: end.column } : region;
}

/** A path as a relative reference: nothing in a name can be taken for a scheme, a host or a query. */
function uriOf(path: string): string {
  const wellFormed = Buffer.from(path).toString();
  const uri = wellFormed
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  return uri.replace(/^\/\/+/, '/');
}

/** How often each key was seen, from 1. */
function counter(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count;
  };
}
