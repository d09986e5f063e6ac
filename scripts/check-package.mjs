// Is the packed package well made? publint and are-the-types-wrong look at the tarball, knip at what nothing uses. Fetched when asked for: they weigh more than all that a developer needs every day.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'guard-package-'));
try {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }));
  const tarball = join(folder, filename);
  const checks = [['publint@0.3.25', 'run', tarball, '--strict'], ['@arethetypeswrong/cli@0.18.5', '--profile', 'esm-only', tarball], ['knip@6.44.2']];
  const failed = checks.filter((check) => spawnSync('npx', ['--yes', ...check], { cwd: root, stdio: 'inherit' }).status !== 0);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
