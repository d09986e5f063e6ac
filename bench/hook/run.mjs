// How much the hook adds to the least a hook in Node can cost. All programs take turns in one run, so that they see the same machine.
//   npm run bench:hook [-- rounds]
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../support/corpora.mjs';
import { Repository, realFiles, threeFindings } from './repositories.mjs';

const rounds = Number(process.argv[2] ?? 31);
const BIN = join(PROJECT, 'dist/bin.cjs');
const FLOOR = join(PROJECT, 'bench/hook/floor.cjs');
/** How many files are staged, and how many findings are in them. */
const CASES = [
  [0, 0],
  [1, 0],
  [10, 0],
  [10, 3],
  [100, 0],
  [1000, 0],
];

/** Milliseconds that a program takes, its output read and thrown away. */
function time(args, { root, env }, expected) {
  const begun = process.hrtime.bigint();
  const { status, stderr } = spawnSync(args[0], args.slice(1), { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 });
  const took = Number(process.hrtime.bigint() - begun) / 1e6;
  if (!expected.includes(status)) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

/** What a program asks of git: argument lists and environment of each call, told by a git that writes them down. */
function gitCalls(args, { root, env, base }) {
  const shim = mkdtempSync(join(base, 'shim-'));
  const real = spawnSync('sh', ['-c', 'command -v git'], { env, encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(shim, 'git'), `#!/bin/sh\n{ printf '%s\\n' "$*"; env | grep -E '^(GIT_|LC_ALL)' | sort; printf '\\n'; } >>${shim}/calls\nexec ${real} "$@"\n`);
  chmodSync(join(shim, 'git'), 0o755);
  time(args, { root, env: { ...env, PATH: `${shim}:${env.PATH}` } }, [0, 1]);
  return readFileSync(join(shim, 'calls'), 'utf8').trim().split('\n\n');
}

function repositoryWith([count, findings]) {
  const repository = new Repository(`${count}-${findings}`);
  const files = realFiles(count);
  // Every second file is new, so that its last line is.
  for (const [index, line] of threeFindings().slice(0, findings).entries()) files[index * 2] += `\n${line}\n`;
  repository.stage(files);
  repository.bytes = files.reduce((sum, { length }) => sum + length, 0);
  return repository;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => value.toFixed(1);

const repositories = CASES.map(repositoryWith);
const [wanted] = gitCalls([process.execPath, BIN, '--staged'], repositories[0]);
const [floor] = gitCalls([process.execPath, FLOOR], repositories[0]);
if (wanted !== floor) throw new Error(`The floor does not run the program's git command:\n${wanted}\n\n${floor}`);

const rows = CASES.map(([size, findings], at) => {
  const repository = repositories[at];
  const programs = { node: [process.execPath, '-e', '0'], floor: [process.execPath, FLOOR], guard: [process.execPath, BIN, '--staged'] };
  const times = { node: [], floor: [], guard: [] };
  const some = size >= 100 ? Math.ceil(rounds / 3) : rounds;
  for (let round = -1; round < some; round++) {
    for (const [name, args] of Object.entries(programs)) {
      const took = time(args, repository, [0, 1]);
      if (round >= 0) times[name].push(took); // The first round warms the disk's cache.
    }
  }
  const [node, least, guard] = [times.node, times.floor, times.guard].map(median);
  return {
    'staged files': size,
    findings,
    kB: Math.round(repository.bytes / 1000),
    'node -e 0': ms(node),
    'floor (ms)': ms(least),
    'guard (ms)': ms(guard),
    'over floor (ms)': ms(guard - least),
    ratio: (guard / least).toFixed(2),
    rounds: some,
  };
});
console.log(`Node ${process.version}, git ${spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout.split(' ')[2]?.trim()}, medians\n`);
console.table(rows);

/** `git commit` of ten files that are clean, with the hook and without, in turns. */
function wholeCommit() {
  const repository = new Repository('commit', { hook: true });
  repository.stage(realFiles(10));
  const times = { with: [], without: [] };
  for (let round = -1; round < rounds; round++) {
    for (const [name, more] of [
      ['without', ['--no-verify']],
      ['with', []],
    ]) {
      const took = time(['git', 'commit', '-q', '-m', 'bench', ...more], repository, [0]);
      repository.git('reset', '-q', '--soft', 'HEAD~1');
      if (round >= 0) times[name].push(took);
    }
  }
  const [without, withHook] = [times.without, times.with].map(median);
  console.table([{ 'git commit, 10 files': 'whole', 'without (ms)': ms(without), 'with the hook (ms)': ms(withHook), 'added (ms)': ms(withHook - without) }]);
  rmSync(repository.base, { recursive: true, force: true });
}
wholeCommit();
for (const { base } of repositories) rmSync(base, { recursive: true, force: true });
