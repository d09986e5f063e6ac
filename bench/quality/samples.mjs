// Insecure code in texts that were written before anyone looked whether they are found: each sample is a function as an assistant writes it, with its safe twin.
//   node bench/quality/samples.mjs [FILE]      the table
//   node bench/quality/samples.mjs --misses    what was missed, and what was hit wrongly
import { findingsIn, ownSamples, percent } from '../support/own-code.mjs';

/** What a release must reach on these samples. */
const LEAST_FOUND = 0.97;
const MOST_HIT = 0.02;

const showMisses = process.argv.includes('--misses');
const only = process.argv.slice(2).find((one) => !one.startsWith('--'));
const table = {};
const total = { bad: 0, found: 0, good: 0, hit: 0 };
for (const sample of ownSamples()) {
  const { file, verdict, category, text } = sample;
  if (only !== undefined && file !== only) continue;
  table[file] ??= { bad: 0, found: 0, good: 0, hit: 0 };
  const all = findingsIn(sample);
  const told = all.some(({ level }) => level !== 'note');
  for (const row of [table[file], total]) {
    row[verdict]++;
    if (told) row[verdict === 'bad' ? 'found' : 'hit']++;
  }
  if (!showMisses || told === (verdict === 'bad')) continue;
  const ids = all.map(({ ruleId, start }) => `${ruleId}:${start.line}`).join(', ');
  const missed = ids === '' ? 'MISSED' : `ONLY NOTES (${ids})`;
  console.log(`${verdict === 'bad' ? missed : `HIT by ${ids}`}, ${file} ${category}:\n${text}`);
}
console.table(table);
console.log(`found ${total.found} of ${total.bad} (${percent(total.found, total.bad)}), hit ${total.hit} of ${total.good} good ones (${percent(total.hit, total.good)})`);
if (total.found < LEAST_FOUND * total.bad || total.hit > MOST_HIT * total.good) process.exitCode = 1;
