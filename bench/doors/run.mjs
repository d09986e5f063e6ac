// What the doors cost beside pre-commit. All programs take turns in one run, so that they see the same machine.
//   npm run bench:doors [-- rounds]
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Repository, realFiles } from '../hook/repositories.mjs';
import { PROJECT } from '../support/corpora.mjs';

const rounds = Number(process.argv[2] ?? 21);
const BIN = join(PROJECT, 'dist/bin.cjs');
const FLOOR = join(PROJECT, 'bench/doors/floor.cjs');
const COMMITS = 100;

function run(args, { root, env }, input = '') {
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(args[0], args.slice(1), { cwd: root, env, input, encoding: 'utf8', maxBuffer: 1 << 30 });
  const took = Number(process.hrtime.bigint() - begun) / 1e6;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return took;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => value.toFixed(1);

/** Medians of programs that take turns; what `before` does is not counted. */
function turns(programs, count = rounds) {
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = -1; round < count; round++) {
    for (const [name, { go, before }] of Object.entries(programs)) {
      before?.();
      const took = go();
      if (round >= 0) times[name].push(took); // The first round warms the disk's cache.
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

function install(repository, doors) {
  rmSync(join(repository.root, '.git/hooks'), { recursive: true, force: true });
  mkdirSync(join(repository.root, '.git/hooks'));
  for (const door of doors) {
    copyFileSync(join(PROJECT, 'hooks', door), join(repository.root, '.git/hooks', door));
    chmodSync(join(repository.root, '.git/hooks', door), 0o755);
  }
}

const DIFF = 'diff --cached --raw -z -M50% -l1000 --no-abbrev --'.split(' ');

/** `git commit` of ten clean files, with more and more hooks. */
function commits() {
  const repository = new Repository('doors', { hook: true });
  repository.stage(realFiles(10));
  const commit = (doors) => ({
    before: () => install(repository, doors),
    go: () => {
      const took = run(['git', 'commit', '-q', '-m', 'bench'], repository);
      repository.git('reset', '-q', '--soft', 'HEAD~1');
      return took;
    },
  });
  const medians = turns({
    floor: { go: () => run([process.execPath, FLOOR, '', ...DIFF], repository) },
    none: commit([]),
    'pre-commit': commit(['pre-commit']),
    'and prepare-commit-msg': commit(['pre-commit', 'prepare-commit-msg']),
    'and commit-msg': commit(['pre-commit', 'prepare-commit-msg', 'commit-msg']),
    'receipts, by Node': { go: () => run([process.execPath, BIN, 'hook', 'prepare-commit-msg'], repository) },
  });
  console.table([medians].map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, ms(value)]))));
  const added = medians['and prepare-commit-msg'] - medians['pre-commit'];
  console.log(`prepare-commit-msg adds ${ms(added)} ms to a commit: ${(added / medians.floor).toFixed(2)} × floor (asked: 1.10)`);
  console.log(`without a stamp, by receipts: ${(medians['receipts, by Node'] / medians.floor).toFixed(2)} × floor\n`);
  rmSync(repository.base, { recursive: true, force: true });
}

/** A push of a hundred commits of two or three files each. */
function pushes() {
  const repository = new Repository('push', { hook: true });
  install(repository, []);
  const files = realFiles(COMMITS * 2);
  repository.install(files);
  repository.write('first.txt', 'first\n');
  repository.commit('first');
  const base = repository.git('rev-parse', 'HEAD').trim();
  for (let at = 0; at < COMMITS; at++) {
    repository.write(`src/${at}-a.js`, files[at * 2]);
    repository.write(`src/${at}-b.js`, files[at * 2 + 1]);
    if (at > 0) repository.write(`src/${at - 1}-a.js`, `${files[at * 2 - 2]}\n// changed in commit ${at}\n`);
    repository.commit(`commit ${at}: a message of usual length\n\nwith a body that says why.`);
  }
  const tip = repository.git('rev-parse', 'HEAD').trim();
  const input = `refs/heads/main ${tip} refs/heads/main ${base}\n`;
  const push = () => run([process.execPath, BIN, 'hook', 'pre-push', 'origin', 'nowhere'], repository, input);
  const forget = () => rmSync(join(repository.root, '.git/precommit-guard'), { recursive: true, force: true });
  const log = ['log', '--raw', '-c', '-z', '-M50%', '-l1000', '--no-abbrev', '--format=%H%x00%P%x00%an <%ae>%x00%cn <%ce>%x00%B%x00', '--stdin', '--not', '--remotes=origin'];
  const unproven = turns({
    objects: { go: () => run(['sh', join(PROJECT, 'bench/doors/objects.sh'), tip, base], repository) },
    'objects in Node': { go: () => run([process.execPath, join(PROJECT, 'bench/doors/read.cjs'), tip, base], repository) },
    push: { before: forget, go: push },
  });
  push();
  const proven = turns({ floor: { go: () => run([process.execPath, FLOOR, `${tip}\n^${base}\n`, ...log], repository) }, push: { go: push } });
  console.table([
    { 'a push of 100 commits': 'proven', 'push (ms)': ms(proven.push), 'against (ms)': ms(proven.floor), ratio: (proven.push / proven.floor).toFixed(2), asked: '1.3' },
    {
      'a push of 100 commits': 'unproven, against Node reading cat-file',
      'push (ms)': ms(unproven.push),
      'against (ms)': ms(unproven['objects in Node']),
      ratio: (unproven.push / unproven['objects in Node']).toFixed(2),
      asked: '2',
    },
    {
      'a push of 100 commits': 'unproven, against cat-file alone',
      'push (ms)': ms(unproven.push),
      'against (ms)': ms(unproven.objects),
      ratio: (unproven.push / unproven.objects).toFixed(2),
      asked: '2',
    },
  ]);
  rmSync(repository.base, { recursive: true, force: true });
}

console.log(`Node ${process.version}, git ${spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout.split(' ')[2]?.trim()}, medians of ${rounds}\n`);
commits();
pushes();
