// Insecure code: how many bad functions are found, and how many good ones are said to be bad, by category and language.
//   npm run bench:code             the table
//   npm run bench:code -- --misses what was missed, and what was hit wrongly
// The functions are our own (bench/quality/functions): each wrapper of a language around each body of a category. The good ones do the same job safely.
import { findingsIn, ownFunctions, percent } from '../support/own-code.mjs';

/** What a release must reach on these functions. */
const LEAST_FOUND = 0.97;
const MOST_HIT = 0.02;

const showMisses = process.argv.includes('--misses');
const table = {};
const all = { bad: 0, found: 0, good: 0, hit: 0 };
for (const one of ownFunctions()) {
  const { file, category, verdict, text } = one;
  table[`${file} ${category}`] ??= { bad: 0, found: 0, good: 0, hit: 0 };
  const ids = findingsIn(one).flatMap(({ level, ruleId }) => (level === 'note' ? [] : [ruleId]));
  for (const row of [table[`${file} ${category}`], all]) {
    row[verdict]++;
    if (ids.length > 0) row[verdict === 'bad' ? 'found' : 'hit']++;
  }
  if (!showMisses || ids.length > 0 === (verdict === 'bad')) continue;
  console.log(`${verdict === 'bad' ? 'missed' : `hit by ${ids.join(', ')}`}, ${file} ${category}:\n${text}\n`);
}
console.table(table);
console.log(`found ${all.found} of ${all.bad} (${percent(all.found, all.bad)}), hit ${all.hit} of ${all.good} good ones (${percent(all.hit, all.good)})`);
if (all.found < LEAST_FOUND * all.bad || all.hit > MOST_HIT * all.good) process.exitCode = 1;
