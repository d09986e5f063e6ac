import type { Finding } from '../model/finding.js';
import type { Level } from '../model/rule.js';
import type { ScanResult } from '../model/scan-result.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { inCommit, pathOrPlace } from './place.js';
import { element, xmlDocument } from './xml.js';

/** checkstyle's names of the levels. https://checkstyle.org/property_types.html#SeverityLevel */
const SEVERITY: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'info' };

/** `--format checkstyle`: the XML of checkstyle's XMLLogger. What stopped the scan stands under a file named after the program. */
export function checkstyleReport({ findings, errors }: ScanResult, { clean }: ReportOptions): string {
  const files = new Map<string, string[]>();
  const add = (file: string, error: string): void => {
    const known = files.get(file);
    if (known === undefined) files.set(file, [error]);
    else known.push(error);
  };
  for (const error of errors) {
    const message = `The scan is incomplete: ${errorWords(error, clean)}`;
    add('precommit-guard', element('error', { line: 1, column: 1, severity: 'error', message, source: `precommit-guard.scan.${error.code}` }));
  }
  for (const finding of findings) add(pathOrPlace(finding), errorOf(finding));
  const listed = [...files].map(([name, children]) => element('file', { name }, children));
  return xmlDocument(element('checkstyle', { version: '10.0' }, listed));
}

function errorOf(finding: Finding): string {
  const { start, level, message, advice, ruleId } = finding;
  return element('error', {
    line: start.line,
    column: start.column,
    severity: SEVERITY[level],
    message: `${message}${inCommit(finding)}. ${advice}`,
    source: `precommit-guard.${ruleId}`,
  });
}
