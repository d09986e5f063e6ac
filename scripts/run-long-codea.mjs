// Transpiles src, scripts and test, and runs every *.test.js; arguments narrow it down: npm run test:only -- git/ decode
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, '.build/js');
const files = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending));

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: ['src', 'scripts', 'test', 'bench'].flatMap((folder) => files(folder, '.ts')).filter((name) => !name.endsWith('.d.ts') && !name.startsWith('src/engine')),
  absWorkingDir: root,
  outdir: out,
  outbase: '.',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});

// Where the library looks for them.
for (const name of ['rules.dat', 'authoring.cjs']) copyFileSync(join(root, 'dist', name), join(out, name));
cpSync(join(root, 'patterns/packages'), join(root, '.build/patterns/packages'), { recursive: true });

const wanted = process.argv.slice(2);
const tests = files('.build/js/test', '.test.js').filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (tests.length === 0) {
  console.error('There is no such test.');
  process.exit(1);
}
// Those of hooks/ wait for registries most of the time: first, so that the others run beside them and none is left alone at the end.
const waits = (name) => name.includes('/test/hooks/');
tests.sort((a, b) => Number(waits(b)) - Number(waits(a)) || (a < b ? -1 : 1));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=1500000', ...tests], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
