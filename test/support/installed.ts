import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const PROJECT = findProject(dirname(fileURLToPath(import.meta.url)));

function findProject(folder: string): string {
  return existsSync(join(folder, 'biome.json')) ? folder : findProject(dirname(folder));
}

let installed: string | undefined;

/**
 * A `node_modules` that holds the packed tarball, unpacked once a test process, with the project's own dependencies beside it. What is tested is what would be published:
 * a file missing from the package is missing here.
 */
export function installedModules(): string {
  if (installed !== undefined) return installed;
  const base = mkdtempSync(join(tmpdir(), 'guard-installed-'));
  process.on('exit', () => execFileSync('rm', ['-rf', base]));
  const packed = JSON.parse(execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', base], { cwd: PROJECT, encoding: 'utf8' })) as { filename: string }[];
  const modules = join(base, 'node_modules');
  const own = join(modules, 'precommit-guard');
  mkdirSync(own, { recursive: true });
  mkdirSync(join(modules, '.bin'));
  execFileSync('tar', ['-xzf', join(base, packed[0]?.filename ?? ''), '-C', own, '--strip-components=1']);
  for (const name of readdirSync(join(PROJECT, 'node_modules'))) {
    if (!name.startsWith('.') && !existsSync(join(modules, name))) symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name));
  }
  symlinkSync('../precommit-guard/dist/bin.cjs', join(modules, '.bin/precommit-guard'));
  installed = modules;
  return modules;
}

/** The bin of the packed package. */
export function installedBin(): string {
  return join(installedModules(), 'precommit-guard/dist/bin.cjs');
}
