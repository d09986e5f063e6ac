// How much of a gitleaks configuration `import` takes over, and whether the new rules find what the old ones find: on texts made from each pattern, whole and damaged.
// The configuration is read and nothing of it kept:
//   node bench/import/gitleaks.mjs <gitleaks.toml>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { loadCore, PROJECT } from '../support/core.mjs';

const require = createRequire(import.meta.url);
const RE2 = require('re2');
const authoring = require(join(PROJECT, 'dist/authoring.cjs'));
const core = await loadCore();
const SAMPLES = 40;

const text = readFileSync(process.argv[2], 'utf8');
const { rules } = parse(text);
const imported = authoring.gitleaks(text, core.builtIn().ids);
const { rules: own, problems } = authoring.compile([{ name: 'imported', text: imported.yaml }], core.builtIn().ids);

/** gitleaks' own test of a text: a keyword anywhere, the pattern, the entropy of the secret. https://github.com/gitleaks/gitleaks#configuration */
function theirs({ regex, keywords = [], entropy = 0, secretGroup = 0 }, input) {
  if (keywords.length > 0 && !keywords.some((word) => input.toLowerCase().includes(word.toLowerCase()))) return false;
  const match = new RE2(regex, 'u').exec(input);
  if (match === null) return false;
  const secret = secretGroup > 0 ? match[secretGroup] : (match.slice(1).find((group) => group !== undefined && group !== '') ?? match[0]);
  return entropy === 0 || entropyOf(secret) > entropy;
}

function entropyOf(value) {
  const counts = new Map();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, count) => sum + (count / value.length) * Math.log2(count / value.length), 0);
}

/** The sample, and what is left of it when a character is taken out, put in, or changed: mostly no match any more. */
function variants(sample, below) {
  const at = below(sample.length);
  return [sample, `x = "${sample}"\n`, sample.slice(0, at) + sample.slice(at + 1), `${sample.slice(0, at)}_${sample.slice(at)}`, sample.toUpperCase()];
}

const totals = { rules: 0, equal: 0, inputs: 0, same: 0, found: 0, pattern: 0, missed: 0, more: 0 };
const worst = [];
const sourceOf = new Map();
for (const rule of rules) if (typeof rule.regex === 'string') sourceOf.set(rule.id, rule);
imported.ids.forEach((id) => {
  const rule = sourceOf.get(id) ?? sourceOf.get(id.replace(/^gitleaks-/, ''));
  const mine = own.find((one) => one.rule.id === id);
  if (rule === undefined || mine === undefined) return;
  const detector = new core.Detector(new core.Ruleset([mine.rule], core.regexEngine('builtin')), [mine.rule]);
  const pattern = new RegExp(mine.rule.pattern);
  const below = core.numbers(id.length * 977 + rule.regex.length);
  let same = 0;
  let inputs = 0;
  for (let round = 0; round < SAMPLES; round++) {
    for (const input of variants(core.samplePattern(mine.rule.pattern, below).replace(/[^\x09\x0a\x20-\x7e]/g, 'x'), below)) {
      const expected = theirs(rule, input);
      const source = { path: 'config.txt', bytes: Buffer.from(input), language: 'text', added: { kind: 'all' }, origin: { door: 'file' } };
      const found = core.scanText(source, detector).findings.length > 0;
      inputs++;
      if (expected) totals.found++;
      if (found === expected) same++;
      else if (expected) totals.missed++;
      else totals.more++;
      if (pattern.test(input) === new RE2(rule.regex, 'u').test(input)) totals.pattern++;
    }
  }
  totals.rules++;
  totals.inputs += inputs;
  totals.same += same;
  if (same === inputs) totals.equal++;
  else worst.push({ rule: id, equal: `${((100 * same) / inputs).toFixed(0)} %` });
});
console.log(
  `${imported.ids.length} of ${rules.length} rules imported (${((100 * imported.ids.length) / rules.length).toFixed(1)} %), ${problems.length} problems, ${imported.left.length} things listed as left out`,
);
console.log(`${totals.inputs} made-up texts, in ${totals.found} of which gitleaks' rule finds something:`);
console.log(
  `  patterns say the same in ${((100 * totals.pattern) / totals.inputs).toFixed(1)} %, findings are equal in ${((100 * totals.same) / totals.inputs).toFixed(1)} %, in all texts for ${totals.equal} of ${totals.rules} rules`,
);
console.log(`  ${totals.missed} are found by gitleaks' rule alone (${((100 * totals.missed) / totals.found).toFixed(1)} % of what it finds), ${totals.more} by the new one alone`);
console.table(worst.sort((a, b) => Number.parseInt(a.equal, 10) - Number.parseInt(b.equal, 10)).slice(0, 15));
