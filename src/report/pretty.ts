import type { Finding } from '../model/finding.js';
import type { Level } from '../model/rule.js';
import type { ScanResult } from '../model/scan-result.js';
import { codeFrames } from './code-frame.js';
import { gravestFirst, shownFindings } from './gravest.js';
import { inCommit, placeName } from './place.js';
import { printablePath } from './printable.js';
import { type Style, styleFor } from './style.js';
import { plural } from './summary.js';
import { summaryLines } from './summary-lines.js';
import { suppressHint } from './suppress-hint.js';
import { hanging, textWidth, wrapped } from './text-width.js';

export interface PrettyOptions {
  readonly colour: boolean;
  /** Only what fails the scan, and no summary when nothing does. */
  readonly quiet: boolean;
  /** Notes, every finding in full with its fingerprint, and every skipped path by name. */
  readonly verbose: boolean;
  /** Does this finding fail the scan? */
  readonly fails: (finding: Finding) => boolean;
  /** Columns of the terminal; unlimited where there is none. */
  readonly width?: number;
}

/** Findings told in full, of all rules and of one; and how many more are told in a line. A person reads no more, and a terminal keeps no more. */
const FULL = 20;
const FULL_OF_RULE = 5;
const LINES = 40;
/** Where the words of a field begin. */
const INDENT = 11;

/** The report for people. */
export function prettyReport(result: ScanResult, options: PrettyOptions): string {
  const style = styleFor(options.colour);
  const shown = shownFindings(result.findings, options);
  const lines = findingsLines(shown, options, style);
  if (options.verbose) lines.push(...result.skipped.map(({ path, why }) => style.dim(`skipped ${printablePath(path)}: ${why}`)));
  if (!options.quiet || shown.length > 0) lines.push(...summaryLines(result, options, style));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** All findings in full where they are few. Of many the gravest ones, and of each rule some; then the rest in lines; then how many more there are. */
function findingsLines(shown: readonly Finding[], options: PrettyOptions, style: Style): string[] {
  const told = new Set<string>();
  const inFull = (findings: readonly Finding[]): string[] =>
    findings.flatMap((finding) => {
      const again = told.has(finding.ruleId);
      told.add(finding.ruleId);
      return [...findingLines(finding, again, options, style), ''];
    });
  if (options.verbose || shown.length <= FULL) return inFull(shown);
  const ofRule = new Map<string, number>();
  const full: Finding[] = [];
  const rest: Finding[] = [];
  for (const finding of gravestFirst(shown)) {
    const already = ofRule.get(finding.ruleId) ?? 0;
    ofRule.set(finding.ruleId, already + 1);
    (full.length < FULL && already < FULL_OF_RULE ? full : rest).push(finding);
  }
  const listed = rest.slice(0, LINES);
  const unlisted = rest.slice(LINES);
  return [
    ...inFull(full),
    ...listed.map((finding) => `${headLine(finding, style)} ${style.dim(`[${finding.ruleId}]`)}`),
    '',
    ...(unlisted.length === 0
      ? []
      : [style.bold(`and ${plural(unlisted.length, 'more finding')}: ${countsByRule(unlisted)}`), style.dim('  --verbose shows all of them in full'), '']),
  ];
}

/** "120 × password-assignment, 3 × private-key", the most frequent first. */
function countsByRule(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const named = sorted.slice(0, 5).map(([id, count]) => `${count} × ${id}`);
  return [...named, ...(sorted.length > named.length ? [`${plural(sorted.length - named.length, 'more rule')}`] : [])].join(', ');
}

function levelIn(level: Level, style: Style): string {
  return level === 'error' ? style.red(level) : level === 'warning' ? style.yellow(level) : style.cyan(level);
}

function headLine(finding: Finding, style: Style): string {
  const place = `${printablePath(placeName(finding))}:${finding.start.line}:${finding.start.column}`;
  return `${style.bold(place)}${inCommit(finding)} ${levelIn(finding.level, style)} ${finding.message}`;
}

function headLines(finding: Finding, style: Style, width: number): string[] {
  const lead = headLine({ ...finding, message: '' }, style).trimEnd();
  return hanging(width, lead, textWidth(headLine({ ...finding, message: '' }, styleFor(false)).trimEnd()), finding.message);
}

/** @param again what the rule says was said above. */
function findingLines(finding: Finding, again: boolean, { verbose, width = Number.POSITIVE_INFINITY }: PrettyOptions, style: Style): string[] {
  const field = (name: string, text: string, plain = false): string[] => {
    const lines = plain || width === Number.POSITIVE_INFINITY ? text.split('\n') : wrapped(Math.max(20, width - INDENT), text);
    return lines.map((line, at) => `${at === 0 ? style.dim(`${name.padStart(INDENT - 2)}: `) : ' '.repeat(INDENT)}${line}`);
  };
  const cwe = finding.cwe.length === 0 ? '' : ` [${finding.cwe.join(', ')}]`;
  const fits = textWidth(headLine(finding, styleFor(false))) + cwe.length <= width;
  const lead = [
    ...(fits ? [`${headLine(finding, style)}${style.dim(cwe)}`] : headLines(finding, style, width)),
    ...(finding.where === 'file-name' ? field('where', 'in the name of the file itself') : finding.where === 'ref-name' ? [] : codeFrames(finding, style, width)),
  ];
  const why = [
    ...(finding.why === undefined ? [] : field('why', finding.why)),
    ...field('do', finding.advice),
    ...(finding.instead === undefined ? [] : field('instead', finding.instead, true)),
    ...(finding.revoke === undefined ? [] : field('revoke', finding.revoke, true)),
  ];
  const hint = again ? undefined : suppressHint(finding);
  const alarm = hint === undefined ? '' : `a false alarm? ${hint}`;
  const beside = alarm !== '' && INDENT + textWidth(finding.ruleId) + textWidth(alarm) + 3 <= width;
  return [
    ...lead,
    ...(again && !verbose ? [] : why),
    ...field('rule', `${finding.ruleId}${beside ? style.dim(` (${alarm})`) : again && !verbose ? style.dim(' (see above)') : ''}`, true),
    ...(alarm === '' || beside ? [] : field('if false', style.dim(hint ?? ''), true)),
    ...(verbose ? field('print', style.dim(finding.fingerprint), true) : []),
  ];
}
