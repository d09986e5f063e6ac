// How well secrets are found, and how much else: npm run bench:quality. Exit 1 when a figure is out of its budget.
//   recall           the rules' own examples in other syntaxes: at least 99 %
//   hard positives   leaks as people write them: at least 90 %
//   whole files      files as people write them: at least 95 % of the lines with a secret, at most 0.5 % of the others
//   hard negatives   lines written to deceive: at most 3 %
//   clean corpora    pinned npm packages: at most 0.1 findings a MB, none in lock files, SVG, base64 images, lists of hashes and ids, minified files and source maps
import { loadCore } from '../support/core.mjs';
import { cleanSecrets } from './clean-secrets.mjs';
import { wholeFiles } from './files.mjs';
import { hardNegatives } from './hard-negatives.mjs';
import { hardPositives } from './hard-positives.mjs';
import { templateRecall } from './template-recall.mjs';

const BUDGET = { recall: 99, positives: 90, files: 95, besides: 0.5, negatives: 3, perMegabyte: 0.1, perRule: 3 };
const SILENT = ['lock file', 'SVG', 'base64 image', 'hash list', 'UUID list', 'minified', 'source map'];
const SHOWN = 30;
const verbose = process.argv.includes('--all');
const percent = (part, whole) => (whole === 0 ? 0 : (part / whole) * 100);
const failures = [];
const core = await loadCore();

const recall = templateRecall(core);
const sum = (list, field) => list.reduce((total, one) => total + one[field], 0);
const rendered = sum(recall, 'rendered');
const any = percent(sum(recall, 'any'), rendered);
console.log(
  `Template recall: ${any.toFixed(2)} % of ${rendered} renderings of ${recall.length} rules are found (${percent(sum(recall, 'own'), rendered).toFixed(2)} % by the rule itself)`,
);
if (any < BUDGET.recall) failures.push(`template recall is below ${BUDGET.recall} %`);
const weak = recall.filter(({ missed }) => missed.length > 0).sort((a, b) => b.missed.length - a.missed.length);
for (const { id, rendered: times, missed } of weak.slice(0, verbose ? weak.length : SHOWN))
  console.log(`  ${id}: ${missed.length} of ${times} missed: ${[...new Set(missed)].join(', ').slice(0, 160)}`);

const positives = hardPositives(core);
const shown = percent(sum(positives, 'found'), sum(positives, 'filled'));
console.log(`\nHard positives: ${shown.toFixed(2)} % of ${sum(positives, 'filled')} are found`);
if (shown < BUDGET.positives) failures.push(`fewer than ${BUDGET.positives} % of hard positives are found`);
for (const { kind, missed } of positives)
  for (const line of verbose ? missed : missed.filter((one) => one.startsWith('0/')).slice(0, 3)) console.log(`  ${kind}: ${line.slice(0, 140)}`);

const files = wholeFiles(core);
const [secretLines, otherLines] = [files.flatMap(({ secrets }) => secrets), files.flatMap(({ others }) => others)];
const inFiles = percent(sum(secretLines, 'found'), secretLines.length * files[0].fills);
const besides = percent(sum(otherLines, 'found'), otherLines.length * files[0].fills);
console.log(`\nWhole files: ${inFiles.toFixed(2)} % of ${secretLines.length} lines with a secret are found, ${besides.toFixed(2)} % of ${otherLines.length} others flagged`);
if (inFiles < BUDGET.files) failures.push(`fewer than ${BUDGET.files} % of the secrets in whole files are found`);
if (besides > BUDGET.besides) failures.push(`more than ${BUDGET.besides} % of the other lines of whole files are flagged`);
for (const { path, secrets, others } of files) {
  for (const one of secrets) if (one.found === 0) console.log(`  ${path}: ${one.text.trim().slice(0, 140)}`);
  for (const one of others) if (one.found > 0) console.log(`  FALSE ${path}: ${one.text.trim().slice(0, 140)}`);
}

const negatives = hardNegatives(core);
const lines = sum(negatives, 'lines');
const flagged = negatives.flatMap((kind) => kind.flagged);
console.log(`\nHard negatives: ${flagged.length} of ${lines} flagged (${percent(flagged.length, lines).toFixed(2)} %)`);
if (percent(flagged.length, lines) > BUDGET.negatives) failures.push(`more than ${BUDGET.negatives} % of the hard negatives are flagged`);
for (const kind of negatives.filter((one) => one.flagged.length > 0)) {
  console.log(`  ${kind.kind}: ${kind.flagged.length} of ${kind.lines}`);
  for (const line of kind.flagged) console.log(`    ${line}`);
}

const { kinds, found } = cleanSecrets(core);
const megabytes = [...kinds.values()].reduce((total, { bytes }) => total + bytes, 0) / 1e6;
console.log(`\nClean corpora: ${found.length} findings in ${megabytes.toFixed(1)} MB (${(found.length / megabytes).toFixed(3)} a MB)`);
if (found.length / megabytes > BUDGET.perMegabyte) failures.push(`more than ${BUDGET.perMegabyte} findings a MB of clean corpora`);
console.table([...kinds].map(([kind, { files, bytes, findings }]) => ({ kind, files, MB: (bytes / 1e6).toFixed(1), findings })));
for (const kind of SILENT) if ((kinds.get(kind)?.findings ?? 0) > 0) failures.push(`findings in ${kind}`);
const byRule = new Map();
for (const one of found) byRule.set(one.ruleId, [...(byRule.get(one.ruleId) ?? []), one]);
for (const [id, list] of [...byRule].sort(([, a], [, b]) => b.length - a.length)) {
  console.log(`  ${id}: ${list.length}`);
  if (list.length > BUDGET.perRule) failures.push(`${id} fires ${list.length} times on clean corpora`);
  for (const { level, kind, place, preview } of list.slice(0, verbose ? list.length : 8))
    console.log(`    ${level.padEnd(7)} ${kind.padEnd(10)} ${place}  ${preview.slice(0, 120)}`);
}

for (const failure of failures) console.log(`OUT OF BUDGET: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
