// Insecure code in texts that were written before anyone looked whether they are found: each sample is a function as an assistant writes it, with its safe twin.
//   node bench/quality/samples.mjs             the table
//   node bench/quality/samples.mjs --misses    what was missed, and what was hit wrongly
//   node bench/quality/samples.mjs --categories  by category and language, as Markdown
// A file of bench/quality/samples holds one language. A sample begins with `#### bad|good <category> [<path>]`.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Detector } from '../../dist/lib/detect/detector.js';
import { scanText } from '../../dist/lib/detect/scan-text.js';
import { builtIn } from '../../dist/lib/rules/built-in.js';
import { regexEngine } from '../../dist/lib/rules/regex-engine.js';
import { Ruleset } from '../../dist/lib/rules/ruleset.js';
import { languageOf } from '../../dist/lib/text/language-of.js';

const FOLDER = join(import.meta.dirname, 'samples');
const PATHS = {
  python: 'app.py',
  javascript: 'app.js',
  java: 'App.java',
  php: 'page.php',
  go: 'app.go',
  csharp: 'App.cs',
  c: 'app.c',
  ruby: 'app.rb',
  kotlin: 'App.kt',
  rust: 'app.rs',
  swift: 'App.swift',
  shell: 'run.sh',
  infra: 'app.txt',
  mixed: 'app.txt',
};

const { rules } = builtIn();
const detector = new Detector(new Ruleset(rules, regexEngine('auto')), rules);
const showMisses = process.argv.includes('--misses');
const only = process.argv.slice(2).find((one) => !one.startsWith('--'));

/** Samples whose weakness is a value in the code: there secrets count, elsewhere they would hide that the weakness was missed. */
const OF_SECRETS = new Set(['credential']);

/** Findings about code in a text, notes too. */
function told(path, text, category) {
  const source = { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
  return scanText(source, detector).findings.filter(({ kind, level }) => kind !== 'secret' || (OF_SECRETS.has(category) && level !== 'note'));
}

function* samples(text, usual) {
  for (const part of text.split(/^#### /m).slice(1)) {
    const [head, ...lines] = part.split('\n');
    const [, verdict, category, path = usual] = /^(bad|good) (\S+)(?: \[(.+)\])?$/.exec(head) ?? [];
    if (verdict === undefined) throw new Error(`not a sample's head: ${head}`);
    yield { verdict, category, path, text: lines.join('\n') };
  }
}

/** By category and language, as a table of Markdown: rules for its weaknesses, found of bad, hit of good. */
const categories = {};
function count(language, category, verdict, told) {
  categories[category] ??= {};
  categories[category][language] ??= { bad: 0, found: 0, good: 0, hit: 0 };
  const cell = categories[category][language];
  cell[verdict]++;
  if (told) cell[verdict === 'bad' ? 'found' : 'hit']++;
}
function printCategories() {
  const languages = [...new Set(Object.values(categories).flatMap((row) => Object.keys(row)))];
  const rulesOf = (language) => rules.filter((rule) => rule.kind !== 'secret' && (rule.languages?.includes(language) ?? false)).length;
  console.log(`| category | ${languages.map((one) => `${one} (${one === 'infra' ? '' : rulesOf(one)})`).join(' | ')} |\n|${'---|'.repeat(languages.length + 1)}`);
  for (const [category, row] of Object.entries(categories)) {
    const cells = languages.map((language) => (row[language] === undefined ? '' : `${row[language].found}/${row[language].bad}, ${row[language].hit}/${row[language].good}`));
    console.log(`| ${category} | ${cells.join(' | ')} |`);
  }
}

const table = {};
const total = { bad: 0, found: 0, good: 0, hit: 0 };
for (const name of readdirSync(FOLDER).sort()) {
  const language = basename(name, '.txt').replace(/-\d+$/, '');
  if (only !== undefined && basename(name, '.txt') !== only) continue;
  const row = { bad: 0, found: 0, good: 0, hit: 0, lines: 0 };
  table[basename(name, '.txt')] = row;
  for (const { verdict, category, path, text } of samples(readFileSync(join(FOLDER, name), 'utf8'), PATHS[language])) {
    const all = told(path, text, category);
    const findings = all.filter(({ level }) => level !== 'note');
    const lines = text.split('\n').length;
    row.lines += lines;
    row[verdict]++;
    count(language, category.replace(/^(?:ts|vue|svelte|html)-/, ''), verdict, findings.length > 0);
    if (findings.length > 0) row[verdict === 'bad' ? 'found' : 'hit']++;
    if (!showMisses || findings.length > 0 === (verdict === 'bad')) continue;
    const ids = all.map(({ ruleId, start }) => `${ruleId}:${start.line}`);
    console.log(`${verdict === 'bad' ? (ids.length === 0 ? 'MISSED' : `ONLY NOTES (${ids.join(', ')})`) : `HIT by ${ids.join(', ')}`}, ${name} ${category}:\n${text}`);
  }
  for (const key of Object.keys(total)) total[key] += row[key];
}
console.table(table);
if (process.argv.includes('--categories')) printCategories();
console.log(
  `found ${total.found} of ${total.bad} (${((100 * total.found) / total.bad).toFixed(1)} %), hit ${total.hit} of ${total.good} good ones (${((100 * total.hit) / total.good).toFixed(1)} %)`,
);
