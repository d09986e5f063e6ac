import { hash } from '../rules/hash.js';
import { printable } from './printable.js';

/** The style of the HTML report: the system's fonts and colours, light and dark. */
const STYLE = `
:root { color-scheme: light dark; --back: #fff; --card: #f6f8fa; --text: #1f2328; --dim: #59636e; --line: #d1d9e0; --error: #c62828; --warning: #9a6700; --note: #0969da; --ok: #1a7f37; --mark: #ffd33d66; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --back: #0d1117; --card: #161b22; --text: #e6edf3; --dim: #9198a1; --line: #30363d; --error: #ff7b72; --warning: #d29922; --note: #58a6ff; --ok: #3fb950; --mark: #bb800966; } }
:root[data-theme=dark] { color-scheme: dark; --back: #0d1117; --card: #161b22; --text: #e6edf3; --dim: #9198a1; --line: #30363d; --error: #ff7b72; --warning: #d29922; --note: #58a6ff; --ok: #3fb950; --mark: #bb800966; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main, header { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; display: flex; align-items: center; gap: .6rem; }
h1 button { margin-left: auto; font-size: .8rem; font-weight: 400; white-space: nowrap; cursor: pointer; }
a { color: var(--note); }
.state { font-size: 1.1rem; font-weight: 600; }
.bad { color: var(--error); } .good { color: var(--ok); } .half { color: var(--warning); }
.dim { color: var(--dim); font-size: .9rem; margin: .25rem 0; overflow-wrap: anywhere; }
form { position: sticky; top: 0; background: var(--back); border-bottom: 1px solid var(--line); padding: .75rem 0; margin: .75rem 0 1rem; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; z-index: 1; }
label { display: inline-flex; gap: .3rem; align-items: center; }
input, select, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .5rem; max-width: 100%; }
input[type=search] { flex: 1 1 8rem; min-width: 0; }
select { max-width: 13rem; }
article { border: 1px solid var(--line); border-left: 4px solid var(--note); border-radius: 6px; background: var(--card); padding: .75rem 1rem; margin: 0 0 .75rem; }
article.error { border-left-color: var(--error); } article.warning { border-left-color: var(--warning); }
article h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
.level { text-transform: uppercase; font-size: .75rem; font-weight: 700; letter-spacing: .04em; color: var(--note); margin-right: .5rem; }
.error .level { color: var(--error); } .warning .level { color: var(--warning); }
.place { font-family: ui-monospace, monospace; font-size: .88rem; color: var(--dim); overflow-wrap: anywhere; }
pre { font: .85rem/1.5 ui-monospace, monospace; background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0; overflow-x: auto; white-space: pre; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 1px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: .5rem 0 0; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
dd pre { margin: 0; }
.charts svg { width: 100%; height: auto; display: block; } .charts h2 { font-size: 1rem; margin: .75rem 0 .25rem; }
.charts path { fill: none; stroke: var(--line); } .charts text { fill: var(--dim); font-size: 11px; }
.people { fill: var(--note); background: var(--note); } .assisted { fill: var(--warning); background: var(--warning); }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-left: .5rem; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { text-align: right; padding: .1rem .9rem; border-bottom: 1px solid var(--line); font-weight: 400; } thead th { color: var(--dim); } th:first-child { text-align: left; padding-left: 0; } tfoot th, tfoot td { font-weight: 600; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; } form { position: static; } select, input[type=search] { flex: 1 1 100%; max-width: none; } }
@media print { form, h1 button { display: none; } }
`;

/** Filters what is there; without it everything is shown. Reads nothing from the page but what this report wrote. */
export const SCRIPT = `
const all = [...document.querySelectorAll('article')];
const form = document.querySelector('form');
const count = document.querySelector('output');
function show() {
  const levels = new Set([...form.querySelectorAll('input[type=checkbox]:checked')].map((box) => box.value));
  const rule = form.rule.value, path = form.path.value, text = form.text.value.toLowerCase();
  let shown = 0;
  for (const one of all) {
    const data = one.dataset;
    const fits = levels.has(data.level) && (rule === '' || data.rule === rule) && (path === '' || data.path === path || data.path.startsWith(path + '/')) && (text === '' || one.textContent.toLowerCase().includes(text));
    one.hidden = !fits;
    if (fits) shown++;
  }
  count.textContent = shown + ' of ' + all.length + ' shown';
}
form.hidden = all.length === 0;
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
show();
const theme = document.querySelector('h1 button');
theme.hidden = false;
theme.addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme === 'dark' || (root.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'light' : 'dark';
});
`;

/** The parts of a page, in HTML; `script` is the only one that may run. */
export interface Page {
  readonly title: string;
  readonly head: string;
  readonly main: string;
  readonly script?: string;
}

/**
 * One file that needs nothing beside it, light and dark. Its own script alone may run, by hash, and nothing is loaded: what a scanned file holds cannot become part of the page.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function htmlPage({ title, head, main, script }: Page): string {
  const runs = script === undefined ? '' : `; script-src 'sha256-${hash('sha256', Buffer.from(script)).toString('base64')}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${runs}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
${head}
</header>
<main>
${main}
</main>
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
}

/** Text that is nothing but text in HTML, in attributes too. */
export function escaped(text: string): string {
  return printable(Buffer.from(text).toString()).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}
