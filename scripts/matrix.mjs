// npm run test:matrix [-- manager…]: the packed tarball in new projects with each package manager on the PATH, without re2's binary: install, init, a bad commit, a good one, doctor, selftest, undo.
// Prints a table in Markdown. Not part of the tests: it installs for minutes. Run it under every Node.js that is to be in the table.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ADD = {
  npm: 'npm install --save-dev --ignore-scripts --no-audit --no-fund TARBALL',
  pnpm: 'pnpm add --save-dev --ignore-scripts TARBALL',
  yarn: 'yarn add --dev --ignore-scripts --ignore-engines TARBALL',
  bun: 'bun add --dev --ignore-scripts TARBALL',
};
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const key = `${['AK', 'IA'].join('')}${Array.from({ length: 16 }, () => letters[Math.floor(Math.random() * 32)]).join('')}`;

const base = mkdtempSync(join(tmpdir(), 'guard-matrix-'));
const tarball = join(base, execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', base], { cwd: root, encoding: 'utf8' }).trim());
const wanted = process.argv.slice(2);
const rows = [];
for (const [manager, add] of Object.entries(ADD)) {
  if (wanted.length > 0 && !wanted.includes(manager)) continue;
  const version = spawnSync(manager, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) {
    rows.push([manager, process.version, 'not installed here']);
    continue;
  }
  const folder = join(base, manager);
  mkdirSync(folder);
  const env = { ...process.env, GIT_AUTHOR_NAME: 'T', GIT_AUTHOR_EMAIL: 't@example.com', GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.com', NO_COLOR: '1' };
  const sh = (command) => spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8', timeout: 300_000 });
  writeFileSync(join(folder, 'package.json'), '{ "name": "scratch", "version": "1.0.0", "private": true }\n');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.yarn\n');
  // From its second version on Yarn has other flags, and mostly no node_modules: then it is what runs the program.
  const modern = manager === 'yarn' && !version.stdout.startsWith('1.');
  const command = modern ? 'touch yarn.lock && YARN_ENABLE_SCRIPTS=0 YARN_ENABLE_IMMUTABLE_INSTALLS=0 yarn add --dev precommit-guard@file:TARBALL' : add;
  const guard = modern ? 'yarn precommit-guard' : 'node_modules/.bin/precommit-guard';
  const hooks = () =>
    readdirSync(join(folder, '.git/hooks'))
      .filter((name) => !name.endsWith('.sample'))
      .join();
  const steps = [
    ['install', () => sh(`git init -q -b main && ${command.replace('TARBALL', tarball)}`).status === 0],
    ['init', () => sh(`${guard} init --yes`).status === 0],
    [
      'bad refused',
      () => {
        writeFileSync(join(folder, 'a.js'), `const key = '${key}';\n`);
        return sh('git add -A && git commit -qm bad').status !== 0 && sh('git rev-parse -q --verify HEAD').status !== 0;
      },
    ],
    [
      'good accepted',
      () => {
        writeFileSync(join(folder, 'a.js'), 'export const a = 1;\n');
        return sh('git add -A && git commit -qm good').status === 0;
      },
    ],
    ['doctor', () => sh(`${guard} doctor`).status === 0],
    ['selftest', () => sh(`${guard} selftest`).status === 0],
    ['undo', () => sh(`${guard} init --undo`).status === 0 && hooks() === ''],
  ];
  const failed = steps.filter(([, run]) => !run()).map(([name]) => name);
  rows.push([`${manager} ${version.stdout.trim()}`, process.version, failed.length === 0 ? `all ${steps.length} pass` : `FAILED: ${failed.join(', ')}`]);
  if (failed.length > 0) process.exitCode = 1;
}
rmSync(base, { recursive: true, force: true });
console.log(
  `| package manager | Node.js | without re2's binary: install, init, bad refused, good accepted, doctor, selftest, undo |\n|---|---|---|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
);
