// Does twice the input take twice the time? Every kind of input that could make it take more, under both engines.
//   npm run bench:growth [-- inputs,flows,lexers,rules [PART OF A NAME]]
import { FLOWS } from './flows.mjs';
import { INPUTS } from './inputs.mjs';
import { LEXERS } from './lexers.mjs';
import { detectorFor, fill, MB, timeOfScan } from './measure.mjs';
import { nearMatches } from './near-matches.mjs';

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

// Near-matches of every rule: those that look slow in 64 kB are tried with a megabyte. Previews of a thousand findings cost the same in both.
const SMALL = 64 * 1024;
const SLOW = 100;
const slowest = [];
for (const engine of wanted.includes('rules') ? ['re2', 'builtin'] : []) {
  const detector = detectorFor(engine);
  timeOfScan(detector, fill(line)(MB), 'javascript');
  for (const { name, make, language, path } of nearMatches()) {
    if (!name.includes(part)) continue;
    if (timeOfScan(detector, make(SMALL), language, path) < SLOW) continue;
    slowest.push({ input: name, engine, 'ms for 1 MB': Math.round(timeOfScan(detector, make(MB), language, path)) });
  }
}
slowest.sort((a, b) => b['ms for 1 MB'] - a['ms for 1 MB']);
if (slowest.length > 0) console.log('near-matches of every rule: the slowest');
console.table(slowest.slice(0, 20));
