// npm run test:matrix [-- install|without-re2|set-ups] [manager…]: the packed tarball in new projects with each package manager on the PATH. Prints tables in Markdown for docs/managers.md; what went wrong is said on standard error.
// Not part of the tests: it installs and compiles for minutes. Run it under every Node.js that is to be in the table; npm_config_nodedir names the headers where node-gyp may not fetch them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { managers, pathWithoutCompiler } from './matrix/package-managers.mjs';
import { Project, walk } from './matrix/project.mjs';
import { SET_UPS } from './matrix/set-ups.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const tables = words.filter((word) => ['install', 'without-re2', 'set-ups'].includes(word));
const base = mkdtempSync(join(tmpdir(), 'guard-matrix-'));
const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', base], { cwd: root, encoding: 'utf8' }).trim();
const tarball = join(base, packed);

function said(row, wrong) {
  if (wrong === undefined) return true;
  console.error(`${row.join(', ')}: ${wrong}`);
  process.exitCode = 1;
  return false;
}

const NO_COMPILER = { PATH: pathWithoutCompiler(base), CC: '', CXX: '', PYTHON: '', npm_config_python: '' };
/** What is installed, and what is there to build with. */
const WAYS = [
  { packages: 'precommit-guard', compiler: true },
  { packages: 'precommit-guard', compiler: false },
  { packages: 'and re2', compiler: true },
  { packages: 'and re2', compiler: false },
];

/** The newest one needs Node 22. */
const RE2 = process.versions.node.startsWith('20.') ? 're2@1.24.0' : 're2';

/** Installs in a new project; everything that is promised must then hold. */
function installed(manager, { packages, compiler }) {
  const project = new Project(join(base, `${manager.name}-${packages.replaceAll(/\W/g, '')}-${compiler}`), { manager, env: compiler ? {} : NO_COMPILER });
  const row = [`${manager.name} ${manager.version}`, process.version.slice(1), packages, compiler ? 'yes' : 'no'];
  const start = Date.now();
  const added = project.add(tarball) ?? (packages === 'and re2' ? project.addOptional(RE2) : undefined);
  if (!said(row, added === undefined ? undefined : `install: ${added}`)) return [...row, '', '', 'FAILED: install'];
  const seconds = Math.round((Date.now() - start) / 1000);
  const wrong = walk(project);
  return [...row, `${seconds} s`, project.engine(), said(row, wrong) ? 'all pass' : `FAILED: ${wrong.split(':')[0]}`];
}

/** What a project has that runs hooks. */
function setUp(name, manager) {
  const { packages, prepare, inside, ...between } = SET_UPS[name];
  const project = new Project(join(base, `${manager.name}-${name.replaceAll(/\W+/g, '-')}`), { manager, inside });
  const wrong = project.add(tarball) ?? (packages === '' ? undefined : project.addTools(packages)) ?? prepare(project) ?? walk(project, between);
  return said([name, manager.name], wrong) ? 'pass' : `FAILED: ${wrong.split(':')[0]}`;
}

function table(head, rows) {
  console.log(`| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row().join(' | ')} |`);
}

try {
  const all = managers(words.filter((word) => !tables.includes(word)));
  for (const { name } of all.filter(({ missing }) => missing)) console.error(`${name} is not installed here`);
  const there = all.filter(({ missing }) => missing !== true);
  if (tables.length === 0 || tables.includes('install') || tables.includes('without-re2')) {
    const ways = WAYS.filter(({ packages }) => packages !== 'and re2' || !tables.includes('without-re2'));
    const rows = there.flatMap((manager) => ways.map((way) => () => installed(manager, way)));
    table(['package manager', 'Node.js', 'installed', 'a compiler', 'takes', 'engine', 'init, bad refused, good accepted, doctor, selftest, undo'], rows);
  }
  if (tables.length === 0 || tables.includes('set-ups')) {
    const rows = Object.keys(SET_UPS).map((name) => () => [name, ...there.map((manager) => setUp(name, manager))]);
    table([`Node.js ${process.version.slice(1)}`, ...there.map(({ name, version }) => `${name} ${version}`)], rows);
  }
} finally {
  if (process.env.KEEP === undefined) rmSync(base, { recursive: true, force: true });
  else console.error(`kept in ${base}`);
}
