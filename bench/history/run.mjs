// The scan of a whole history against the least it costs git to give all of its texts: node bench/history/run.mjs <repository>…
// Takes turns, prints medians: how long git takes to list and print the same objects, `git log -p`, the first and the second scan, and the memory of Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../support/core.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const home = mkdtempSync(join(tmpdir(), 'guard-bench-'));
const memory = join(home, 'memory.cjs');
writeFileSync(memory, "process.on('exit', () => require('node:fs').writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS)));\n");
const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', MEMORY_FILE: join(home, 'memory') };
const ROUNDS = Number(process.env.ROUNDS ?? 5);

function seconds(cwd, command, ...args) {
  const begun = performance.now();
  const { stderr, status } = spawnSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 28 });
  return { seconds: (performance.now() - begun) / 1000, status, said: stderr.toString() };
}
const shell = (cwd, line) => seconds(cwd, 'sh', '-c', line);
const LIST = 'git rev-list --objects --no-object-names --missing=print --filter=object:type=blob --filter-provided-objects --all | grep -v "^?"';
// With options of its own Node is another one: what it compiled is not kept, as it is for a user.
const guardBy = (options, cwd, ...args) =>
  seconds(cwd, process.execPath, ...options, join(root, 'dist/bin.cjs'), 'history', '--format', 'json', '--output', join(home, 'report.json'), ...args);
const guard = (cwd, ...args) => guardBy([], cwd, ...args);
/** In seconds: what takes longer is not measured in every round. */
const LONG = 5;

console.log('| history | git prints all blobs | guard | ratio | git log -p -U0 | second scan | memory of Node |');
console.log('|---|---|---|---|---|---|---|');
for (const given of process.argv.slice(2)) {
  const cwd = resolve(given);
  const times = { floor: [], guard: [], log: [], again: [], megabytes: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.floor.push(shell(cwd, `${LIST} | git cat-file --batch --buffer | wc -c`).seconds);
    times.guard.push(guard(cwd, '--no-cache').seconds);
    if (times.log.every((took) => took < LONG)) times.log.push(shell(cwd, 'git log -p -U0 --all | wc -c').seconds);
    if (round === 0) {
      guardBy(['-r', memory], cwd);
      times.megabytes.push(Number(readFileSync(env.MEMORY_FILE, 'utf8')) / 1000);
      guard(cwd);
    }
    times.again.push(guard(cwd).seconds);
  }
  const [floor, first, log, again, megabytes] = Object.values(times).map(median);
  const row = [
    basename(cwd),
    `${floor.toFixed(2)} s`,
    `${first.toFixed(2)} s`,
    (first / floor).toFixed(2),
    `${log.toFixed(2)} s`,
    `${again.toFixed(2)} s`,
    `${Math.round(megabytes)} MB`,
  ];
  console.log(`| ${row.join(' | ')} |`);
}
rmSync(home, { recursive: true, force: true });
