// Near-matches of every rule: does twice the input take twice the time, and how long does a megabyte take? In three looks, so that the whole fits into an hour of each engine.
//   npm run bench:growth -- rules [PART OF A NAME]
//   node bench/growth/rules.mjs [--engine re2|builtin] [--part NUMBER/COUNT] [--named PART OF A NAME] [--log FILE]
// With a log, rules that it holds already are not measured again: a run that was stopped goes on where it was.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { detectorFor, fill, MB, timeOfScan } from './measure.mjs';
import { nearMatches } from './near-matches.mjs';

const FIRST = [16 * 1024, 96 * 1024];
/** From here on an input is looked at in its full size: what each further megabyte takes (previews of the first thousand findings are paid once), and how much more than in proportion the larger one takes. */
const SUSPECT = { msPerMB: 450, growth: 1.2, ms: 20 };
/** What the design asks for, with a margin in time. */
const ASKED = { msPerMB: 700, growth: 2.1 };

const line = 'export function handle(request, response) { const user = request.body.name; return response.send(`<p>${user}</p>`); }\n';

/** The times of one near-match: of two small pieces, and where these look slow, of a half and a whole megabyte. */
function timesOf(detector, { make, language, path }) {
  const time = (size) => timeOfScan(detector, make(size), language, path);
  const least = (sizes, before = sizes.map(() => Infinity)) => sizes.map((size, at) => Math.min(before[at], time(size)));
  time(MB / 128);
  const first = ([small, large]) => ({ msPerMB: ((large - small) * MB) / (FIRST[1] - FIRST[0]), growth: large / small / (FIRST[1] / FIRST[0]) });
  const suspect = (times) => times[1] > SUSPECT.ms && (first(times).msPerMB > SUSPECT.msPerMB || first(times).growth > SUSPECT.growth);
  let times = least(FIRST);
  for (let more = 0; more < 2 && suspect(times); more++) times = least(FIRST, times);
  if (!suspect(times)) return { ...first(times), full: false };
  const whole = ([half, full]) => ({ msPerMB: full, growth: full / half, full: true });
  const sizes = [MB / 2, MB];
  times = least(sizes);
  for (let more = 0; more < 2 && beyond(whole(times)); more++) times = least(sizes, times);
  return whole(times);
}

const beyond = ({ full, msPerMB, growth }) => full && (msPerMB > ASKED.msPerMB || growth > ASKED.growth);

/** Rows of all near-matches with their times; those in the log come from there. */
export function measureRules({ engine, part = [1, 1], named = '', log }) {
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
    if (!near.name.includes(named) || done.has(near.name)) continue;
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
    console.table(list.map(({ input, engine, msPerMB, growth }) => ({ input, engine, 'ms a MB': Math.round(msPerMB), 'twice as much takes': round(growth, 100) })));
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
  const { values } = parseArgs({ options: { engine: text, part: text, named: text, log: text } });
  const part = values.part?.split('/').map(Number);
  const engines = values.engine === undefined ? ['re2', 'builtin'] : [values.engine];
  const over = reportRules(engines.flatMap((engine) => measureRules({ ...values, part, engine })));
  process.exitCode = over ? 1 : 0;
}
