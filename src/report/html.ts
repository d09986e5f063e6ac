import type { Finding } from '../model/finding.js';
import type { ScanResult } from '../model/scan-result.js';
import { errorWords } from './errors.js';
import type { ReportOptions } from './formats.js';
import { gravestFirst } from './gravest.js';
import { escaped, htmlPage, SCRIPT } from './html-page.js';
import { inCommit, pathOrPlace, placeName } from './place.js';
import { printablePath } from './printable.js';
import { statsCharts } from './stats-chart.js';
import { countedFindings, plural, scannedLine, skippedLine } from './summary.js';
import { suppressHint } from './suppress-hint.js';

/** A browser takes no more without pain; nobody reads them all. */
const MOST = 5000;

/** `--format html`: one page with filters; of a whole history with the charts of `stats` as well. */
export function htmlReport(result: ScanResult, options: ReportOptions): string {
  const listed = gravestFirst(result.findings).slice(0, MOST);
  const failed = result.findings.some(options.fails);
  const state = failed ? 'bad' : result.complete ? 'good' : 'half';
  const skipped = skippedLine(result.skipped);
  return htmlPage({
    title: `precommit-guard: ${countedFindings(result)}`,
    head: `<h1>precommit-guard <button type="button" hidden>light / dark</button></h1>
<div class="state ${state}">${result.complete ? '' : 'Incomplete: '}${escaped(countedFindings(result))}</div>
<p class="dim">${escaped(scannedLine(result))}</p>
${skipped === undefined ? '' : `<p class="dim">${escaped(skipped)}</p>`}
${result.errors.map((error) => `<p class="half">${escaped(errorWords(error, options.clean))}</p>`).join('\n')}`,
    main: `${options.stats === undefined ? '' : statsCharts(options.stats)}
${filters(listed)}
${listed.map(article).join('\n')}
${listed.length < result.findings.length ? `<p class="dim">${plural(result.findings.length - listed.length, 'more finding')} of a lower level: --format json has all of them.</p>` : ''}`,
    script: SCRIPT,
  });
}

function filters(findings: readonly Finding[]): string {
  const levels = (['error', 'warning', 'note'] as const).map((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return `<label><input type="checkbox" value="${level}" checked> ${plural(count, level)}</label>`;
  });
  const select = (name: string, what: string, values: readonly string[]): string =>
    `<select name="${name}" aria-label="${what}"><option value="">${what}</option>${[...new Set(values)]
      .sort()
      .map((value) => `<option value="${escaped(value)}">${escaped(value)}</option>`)
      .join('')}</select>`;
  const rules = select(
    'rule',
    'all rules',
    findings.map(({ ruleId }) => ruleId),
  );
  const paths = select(
    'path',
    'all paths',
    findings.flatMap((finding) => folders(shownPath(finding))),
  );
  return `<form hidden>${levels.join(' ')} ${rules} ${paths} <input type="search" name="text" placeholder="search" aria-label="search"> <output class="dim"></output></form>`;
}

/** A path and the folders above it. */
function folders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/')).filter((folder) => folder !== '');
}

function shownPath(finding: Finding): string {
  return printablePath(pathOrPlace(finding));
}

function article(finding: Finding): string {
  const { level, ruleId, message, start, why, advice, instead, revoke, docs, cwe, fingerprint } = finding;
  const hint = suppressHint(finding);
  const rows: (readonly [string, string | undefined])[] = [
    ['why', why === undefined ? undefined : escaped(why)],
    ['do', escaped(advice)],
    ['instead', instead === undefined ? undefined : `<pre>${escapedLines(instead)}</pre>`],
    ['revoke', revoke === undefined ? undefined : link(revoke)],
    ['rule', `${escaped(ruleId)}${cwe.length === 0 ? '' : ` (${escaped(cwe.join(', '))})`} ${/^https:\/\//.test(docs) ? link(docs) : ''}`],
    ['false alarm?', hint === undefined ? undefined : `<code>${escaped(hint)}</code>`],
    ['fingerprint', `<code>${escaped(fingerprint)}</code>`],
  ];
  const place = finding.where === 'file' ? `${shownPath(finding)}:${start.line}:${start.column}` : printablePath(placeName(finding));
  return `<article class="${level}" data-level="${level}" data-rule="${escaped(ruleId)}" data-path="${escaped(shownPath(finding))}">
<h2><span class="level">${level}</span>${escaped(message)}</h2>
<div class="place">${escaped(place)}${escaped(inCommit(finding))}</div>
${finding.where === 'file' ? (finding.parts ?? [finding]).map(lineOf).join('') : ''}
<dl>${rows.flatMap(([name, text]) => (text === undefined ? [] : [`<dt>${name}</dt><dd>${text}</dd>`])).join('')}</dl>
</article>`;
}

function lineOf({ preview: { text, start, end } }: Finding): string {
  return `<pre>${escaped(text.slice(0, start))}<mark>${escaped(text.slice(start, end))}</mark>${escaped(text.slice(end))}</pre>`;
}

function link(url: string): string {
  return /^https:\/\/[!-~]+$/.test(url) ? `<a href="${escaped(url)}" rel="noreferrer">${escaped(url)}</a>` : escaped(url);
}

function escapedLines(text: string): string {
  return text.split('\n').map(escaped).join('\n');
}
