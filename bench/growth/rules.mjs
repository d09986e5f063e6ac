// Near-matches of every rule: does twice the input take twice the time, and how long does a megabyte take? In three looks, each at fewer inputs than the one before.
//   npm run bench:growth -- rules [PART OF A NAME]
//   node bench/growth/rules.mjs [--engine re2|builtin] [--part NUMBER/COUNT] [--shapes SHAPE,SHAPE] [--named PART OF A NAME] [--log FILE]
// With a log, inputs that it holds already are not measured again: a run that was stopped goes on where it was.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { detectorFor, fill, MB, timeOfScan } from './measure.mjs';
import { nearMatches } from './near-matches.mjs';

const FIRST = MB / 32;
/** Milliseconds that a megabyte may take, by what the small pieces took, to be left at these. */
const LIKELY = 650;
/** How much more the second doubling may take than the first, to be left at the small pieces: 2 where time grows with the size, 4 where it grows with its square. */
const STRAIGHT = 2.7;
/** How much longer twice the size may take to be left at that: what a few milliseconds that are paid once hide below that would be no second for a megabyte. */
const DOUBLE = 2.2;
/** What the design asks for, with a margin in time. */
const ASKED = { msPerMB: 700, growth: 2.1 };

const line = 'export function handle(request, response) { const user = request.body.name; return response.send(`<p>${user}</p>`); }\n';

/** The times of one near-match: of a small piece, where that is not quick of one two and four times as large, and of those that are slow or bend upwards of a half and a whole megabyte. */
function timesOf(detector, { make, language, path }) {
  const time = (size) => timeOfScan(detector, make(size), language, path);
  const again = (size, before) => Math.min(before, time(size));
  const atMost = (ms, size) => ms * (MB / size) ** 2;
  // The first of its kind compiles the patterns.
  let first = again(FIRST, time(FIRST));
  if (atMost(first, FIRST) <= ASKED.msPerMB) return { msPerMB: first * (MB / FIRST), growth: undefined, full: false };
  let second = time(2 * FIRST);
  let fourth = time(4 * FIRST);
  // What is paid once, as previews of the first thousand findings are, is not multiplied.
  const expected = () => fourth + Math.max(0, fourth - second) * ((MB - 4 * FIRST) / (2 * FIRST));
  const bends = () => fourth > DOUBLE * second && atMost(fourth - second, Math.sqrt(12) * FIRST) > ASKED.msPerMB && fourth - second > STRAIGHT * Math.max(0, second - first);
  const suspect = () => expected() > LIKELY || bends();
  for (let more = 0; more < 2 && suspect(); more++) [first, second, fourth] = [again(FIRST, first), again(2 * FIRST, second), again(4 * FIRST, fourth)];
  if (!suspect()) return { msPerMB: expected(), growth: fourth / second, full: false };
  let [half, whole] = [time(MB / 2), time(MB)];
  for (let more = 0; more < 2 && beyond({ full: true, msPerMB: whole, growth: whole / half }); more++) [half, whole] = [again(MB / 2, half), again(MB, whole)];
  return { msPerMB: whole, growth: whole / half, full: true };
}

const beyond = ({ full, msPerMB, growth }) => full && (msPerMB > ASKED.msPerMB || growth > ASKED.growth);

/** Rows of all near-matches with their times; those in the log come from there. */
export function measureRules({ engine, part = [1, 1], shapes, named = '', log }) {
  const known =
    log !== undefined && existsSync(log)
      ? readFileSync(log, 'utf8')
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((row) => JSON.parse(row))
      : [];
  const rows = known.filter((row) => row.engine === engine);
  const done = new Set(rows.map(({ input }) => input));
  const detector = detectorFor(engine);
  timeOfScan(detector, fill(line)(MB), 'javascript');
  for (const near of nearMatches(part)) {
    if (!near.name.includes(named) || done.has(near.name) || shapes?.includes(near.shape) === false) continue;
    const row = { input: near.name, engine, ...timesOf(detector, near) };
    rows.push(row);
    if (log !== undefined) appendFileSync(log, `${JSON.stringify(row)}\n`);
  }
  return rows;
}

const round = (value, by) => Math.round(value * by) / by;

/** Prints the slowest and those that grow too much; whether any is beyond what is asked. */
export function reportRules(rows) {
  const shown = (list) =>
    console.table(list.map(({ input, engine, msPerMB, growth }) => ({ input, engine, 'ms a MB': Math.round(msPerMB), 'twice as much takes': growth && round(growth, 100) })));
  const over = rows.filter(beyond);
  console.log(
    `near-matches of the rules: ${rows.length} inputs, ${rows.filter(({ full }) => full).length} looked at in full size, ${over.length} beyond ${ASKED.msPerMB} ms a MB or ${ASKED.growth}`,
  );
  shown(over);
  console.log('the slowest');
  shown([...rows].sort((a, b) => b.msPerMB - a.msPerMB).slice(0, 20));
  return over.length > 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { engine: text, part: text, shapes: text, named: text, log: text } });
  const part = values.part?.split('/').map(Number);
  const engines = values.engine === undefined ? ['re2', 'builtin'] : [values.engine];
  const over = reportRules(engines.flatMap((engine) => measureRules({ ...values, part, shapes: values.shapes?.split(','), engine })));
  process.exitCode = over ? 1 : 0;
}
