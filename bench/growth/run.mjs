// Does twice the input take twice the time? Every kind of input that could make it take more, under both engines.
//   npm run bench:growth [-- inputs,flows,lexers,rules [PART OF A NAME]]
//   npm run bench:growth -- regexps [SEED]
import { FLOWS } from './flows.mjs';
import { INPUTS } from './inputs.mjs';
import { LEXERS } from './lexers.mjs';
import { detectorFor, fill, MB, timeOfScan } from './measure.mjs';
import { reportRegexps } from './regexps.mjs';
import { measureRules, reportRules } from './rules.mjs';

const [lists = 'inputs,flows,lexers,rules', part = ''] = process.argv.slice(2);
const wanted = lists.split(',');
const named = [
  ['inputs', INPUTS],
  ['flows', FLOWS],
  ['lexers', LEXERS],
].flatMap(([name, list]) => (wanted.includes(name) ? list : []));
const line = 'export function handle(request, response) { const user = request.body.name; return response.send(`<p>${user}</p>`); }\n';

/** The least of two measures: the machine's other work takes caches, too. */
const least = (...parts) => Math.min(timeOfScan(...parts), timeOfScan(...parts));

const rows = [];
for (const engine of ['re2', 'builtin']) {
  const detector = detectorFor(engine);
  timeOfScan(detector, fill(line)(MB), 'javascript');
  for (const [name, size, make, language, path] of named.filter(([name]) => name.includes(part))) {
    const [small, large] = [size, size * 2].map((bytes) => least(detector, make(bytes), language, path));
    rows.push({ input: name, engine, MB: (size / MB).toFixed(2), 'ms a MB': (small / (size / MB)).toFixed(1), 'twice as much takes': (large / small).toFixed(2) });
    console.error(JSON.stringify(rows.at(-1)));
  }
}
console.table(rows);

if (wanted.includes('rules')) reportRules(['re2', 'builtin'].flatMap((engine) => measureRules({ engine, named: part })));
if (wanted.includes('regexps')) reportRegexps(Number(part) || 1);
