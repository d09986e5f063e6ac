// Insecure code: how many bad functions are found, and how many good ones are said to be bad, by category and language.
//   npm run bench:code             the table
//   npm run bench:code -- --misses what was missed, and what was hit wrongly
// The functions are our own (bench/quality/functions): each wrapper of a language around each body of a category. The good ones do the same job safely.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { Detector } from '../../dist/lib/detect/detector.js';
import { scanText } from '../../dist/lib/detect/scan-text.js';
import { builtIn } from '../../dist/lib/rules/built-in.js';
import { regexEngine } from '../../dist/lib/rules/regex-engine.js';
import { Ruleset } from '../../dist/lib/rules/ruleset.js';
import { languageOf } from '../../dist/lib/text/language-of.js';

const FOLDER = join(import.meta.dirname, 'functions');
/** What a release must reach on these functions. */
const LEAST_FOUND = 0.97;
const MOST_HIT = 0.02;

const { rules } = builtIn();
const detector = new Detector(new Ruleset(rules, regexEngine('auto')), rules);
const showMisses = process.argv.includes('--misses');

/** Ids of the warnings and errors about code in a text. */
function told(path, text) {
  const source = { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
  return scanText(source, detector)
    .findings.filter(({ kind, level }) => kind === 'insecure-code' && level !== 'note')
    .map(({ ruleId }) => ruleId);
}

/** Each wrapper around each body. */
function* functions({ wrappers }, bodies) {
  for (const wrapper of wrappers) for (const body of bodies) yield wrapper.replace('BODY', () => body).replaceAll('VALUE', 'name');
}

const table = [];
const all = { bad: 0, found: 0, good: 0, hit: 0 };
for (const name of readdirSync(FOLDER).sort()) {
  const suite = parse(readFileSync(join(FOLDER, name), 'utf8'));
  for (const [category, { bad, good }] of Object.entries(suite)) {
    if (category === 'file' || category === 'wrappers') continue;
    const cell = { bad: 0, found: 0, good: 0, hit: 0 };
    for (const text of functions(suite, bad)) {
      cell.bad++;
      if (told(suite.file, text).length > 0) cell.found++;
      else if (showMisses) console.log(`missed, ${basename(name, '.yaml')} ${category}:\n${text}\n`);
    }
    for (const text of functions(suite, good)) {
      cell.good++;
      const ids = told(suite.file, text);
      if (ids.length === 0) continue;
      cell.hit++;
      if (showMisses) console.log(`hit by ${ids.join(', ')}, ${basename(name, '.yaml')} ${category}:\n${text}\n`);
    }
    table.push({ language: basename(name, '.yaml'), category, 'bad functions': cell.bad, found: cell.found, 'good functions': cell.good, hit: cell.hit });
    for (const key of Object.keys(all)) all[key] += cell[key];
  }
}
console.table(table);
console.log(
  `found ${all.found} of ${all.bad} (${((100 * all.found) / all.bad).toFixed(1)} %), hit ${all.hit} of ${all.good} good ones (${((100 * all.hit) / all.good).toFixed(1)} %)`,
);
if (all.found < LEAST_FOUND * all.bad || all.hit > MOST_HIT * all.good) process.exitCode = 1;
