// What fires on good code: every finding there is a false alarm until a person has judged otherwise.
//   npm run bench:clean                        the ten packages of bench/corpora.json
//   npm run bench:clean -- koa@2.16.1 ws@8.18.0  others
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { corpus, PROJECT, pinned } from '../support/corpora.mjs';
import { slowestFiles } from './slowest-files.mjs';

const SHOWN = 20;
/** Findings per 1,000 lines of clean code that a user still puts up with; more fails the bench. */
const BUDGET = { findings: 0.2, errors: 0.05 };
const specs = process.argv.length > 2 ? process.argv.slice(2) : pinned();

/** The report of one folder, by the built program, as a user would get it. */
function scan(folder) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(PROJECT, 'dist/bin.cjs'), folder, '--no-config', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status === 2) throw new Error(`${folder} was not scanned: ${stderr}`);
  return JSON.parse(stdout);
}

function perThousand(count, lines) {
  return ((count / lines) * 1000).toFixed(3);
}

const packages = specs.map((spec) => {
  const folder = corpus(spec);
  const { findings, stats } = scan(folder);
  return { spec, folder, stats, findings: findings.map((finding) => ({ ...finding, path: `${spec}/${relative(folder, join(folder, finding.path))}` })) };
});

const count = (findings, ...levels) => findings.filter(({ level }) => levels.includes(level)).length;
const row = (name, findings, { files, addedLines, bytes }) => ({
  package: name,
  files,
  lines: addedLines,
  MB: (bytes / 1e6).toFixed(1),
  errors: count(findings, 'error'),
  warnings: count(findings, 'warning'),
  'per 1000 lines': perThousand(count(findings, 'error', 'warning'), addedLines),
  notes: count(findings, 'note'),
});
const [
  {
    stats: { rules: ruleCount },
  },
] = packages;
console.log(`${ruleCount} rules`);
const all = packages.flatMap(({ findings }) => findings);
const sum = (field) => packages.reduce((total, { stats }) => total + stats[field], 0);
console.table([
  ...packages.map(({ spec, findings, stats }) => row(spec, findings, stats)),
  row('all', all, { files: sum('files'), addedLines: sum('addedLines'), bytes: sum('bytes') }),
]);

const rules = new Map();
for (const finding of all) rules.set(finding.ruleId, [...(rules.get(finding.ruleId) ?? []), finding]);
for (const [id, findings] of [...rules].sort(([, a], [, b]) => count(b, 'error', 'warning') - count(a, 'error', 'warning') || b.length - a.length)) {
  console.log(`\n${id}: ${count(findings, 'error')} errors, ${count(findings, 'warning')} warnings, ${count(findings, 'note')} notes`);
  for (const { level, path, line, preview } of findings.slice(0, SHOWN)) console.log(`  ${level.padEnd(7)} ${path}:${line}  ${preview.slice(0, 120)}`);
  if (findings.length > SHOWN) console.log(`  … and ${findings.length - SHOWN} more`);
}

const lines = sum('addedLines');
if (perThousand(count(all, 'error', 'warning'), lines) > BUDGET.findings || perThousand(count(all, 'error'), lines) > BUDGET.errors) {
  console.error(`\nOver the budget of ${BUDGET.findings} findings or ${BUDGET.errors} errors per 1000 lines.`);
  process.exitCode = 1;
}

console.log('\nThe slowest files, in a warm process:');
console.table(await slowestFiles(packages.map(({ folder }) => folder)));
