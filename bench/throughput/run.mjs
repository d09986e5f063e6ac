// How fast bytes go through, against ripgrep looking for the same literals and secretlint on the same files. All take turns in one run.
//   npm run bench:throughput [-- --rounds 5] [--part literals|memory|disk|rules|secretlint]… [--tree FOLDER]
// ripgrep with thousands of literals takes minutes where we take a fraction of a second: it gets the beginning of the large file, and what takes long takes part in fewer rounds. What was done is said.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCore, PROJECT } from '../support/core.mjs';
import { corpus, filesIn, pinned } from '../support/corpora.mjs';

const text = { type: 'string' };
const { values: asked } = parseArgs({ options: { rounds: text, part: { ...text, multiple: true }, tree: text } });
const rounds = Number(asked.rounds ?? 5);
const wanted = (part) => asked.part === undefined || asked.part.includes(part);
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
/** A program that has taken so much altogether runs no more; one whose first run takes this part of it has no run that does not count. */
const ENOUGH_MS = 30_000;
const LONG = 0.1;
/** Medians of programs that take turns, and how often each ran. */
function race(programs) {
  const times = programs.map(() => []);
  const spent = programs.map(() => 0);
  for (let round = -1; round < rounds; round++)
    programs.forEach((run, at) => {
      if (spent[at] > ENOUGH_MS) return;
      const took = timed(run);
      spent[at] += took;
      if (round >= 0 || took > ENOUGH_MS * LONG) times[at].push(took);
    });
  return times.map((list) => ({ ms: median(list), runs: list.length }));
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
const rate = (ms, size) => `${(size / MB / (ms / 1000)).toFixed(size / ms < 2000 ? 2 : 0)} MB/s`;

// ripgrep compiles its literals first, which is not counted against it: what it takes for nothing is taken off.
const PREFIX = 8 * MB;
writeFileSync(join(base, 'prefix'), whole.subarray(0, PREFIX));
writeFileSync(join(base, 'nothing'), '');
const rgOf = (...what) => rg('-a', '-i', '-F', '-f', join(base, 'literals'), '-c', ...what);
let rgPerByte;
function rgRate() {
  if (rgPerByte !== undefined) return rgPerByte;
  const [nothing, prefix] = race([rgOf(join(base, 'nothing')), rgOf(join(base, 'prefix'))]);
  rgPerByte = (prefix.ms - nothing.ms) / PREFIX;
  console.log(
    `rg with ${literals.length} literals: ${(nothing.ms / 1000).toFixed(2)} s for nothing, ${(prefix.ms / 1000).toFixed(2)} s for the first ${PREFIX / MB} MB of the file (${prefix.runs} runs)`,
  );
  return rgPerByte;
}

if (wanted('literals')) {
  const [ours] = race([prefilter]);
  console.log(
    `literals, one file of 100 MB: ours ${rate(ours.ms, whole.length)} (${ours.runs} runs), rg ${rate(rgRate() * whole.length, whole.length)}: ${((rgRate() * whole.length) / ours.ms).toFixed(2)} times rg (asked 2.5)`,
  );
}

if (wanted('memory')) {
  const [full] = race([scan]);
  console.log(
    `all rules, ${contents.length} files of ${(bytes / MB).toFixed(0)} MB in memory: ${rate(full.ms, bytes)} (${full.runs} runs): ${((rgRate() * bytes) / full.ms).toFixed(2)} times rg on literals (asked 1.0)`,
  );
}

if (wanted('disk')) {
  const trees = asked.tree === undefined ? folders : [asked.tree];
  const guard = () => {
    const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'dist/bin.cjs'), '--no-config', '--format', 'json', ...trees], {
      cwd: base,
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 28,
    });
    if (status === 2) throw new Error(String(stderr));
  };
  const [tree, rgTree] = race([guard, rg('-a', '-uuu', '-j2', '-i', '-F', '-f', join(base, 'literals'), '-c', ...trees)]);
  console.log(
    `on disk, ${trees.reduce((sum, one) => sum + filesIn(one, '').length, 0)} files: ours ${(tree.ms / 1000).toFixed(2)} s (${tree.runs} runs), rg -j2 ${(rgTree.ms / 1000).toFixed(2)} s (${rgTree.runs} runs): ${(tree.ms / rgTree.ms).toFixed(2)} times its time (asked 2)`,
  );
}

// How the rate of the prefilter moves with the number of rules: real ones, then made-up ones of the same shape.
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789_-';
let seed = 7;
const letter = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return letters[(seed >> 8) % letters.length];
};
const madeUp = (text) => Array.from(text, (char) => (/[a-z0-9]/.test(char) ? letter() : char)).join('');
if (wanted('rules')) {
  const sets = [100, 300, 600, 1000].map((count) => {
    const rules = Array.from({ length: count }, (_, at) => table.rules[at] ?? table.rules[at % table.rules.length]);
    const texts = [...new Set(rules.flatMap(({ keywords }, at) => (at < table.rules.length ? keywords : keywords.map(madeUp))))];
    return new core.ScannerCore(core.scannerTables(texts.map((text) => ({ text, anchor: core.anchorOf(text) }))));
  });
  const byCount = race(sets.map((one) => () => one.literals(whole, () => hits++)));
  console.log(
    `literals of 100, 300, 600, 1,000 rules: ${byCount.map(({ ms }) => rate(ms, whole.length)).join(', ')}: ${(100 * (1 - byCount[0].ms / byCount.at(-1).ms)).toFixed(0)} % lost (asked 15)`,
  );
}

// secretlint, fetched for the occasion, on a thousand files.
if (wanted('secretlint')) {
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
  console.log(
    `a thousand files: ours ${(short.ms / 1000).toFixed(2)} s, secretlint ${(long.ms / 1000).toFixed(2)} s (${long.runs} runs): ${(long.ms / short.ms).toFixed(0)} times as fast (asked 30, as a hook)`,
  );
}
