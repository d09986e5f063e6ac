import type { Stats, Tally } from '../model/stats.js';
import { escaped, htmlPage } from './html-page.js';
import { plural } from './summary.js';

/** More columns than this are years instead of months. */
const MOST = 60;
const WIDTH = 720;
const HEIGHT = 150;
/** Room for the scale at the left, and for the names of the columns below. */
const LEFT = 44;
const BELOW = 18;

interface Column extends Tally {
  readonly name: string;
}

/** `stats --format html`: one page with the charts and the numbers behind them. It runs no script. */
export function statsPage(stats: Stats): string {
  const { total } = stats;
  return htmlPage({
    title: `precommit-guard: ${plural(total.commits, 'commit')}, ${plural(total.findings, 'finding')}`,
    head: `<h1>precommit-guard</h1>
<div class="state ${stats.complete ? 'good' : 'half'}">${stats.complete ? '' : 'Incomplete: '}Assistants made ${share(total.assisted, total.commits)} of ${plural(total.commits, 'commit')} and brought ${share(total.inAssisted, total.findings)} of ${plural(total.findings, 'finding')}.</div>
${stats.assistants.length === 0 ? '' : `<p class="dim">${stats.assistants.map(({ name, commits }) => `${escaped(name)}: ${commits}`).join(', ')}</p>`}
${stats.elsewhere === 0 ? '' : `<p class="dim">${plural(stats.elsewhere, 'more finding')} in no commit of that time.</p>`}`,
    main: `${statsCharts(stats)}\n${table(stats)}`,
  });
}

/** Commits and findings by month, people's and assistants' on top of each other: a part of a page. */
export function statsCharts({ months }: Stats): string {
  if (months.length === 0) return '<p class="dim">No commits in that time.</p>';
  const columns = columnsOf(months);
  return `<section class="charts">
<p class="dim"><span class="key people"></span> people <span class="key assisted"></span> assistants; findings count where they came in first, notes do not count</p>
${chart('Commits', columns, ({ commits, assisted }) => [commits - assisted, assisted])}
${chart('Findings', columns, ({ findings, inAssisted }) => [findings - inAssisted, inAssisted])}
</section>`;
}

function columnsOf(months: Stats['months']): Column[] {
  if (months.length <= MOST) return months.map(({ month, ...tally }) => ({ name: month, ...tally }));
  const years = new Map<string, Column>();
  for (const { month, ...tally } of months) {
    const name = month.slice(0, 4);
    const year = years.get(name) ?? { name, commits: 0, assisted: 0, findings: 0, inAssisted: 0 };
    for (const key of ['commits', 'assisted', 'findings', 'inAssisted'] as const) year[key] += tally[key];
    years.set(name, year);
  }
  return [...years.values()];
}

function chart(what: string, columns: readonly Column[], partsOf: (column: Column) => readonly [people: number, assistants: number]): string {
  const most = Math.max(1, ...columns.map((column) => partsOf(column).reduce((sum, part) => sum + part, 0)));
  const step = (WIDTH - LEFT) / columns.length;
  const width = Math.max(1, Math.min(28, step * 0.8));
  // As many names as fit side by side.
  const every = Math.ceil(56 / step);
  const high = (count: number): number => (count / most) * HEIGHT;
  const bars = columns.map((column, index) => {
    const [people, assistants] = partsOf(column);
    const left = (LEFT + index * step + (step - width) / 2).toFixed(1);
    const bar = (kind: string, count: number, above: number): string =>
      count === 0
        ? ''
        : `<rect class="${kind}" x="${left}" y="${(HEIGHT - high(above) - high(count)).toFixed(1)}" width="${width.toFixed(1)}" height="${high(count).toFixed(1)}"/>`;
    const name = index % every === 0 ? `<text x="${(LEFT + (index + 0.5) * step).toFixed(1)}" y="${HEIGHT + 13}" text-anchor="middle">${escaped(column.name)}</text>` : '';
    return `<g><title>${escaped(column.name)}: ${people} by people, ${assistants} by assistants</title>${bar('people', people, 0)}${bar('assisted', assistants, people)}</g>${name}`;
  });
  return `<h2>${what}</h2>
<svg role="img" aria-label="${what} by ${columns[0]?.name.length === 4 ? 'year' : 'month'}" viewBox="0 -8 ${WIDTH} ${HEIGHT + BELOW + 8}">
<path d="M${LEFT} 0V${HEIGHT}H${WIDTH}"/><text x="${LEFT - 6}" y="4" text-anchor="end">${most}</text><text x="${LEFT - 6}" y="${HEIGHT}" text-anchor="end">0</text>
${bars.join('\n')}
</svg>`;
}

function table({ months, total }: Stats): string {
  const row = (name: string, { commits, assisted, findings, inAssisted }: Tally): string =>
    `<tr><th scope="row">${escaped(name)}</th>${[commits, assisted, share(assisted, commits), findings, inAssisted, share(inAssisted, findings)].map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  return `<table>
<thead><tr>${['month', 'commits', 'assistants’', 'share', 'findings', 'assistants’', 'share'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${months.map(({ month, ...tally }) => row(month, tally)).join('\n')}</tbody>
<tfoot>${row('total', total)}</tfoot>
</table>`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
}
