// Published packages as test material: fetched by npm, kept as tarballs in .build/corpora, unpacked outside this repository, where no .gitignore of ours hides anything.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TARBALLS = join(PROJECT, '.build/corpora');
const UNPACKED = join(tmpdir(), 'precommit-guard-corpora');

/** Pinned packages as `name@version`; without another list the ten that every bench uses. */
export function pinned(list = 'bench/corpora.json') {
  return Object.entries(JSON.parse(readFileSync(join(PROJECT, list), 'utf8'))).map(([name, version]) => `${name}@${version}`);
}

/** The folder with a package's files. */
export function corpus(spec) {
  const name = spec.replace(/^@/, '').replaceAll(/[/@]/g, '-');
  const folder = join(UNPACKED, name);
  if (existsSync(folder)) return folder;
  const tarball = join(TARBALLS, `${name}.tgz`);
  if (!existsSync(tarball)) {
    mkdirSync(TARBALLS, { recursive: true });
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', spec, '--json', '--pack-destination', TARBALLS], { cwd: PROJECT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    renameSync(join(TARBALLS, packed.filename), tarball);
  }
  const half = `${folder}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', half, '--strip-components=1']);
  renameSync(half, folder);
  return folder;
}

/** All files below a folder whose names end in one of `endings`, sorted. */
export function filesIn(folder, ...endings) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
