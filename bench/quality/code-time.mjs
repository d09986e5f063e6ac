// What the code rules cost: the hook over 1,000 staged files of code, with all rules and with those for secrets alone (preset secrets-only), by turns.
//   npm run bench:code-time [-- ROUNDS]
// Files are the sources of the pinned npm packages; figures are medians.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { corpus, PROJECT, pinned } from '../support/corpora.mjs';

const ROUNDS = Number(process.argv[2] ?? 11);
const FILES = 1000;
const LARGEST = 60_000;
/** What a release may add to the time of secrets alone. */
const MOST_ADDED = 0.6;

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* sources(path);
    else if (entry.isFile() && ['.js', '.mjs', '.cjs', '.ts'].includes(extname(path)) && !/\.min\.|(?:^|\/)dist\//.test(path) && statSync(path).size < LARGEST) yield path;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'code-time-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const git = (...args) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
git('init', '-q');
let taken = 0;
let bytes = 0;
for (const spec of pinned()) {
  for (const path of sources(corpus(spec))) {
    if (taken === FILES) break;
    const target = join(folder, `${Math.floor(taken / 50)}`, `${taken}${extname(path)}`);
    mkdirSync(join(target, '..'), { recursive: true });
    cpSync(path, target);
    bytes += statSync(path).size;
    taken++;
  }
}
git('add', '.');

function once(preset) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'dist/bin.cjs'), '--staged', '--no-config', ...(preset === undefined ? [] : ['--preset', preset])], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 2) throw new Error(stderr);
  return performance.now() - start;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = { secrets: [], all: [] };
once('secrets-only');
once(undefined);
for (let round = 0; round < ROUNDS; round++) {
  times.secrets.push(once('secrets-only'));
  times.all.push(once(undefined));
}
const [secrets, all] = [median(times.secrets), median(times.all)];
const added = all / secrets - 1;
console.table([{ files: taken, MB: (bytes / 1e6).toFixed(1), 'secrets alone, ms': secrets.toFixed(0), 'all rules, ms': all.toFixed(0), added: `${(added * 100).toFixed(0)} %` }]);
if (added > MOST_ADDED) process.exitCode = 1;
