// Rebuilds the lists of popular package names in patterns/packages, the most popular first:
//   node scripts/build-popular.mjs [top-pypi-packages.csv]
// npm: the package npm-high-impact (MIT, https://github.com/wooorm/npm-high-impact), fetched by npm pack.
// PyPI: the monthly dump of the most downloaded packages (https://hugovk.dev/top-pypi-packages/), named here as a file, else downloaded.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Further down come names that hardly anybody would mean by a slip. */
const MOST_PYPI = 12_000;
const CSV = 'https://hugovk.dev/top-pypi-packages/top-pypi-packages.csv';

function write(name, about, names) {
  const ascii = names.filter((one) => /^[!-~]+$/.test(one));
  writeFileSync(join(root, 'patterns/packages', name), `${about.map((line) => `# ${line}\n`).join('')}${ascii.join('\n')}\n`);
  console.log(`${name}: ${ascii.length} names`);
}

const base = mkdtempSync(join(tmpdir(), 'popular-'));
try {
  const [{ filename, version }] = JSON.parse(execFileSync('npm', ['pack', '--json', 'npm-high-impact'], { cwd: base, encoding: 'utf8' }));
  execFileSync('tar', ['-xzf', filename], { cwd: base });
  const { npmHighImpact } = await import(pathToFileURL(join(base, 'package/index.js')));
  write('npm.txt', [`High-impact packages of npm, the most depended upon and downloaded first: npm-high-impact ${version}, MIT, (c) Titus Wormer.`], npmHighImpact);

  const [file] = process.argv.slice(2);
  const csv = file === undefined ? await (await fetch(CSV)).text() : readFileSync(file, 'utf8');
  const names = csv
    .split('\n')
    .slice(1)
    .flatMap((line) => /,"?([^",]+)"?\s*$/.exec(line)?.[1] ?? [])
    .map((name) => name.toLowerCase().replace(/[-_.]+/g, '-'));
  write('pypi.txt', ['Most downloaded packages of PyPI, normalised: hugovk.dev/top-pypi-packages.'], [...new Set(names)].slice(0, MOST_PYPI));
} finally {
  rmSync(base, { recursive: true, force: true });
}
