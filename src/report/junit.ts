import type { Finding } from '../model/finding.js';
import type { GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { inCommit, pathOrPlace } from './place.js';
import { scannedLine, skippedLine } from './summary.js';
import { element, xmlDocument, xmlText } from './xml.js';

/**
 * `--format junit`: a finding that fails the scan is a failed test, another one a test that passed and has something to say. What stopped the scan is an error. The last test
 * is the scan itself, so that no report is empty: CI systems take a report without tests for a mistake.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function junitReport(result: ScanResult, { clean, fails }: ReportOptions): string {
  const { findings, errors, stats } = result;
  const cases = [...errors.map((error) => errorCase(error, clean)), ...findings.map((finding) => findingCase(finding, fails(finding)))];
  const said = [scannedLine(result), skippedLine(result.skipped)].filter((line) => line !== undefined).join('\n');
  if (result.complete) cases.push(element('testcase', { name: 'everything was scanned', classname: 'precommit-guard' }, [element('system-out', {}, [xmlText(said)])]));
  const counts = {
    tests: cases.length,
    failures: findings.filter(fails).length,
    errors: errors.length,
    time: (stats.ms / 1000).toFixed(3),
  };
  const suite = element('testsuite', { name: 'precommit-guard', ...counts, skipped: 0 }, cases);
  return xmlDocument(element('testsuites', { name: 'precommit-guard', ...counts }, [suite]));
}

function errorCase(error: GuardError, clean: (text: string) => string): string {
  const words = errorWords(error, clean);
  const [first = ''] = words.split('\n');
  return element('testcase', { name: 'the scan is incomplete', classname: 'precommit-guard' }, [element('error', { message: first, type: error.code }, [xmlText(words)])]);
}

function findingCase(finding: Finding, failed: boolean): string {
  const { start, ruleId, level, message } = finding;
  const path = pathOrPlace(finding);
  const place = { name: `${ruleId} at ${start.line}:${start.column}`, classname: path, file: path, line: start.line };
  const words = xmlText(wordsOf(finding));
  return element('testcase', place, [failed ? element('failure', { message: `${message}${inCommit(finding)}`, type: level }, [words]) : element('system-out', {}, [words])]);
}

function wordsOf(finding: Finding): string {
  const { start, level, message, why, advice, instead, revoke, ruleId, docs } = finding;
  const fields = [
    ['why', why],
    ['do', advice],
    ['instead', instead],
    ['revoke', revoke],
    ['rule', ruleId],
    ['docs', docs],
  ] as const;
  return [
    `${pathOrPlace(finding)}:${start.line}:${start.column}${inCommit(finding)} ${level} ${message}`,
    ...(finding.parts ?? [finding]).map(({ preview }) => preview.text).filter((text) => text !== ''),
    ...fields.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`])),
  ].join('\n');
}
