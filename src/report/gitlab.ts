import type { Level } from '../model/rule.js';
import type { ScanResult } from '../model/scan-result.js';
import { hash } from '../rules/hash.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { Each, jsonPieces } from './pieces.js';
import { inCommit, pathOrPlace } from './place.js';

const SEVERITY: Readonly<Record<Level, string>> = { error: 'critical', warning: 'major', note: 'minor' };

/**
 * `--format gitlab`: GitLab's code quality report, which wants a fingerprint of its own for each entry: ours, with the path, and a number where a line occurs again in a file.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabReport(result: ScanResult, options: ReportOptions): Iterable<string> {
  return jsonPieces(new Each(entries(result, options)));
}

function* entries({ findings, errors }: ScanResult, { clean }: ReportOptions): Generator<object> {
  const name = namer();
  for (const error of errors)
    yield {
      type: 'issue',
      description: `precommit-guard could not scan everything: ${errorWords(error, clean).replaceAll('\n', ' ')}`,
      check_name: `precommit-guard-incomplete-${error.code}`,
      categories: ['Security'],
      severity: 'blocker',
      fingerprint: name('', `${error.code} ${clean(error.message)}`),
      location: { path: '.', lines: { begin: 1 } },
    };
  for (const finding of findings)
    yield {
      type: 'issue',
      description: `${finding.message}${inCommit(finding)}. ${finding.advice}`,
      check_name: finding.ruleId,
      categories: ['Security'],
      severity: SEVERITY[finding.level],
      fingerprint: name(pathOrPlace(finding), finding.fingerprint),
      location: { path: pathOrPlace(finding), lines: { begin: finding.start.line, end: finding.end.line } },
    };
}

/** Gives each thing in each place a name, 32 hexadecimal digits, that is the same in every run and given once. */
function namer(): (place: string, thing: string) => string {
  const seen = new Map<string, number>();
  return (place, thing) => {
    const key = `${place}\0${thing}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return hash('sha256', Buffer.from(`${key}\0${count}`)).toString('hex', 0, 16);
  };
}
