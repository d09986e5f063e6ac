import type { CommitNote, HistoryFinding, HistoryResult, HistorySecret } from '../model/history.js';
import { codeFrame } from './code-frame.js';
import { printable, printablePath } from './printable.js';
import { type Style, styleFor } from './style.js';
import { countedFindings, plural, skippedLine } from './summary.js';
import { hanging, textWidth, wrapped } from './text-width.js';

export interface HistoryPrettyOptions {
  readonly colour: boolean;
  /** Only what fails the scan. */
  readonly quiet: boolean;
  /** Notes, every place of a secret and every skipped path. */
  readonly verbose: boolean;
  readonly fails: (finding: HistoryFinding) => boolean;
  /** Columns of the terminal; unlimited where there is none. */
  readonly width?: number;
}

/** Where the words of a field begin. */
const INDENT = 11;

/** Places of one secret that are listed unless all are asked for. */
const PLACES = 5;

/** The report of a history for people: one entry a secret, the gravest first. */
export function historyPretty(result: HistoryResult, options: HistoryPrettyOptions): string {
  const style = styleFor(options.colour);
  const shown = result.secrets.filter(({ findings }) => findings.some((one) => options.fails(one) || (!options.quiet && (options.verbose || one.level !== 'note'))));
  const lines = shown.flatMap((secret) => [...secretLines(secret, options, style), '']);
  if (options.verbose) lines.push(...result.skipped.map(({ path, why }) => style.dim(`skipped ${printablePath(path)}: ${why}`)));
  if (!options.quiet || shown.length > 0) lines.push(...summaryLines(result, options, style));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function secretLines({ findings }: HistorySecret, { verbose, width = Number.POSITIVE_INFINITY }: HistoryPrettyOptions, style: Style): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { level } = first;
  const coloured = level === 'error' ? style.red(level) : level === 'warning' ? style.yellow(level) : style.cyan(level);
  const field = (name: string, text: string): string[] =>
    wrapped(Math.max(20, width - INDENT), text).map((line, at) => `${at === 0 ? style.dim(`${name.padStart(INDENT - 2)}: `) : ' '.repeat(INDENT)}${line}`);
  const place = placeOf(first);
  const listed = verbose ? findings : findings.slice(0, PLACES);
  return [
    ...hanging(width, `${style.bold(place)} ${coloured}`, textWidth(place) + 1 + level.length, first.message),
    ...(first.where === 'file' ? codeFrame(first, style, width) : []),
    ...field('first', commitText(first.introduced)),
    ...(first.removed === undefined ? [] : field('removed', commitText(first.removed))),
    ...field('reachable', reachText(first)),
    ...(first.paths.length > 1 ? field('moved', first.paths.map(printablePath).join(' → ')) : []),
    ...listed.slice(1).flatMap((other) => field('also', `${placeOf(other)}, ${commitText(other.introduced)}`)),
    ...(listed.length < findings.length ? field('also', `${plural(findings.length - listed.length, 'more place')} (--verbose tells all)`) : []),
    ...field('do', first.advice),
    ...(first.revoke === undefined ? [] : field('revoke', first.revoke)),
    ...field('rule', first.ruleId),
  ];
}

function placeOf(finding: HistoryFinding): string {
  const commit = finding.introduced?.id.slice(0, 12) ?? '';
  switch (finding.where) {
    case 'commit-message':
      return `the message of commit ${commit}`;
    case 'tag-message':
      return `the message of the tag ${finding.refs.map(printable).join(', ') || (finding.origin.door === 'commit' ? finding.origin.commit.slice(0, 12) : '')}`;
    case 'note':
      return `a note (${finding.refs.map(printable).join(', ')})`;
    case 'ref-name':
      return 'the name of a ref';
    case 'file-name':
      return `${printablePath(finding.path)} (the name itself)`;
    default:
      return finding.path === ''
        ? `blob ${'blob' in finding.origin ? finding.origin.blob.slice(0, 12) : ''}`
        : `${printablePath(finding.path)}:${finding.start.line}:${finding.start.column}`;
  }
}

function commitText(commit: CommitNote | undefined): string {
  return commit === undefined ? 'in no commit of this history' : `${commit.id.slice(0, 12)} of ${commit.date.slice(0, 10)} by ${printable(commit.author)}`;
}

function reachText({ reachable, refs, moreRefs }: HistoryFinding): string {
  const names = refs.slice(0, 3).map((name) => printable(name.replace(/^refs\/(?:heads|tags|remotes)\//, '')));
  const more = refs.length - names.length + moreRefs;
  const held = names.length === 0 ? '' : ` (${names.join(', ')}${more > 0 ? ` and ${plural(more, 'more ref')}` : ''})`;
  return `${reachable.includes('HEAD') ? 'still in HEAD, ' : ''}${reachable.filter((one) => one !== 'HEAD').join(', ') || 'no ref leads to it'}${held}`;
}

function summaryLines(result: HistoryResult, { fails, width = Number.POSITIVE_INFINITY }: HistoryPrettyOptions, style: Style): string[] {
  const failed = result.findings.some(fails);
  const mark = failed ? style.red('✖') : !result.complete ? style.yellow('!') : result.objects === 0 ? style.dim('○') : style.green('✔');
  const { stats, secrets, commits, objects, suppressed } = result;
  const count = result.findings.length === 0 ? 'no findings' : `${plural(secrets.length, 'secret')} in ${plural(result.findings.length, 'place')} (${countedFindings(result)})`;
  const quieted = suppressed > 0 ? `, ${plural(suppressed, 'finding')} suppressed` : '';
  const engine = stats.engine === 'builtin' ? ', built-in RegExp' : '';
  const scanned = `scanned ${plural(commits, 'commit')}, ${plural(objects, 'object')}, ${(stats.bytes / 1e6).toFixed(1)} MB with ${plural(stats.rules, 'rule')} in ${(stats.ms / 1000).toFixed(1)} s${engine}${quieted}`;
  const skipped = skippedLine(result.skipped);
  const hidden = result.secrets.filter(({ findings }) => findings[0]?.level === 'note').length;
  return [
    `${mark} ${style.bold(`precommit-guard: ${count}`)}`,
    ...wrapped(width - 2, scanned).map((line) => style.dim(`  ${line}`)),
    ...(skipped === undefined ? [] : wrapped(width - 2, skipped).map((line) => style.dim(`  ${line}`))),
    ...(hidden > 0 ? [style.dim(`  ${plural(hidden, 'note')}: --verbose lists ${hidden === 1 ? 'it' : 'them'}`)] : []),
  ];
}
