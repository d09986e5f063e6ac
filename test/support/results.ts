import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.js';
import { GuardError } from '../../src/model/guard-error.js';
import type { ScanResult } from '../../src/model/scan-result.js';
import { FORMATS, formatNamed, type ReportOptions } from '../../src/report/formats.js';
import { whole } from '../../src/report/pieces.js';
import { printable } from '../../src/report/printable.js';

/** What may be in a name or a line and means something to a parser, a runner, a terminal or a browser. */
const MEANT = [
  '\n::error::x',
  '\r',
  '##[error]',
  '::',
  '%0A',
  '%',
  ',',
  ':',
  ']]>',
  '<!--',
  '&lt;',
  '&',
  '"',
  "'",
  '<',
  '|',
  '`',
  '\\',
  '../',
  '//',
  '\u001b[2J',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ud800',
  '\ufffe',
  '😀',
  'a',
];

/** Text of any characters, as hostile as it can be made. */
export const hostileText = fc.array(fc.oneof(fc.constantFrom(...MEANT), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 8 }).map((parts) => parts.join(''));

export const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    path: hostileText.filter((path) => path !== ''),
    text: hostileText,
    level: fc.constantFrom('error', 'warning', 'note'),
    where: fc.constantFrom('file', 'file-name', 'commit-message'),
    line: fc.integer({ min: 1, max: 1e6 }),
    lines: fc.integer({ min: 0, max: 3 }),
    column: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ path, text, level, where, line, lines, column }) =>
    findingOf({
      path: where === 'commit-message' ? '' : path,
      where,
      level,
      message: text,
      advice: text,
      why: text,
      instead: text,
      docs: text,
      preview: { text, start: 0, end: 0 },
      start: { line, column },
      end: { line: line + lines, column: 5 },
    }),
  );

/** A result of any findings, whole or not. */
export const hostileResult: fc.Arbitrary<ScanResult> = fc
  .record({ findings: fc.array(hostileFinding, { maxLength: 15 }), words: fc.array(hostileText, { maxLength: 12 }) })
  .map(({ findings, words }) => resultOf(findings, { errors: words.map((text) => new GuardError('unreadable', text, { hint: text })), complete: words.length === 0 }));

export function findingOf(fields: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'made-up-rule',
    kind: 'secret',
    level: 'error',
    confidence: 'high',
    path: 'src/a.js',
    where: 'file',
    start: { line: 3, column: 5 },
    end: { line: 3, column: 20 },
    title: 'Made up',
    message: 'Made up',
    advice: 'Take it out.',
    docs: 'https://example.org/docs',
    cwe: ['CWE-89', 'CWE-798'],
    preview: { text: 'a = ********', start: 4, end: 12 },
    fingerprint: '00112233445566778899aabb-01234',
    origin: { door: 'file' },
    ...fields,
  };
}

export function resultOf(findings: readonly Finding[], more: Partial<ScanResult> = {}): ScanResult {
  const stats = { files: 1, bytes: 10, addedLines: 1, rules: 1, ms: 1, engine: 're2' } as const;
  return { findings, suppressed: 0, omitted: 0, skipped: [], errors: [], complete: true, stats, ...more };
}

const OPTIONS: ReportOptions = {
  clean: (text) => text.split('\n').map(printable).join('\n'),
  fails: ({ level }) => level === 'error',
  quiet: false,
  verbose: true,
};

/** What a format says of a result, and beside it. */
export async function reported(name: string, result: ScanResult, options: Partial<ReportOptions> = {}): Promise<string> {
  const report = await formatNamed(name)?.load();
  if (report === undefined) throw new Error(`no format ${name}`);
  return whole(report(result, { ...OPTIONS, ...options }));
}

export async function reportedBeside(name: string, result: ScanResult): Promise<string> {
  const report = await formatNamed(name)?.beside?.load();
  if (report === undefined) throw new Error(`nothing beside ${name}`);
  return whole(report(result, OPTIONS));
}

export const FORMAT_NAMES = FORMATS.map(({ name }) => name);
