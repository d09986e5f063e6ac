// npm run test:matrix [-- install|others|set-ups] [compiler|bare] [manager…]: the packed tarball in new projects with each package manager on the PATH. Prints tables in Markdown for docs/managers.md; what went wrong is said on standard error.
// Not part of the tests: it installs and compiles for minutes (`bare` is without a compiler, and short). Run it under every Node.js that is to be in the table; npm_config_nodedir names the headers where
// node-gyp may not fetch them, CXX='ccache g++' compiles once for all managers.
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
const TABLES = ['install', 'others', 'set-ups'];
/** Whether there is something to build with. */
const COMPILERS = { compiler: true, bare: false };
const tables = TABLES.filter((name) => words.includes(name));
const compilers = Object.keys(COMPILERS).filter((name) => words.includes(name));
const wanted = (name) => tables.length === 0 || tables.includes(name);
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
const ways = Object.entries(COMPILERS)
  .filter(([name]) => compilers.length === 0 || compilers.includes(name))
  .map(([, compiler]) => ({ compiler, env: compiler ? {} : NO_COMPILER }));
const slug = (text) => text.replaceAll(/\W+/g, '-');

/** Installs in a new project, as documented or as `other` says; everything that is promised must then hold. */
function installed(manager, { compiler, env }, other) {
  const project = new Project(join(base, slug(`${manager.name}-${other ?? ''}-${compiler}`)), { manager, env });
  const row = [`${manager.name} ${manager.version}`, process.version.slice(1), ...(other === undefined ? [] : [other]), compiler ? 'yes' : 'no'];
  const start = Date.now();
  const { status, stdout, stderr } = project.sh((manager.others[other] ?? manager.add)(tarball));
  const seconds = `${Math.round((Date.now() - start) / 1000)} s`;
  const wrong = status === 0 || other !== undefined ? walk(project) : `install: ${`${stdout}${stderr}`.trim().slice(-600)}`;
  const good = said([...row, `installed with ${status}`], wrong);
  return [...row, seconds, status, good ? project.engine() : '', good ? 'all pass' : `FAILED: ${wrong.split(':')[0]}`];
}

/** What a project has that runs hooks. The engine is no part of it, so nothing is compiled. */
function setUp(name, manager) {
  const { packages, prepare, inside, ...between } = SET_UPS[name];
  const project = new Project(join(base, slug(`${manager.name}-${name}`)), { manager, inside, env: NO_COMPILER });
  const wrong = project.add(tarball) ?? (packages === '' ? undefined : project.addTools(packages)) ?? prepare(project) ?? walk(project, between);
  return said([name, manager.name], wrong) ? 'pass' : `FAILED: ${wrong.split(':')[0]}`;
}

function table(head, rows) {
  console.log(`| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row().join(' | ')} |`);
}

try {
  const all = managers(words.filter((word) => !TABLES.includes(word) && !(word in COMPILERS)));
  for (const { name } of all.filter(({ missing }) => missing)) console.error(`${name} is not installed here`);
  const there = all.filter(({ missing }) => missing !== true);
  const result = ['a compiler', 'takes', 'ends with', 'engine', 'init, bad refused, good accepted, doctor, selftest, undo'];
  if (wanted('install')) {
    const rows = there.flatMap((manager) => ways.map((way) => () => installed(manager, way)));
    table(['package manager', 'Node.js', ...result], rows);
  }
  if (wanted('others')) {
    const rows = there.flatMap((manager) => Object.keys(manager.others).flatMap((other) => ways.map((way) => () => installed(manager, way, other))));
    table(['package manager', 'Node.js', 'installed with', ...result], rows);
  }
  if (wanted('set-ups')) {
    const rows = Object.keys(SET_UPS).map((name) => () => [name, ...there.map((manager) => setUp(name, manager))]);
    table([`Node.js ${process.version.slice(1)}`, ...there.map(({ name, version }) => `${name} ${version}`)], rows);
  }
} finally {
  if (process.env.KEEP === undefined) rmSync(base, { recursive: true, force: true });
  else console.error(`kept in ${base}`);
}
