export { type Door, type FinishedScan, openScan, type ScanRequest } from './app/open-scan.js';
export { type ExitCode, verdict } from './app/verdict.js';
export type { Finding, Position, Preview } from './model/finding.js';
export { type ErrorCode, GuardError } from './model/guard-error.js';
export type { Confidence, Kind, Level } from './model/rule.js';
export type { ScanResult, Skipped, Stats } from './model/scan-result.js';
export { jsonlReport, jsonReport } from './report/json.js';
export { type PrettyOptions, prettyReport } from './report/pretty.js';
