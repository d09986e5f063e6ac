// How fast bytes go through, against ripgrep looking for the same literals and secretlint on the same files. All take turns in one run.
//   npm run bench:throughput [-- rounds]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCore, PROJECT } from '../support/core.mjs';
import { corpus, filesIn, pinned } from '../support/corpora.mjs';

const rounds = Number(process.argv[2] ?? 5);
const MB = 1 << 20;
const core = await loadCore();
const base = mkdtempSync(join(tmpdir(), 'guard-throughput-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
function timed(run) {
  const begun = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - begun) / 1e6;
}
/** Medians of programs that take turns. */
function race(programs) {
  const times = programs.map(() => []);
  for (let round = -1; round < rounds; round++)
    programs.forEach((run, at) => {
      const took = timed(run);
      if (round >= 0) times[at].push(took);
    });
  return times.map(median);
}

const table = core.builtIn();
const literals = [...new Set(table.rules.flatMap(({ keywords }) => keywords))].filter((literal) => !/[\n\r]/.test(literal));
writeFileSync(join(base, 'literals'), `${literals.join('\n')}\n`);
const rg =
  (...args) =>
  () => {
    const { status, stderr } = spawnSync('rg', ['--no-config', ...args], { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 28 });
    if (status !== 0 && status !== 1) throw new Error(`rg ended with ${status}: ${stderr}`);
  };

const folders = pinned().map((spec) => corpus(spec));
const files = folders.flatMap((folder) => filesIn(folder, '.js', '.mjs', '.cjs', '.ts', '.mts', '.json', '.md', '.css', '.map'));
const contents = files.map((name) => ({ name, bytes: readFileSync(name) }));
const bytes = contents.reduce((sum, one) => sum + one.bytes.length, 0);

// One file of 100 MB, of all of these over and over.
const pieces = [];
for (let size = 0, at = 0; size < 100 * MB; at++) {
  const piece = contents[at % contents.length].bytes;
  pieces.push(piece, Buffer.from('\n'));
  size += piece.length + 1;
}
const whole = Buffer.concat(pieces).subarray(0, 100 * MB);
writeFileSync(join(base, 'whole'), whole);

const choices = new Array(table.count).fill('own');
const scanner = new core.ScannerCore(table.scanner());
const detector = new core.Detector(new core.Ruleset({ table, choices }, core.regexEngine('auto')), table);
let hits = 0;
const prefilter = () => scanner.literals(whole, () => hits++);
const scan = () => {
  for (const { name, bytes: its } of contents)
    core.scanText({ path: name, bytes: its, language: core.languageOf(name), added: { kind: 'all' }, origin: { door: 'file' } }, detector);
};
const rgWhole = rg('-a', '-i', '-F', '-f', join(base, 'literals'), '-c', join(base, 'whole'));
const rate = (ms, size) => `${(size / MB / (ms / 1000)).toFixed(0)} MB/s`;

const [ours, theirs] = race([prefilter, rgWhole]);
console.log(`literals, one file of 100 MB: ours ${rate(ours, whole.length)}, rg ${rate(theirs, whole.length)}: ${(theirs / ours).toFixed(2)} times rg (asked 2.5)`);

const [full] = race([scan]);
console.log(
  `all rules, ${contents.length} files of ${(bytes / MB).toFixed(0)} MB in memory: ${rate(full, bytes)}: ${(theirs / whole.length / (full / bytes)).toFixed(2)} times rg on literals (asked 1.0)`,
);

const guard = () => {
  const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'dist/bin.cjs'), '--no-config', '--format', 'json', ...folders], {
    cwd: base,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (status === 2) throw new Error(String(stderr));
};
const [tree, rgTree] = race([guard, rg('-a', '-uuu', '-j2', '-i', '-F', '-f', join(base, 'literals'), '-c', ...folders)]);
console.log(`the same on disk: ours ${(tree / 1000).toFixed(2)} s, rg -j2 ${(rgTree / 1000).toFixed(2)} s: ${(tree / rgTree).toFixed(2)} times its time (asked 2)`);

// How the rate of the prefilter moves with the number of rules: real ones, then made-up ones of the same shape.
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789_-';
let seed = 7;
const letter = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return letters[(seed >> 8) % letters.length];
};
const madeUp = (text) => Array.from(text, (char) => (/[a-z0-9]/.test(char) ? letter() : char)).join('');
const sets = [100, 300, 600, 1000].map((count) => {
  const rules = Array.from({ length: count }, (_, at) => table.rules[at] ?? table.rules[at % table.rules.length]);
  const texts = [...new Set(rules.flatMap(({ keywords }, at) => (at < table.rules.length ? keywords : keywords.map(madeUp))))];
  return new core.ScannerCore(core.scannerTables(texts.map((text) => ({ text, anchor: core.anchorOf(text) }))));
});
const byCount = race(sets.map((one) => () => one.literals(whole, () => hits++)));
console.log(
  `literals of 100, 300, 600, 1,000 rules: ${byCount.map((ms) => rate(ms, whole.length)).join(', ')}: ${(100 * (1 - byCount[0] / byCount.at(-1))).toFixed(0)} % lost (asked 15)`,
);

// secretlint, fetched for the occasion, on a thousand files.
const lint = join(PROJECT, '.build/secretlint');
if (!existsSync(lint)) {
  mkdirSync(lint, { recursive: true });
  writeFileSync(join(lint, 'package.json'), '{"private": true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', 'secretlint@12', '@secretlint/secretlint-rule-preset-recommend@12'], { cwd: lint, stdio: 'ignore' });
  writeFileSync(join(lint, '.secretlintrc.json'), '{"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}');
}
const thousand = join(lint, 'files');
rmSync(thousand, { recursive: true, force: true });
mkdirSync(thousand);
contents.slice(0, 1000).forEach((one, at) => {
  writeFileSync(join(thousand, `file-${at}.js`), one.bytes);
});
const [short, long] = race([
  () => spawnSync(process.execPath, [join(PROJECT, 'dist/bin.cjs'), '--no-config', 'files'], { cwd: lint, stdio: 'ignore' }),
  () => spawnSync(process.execPath, [join(lint, 'node_modules/.bin/secretlint'), 'files/**/*'], { cwd: lint, stdio: 'ignore' }),
]);
console.log(`a thousand files: ours ${(short / 1000).toFixed(2)} s, secretlint ${(long / 1000).toFixed(2)} s: ${(long / short).toFixed(0)} times as fast (asked 30, as a hook)`);
