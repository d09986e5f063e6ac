import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The shape of a key of AWS, with nobody behind it. */
const madeUpKey = () => `${['AK', 'IA'].join('')}${Array.from({ length: 16 }, () => letters[Math.floor(Math.random() * 32)]).join('')}`;
const PERSON = { GIT_AUTHOR_NAME: 'T', GIT_AUTHOR_EMAIL: 't@example.com', GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.com' };

/** A new project of a package manager. Every step hands back undefined, or what went wrong. */
export class Project {
  /** Where git is, where the package is that has the program, and where commits are made: the same folder but for monorepos and worktrees. */
  constructor(root, { manager, env, inside = '' }) {
    this.root = root;
    this.package = join(root, inside);
    this.commitIn = root;
    this.manager = manager;
    for (const name of Object.keys(process.env)) if (name === 'INIT_CWD' || /^npm_(?:command|lifecycle|package|execpath)/.test(name)) delete process.env[name]; // They would speak of this project.
    // re2 fetches no binary: what the network has is no part of what is shown.
    this.env = { ...process.env, ...PERSON, NO_COLOR: '1', HUSKY: '', DEVELOPMENT_SKIP_GETTING_ASSET: '1', ...manager.env, ...env };
    mkdirSync(this.package, { recursive: true });
    writeFileSync(join(this.package, 'package.json'), '{ "name": "scratch", "version": "1.0.0", "private": true }\n');
    writeFileSync(join(root, '.gitignore'), 'node_modules\n.yarn\n');
    this.sh('git init -q -b main', root);
  }

  sh(command, cwd = this.package) {
    return spawnSync('sh', ['-c', command], { cwd, env: this.env, encoding: 'utf8', timeout: 600_000 });
  }

  /** Runs it; it must end with 0. */
  run(command, cwd = this.package) {
    const { status, stdout, stderr } = this.sh(command, cwd);
    return status === 0 ? undefined : `${command} ended with ${status}: ${`${stdout}${stderr}`.trim().slice(-600)}`;
  }

  add(packages) {
    return this.run(this.manager.add(packages));
  }

  addTools(packages) {
    return this.run((this.manager.addTools ?? this.manager.add)(packages));
  }

  exec(words) {
    return this.run(this.manager.exec(words));
  }

  guard(words) {
    return this.exec(`precommit-guard ${words}`);
  }

  /** The engine that large texts get. */
  engine() {
    const { stdout } = this.sh(this.manager.exec('precommit-guard doctor --json'));
    return JSON.parse(stdout.slice(stdout.indexOf('{'))).checks.find(({ name }) => name === 'engine').message === 're2' ? 're2' : 'built-in';
  }

  badRefused() {
    writeFileSync(join(this.commitIn, 'a.js'), `const key = '${madeUpKey()}';\n`);
    const before = this.#head();
    const { status, stdout, stderr } = this.sh('git add -A && git commit -qm bad', this.commitIn);
    if (status !== 0 && this.#head() === before && /a\.js:1:\d+ error AWS access key/.test(stdout + stderr)) return undefined;
    return `a made-up key was not refused (${status}): ${stdout}${stderr}`;
  }

  goodAccepted() {
    writeFileSync(join(this.commitIn, 'a.js'), `export const a = ${Date.now()};\n`);
    const before = this.#head();
    return this.run('git add -A && git commit -qm good', this.commitIn) ?? (this.#head() === before ? 'nothing was committed' : undefined);
  }

  #head() {
    return this.sh('git rev-parse -q --verify HEAD', this.commitIn).stdout;
  }

  /** All files that setting up could touch, with their modes and contents. */
  state() {
    const files = {};
    const look = (folder) => {
      for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
        const file = join(folder, entry.name);
        if (entry.isDirectory() && !['node_modules', '.git', '.yarn'].includes(entry.name)) look(file);
        else if (entry.isFile() && entry.name !== 'a.js') files[file] = `${statSync(file).mode & 0o777} ${readFileSync(file, 'latin1')}`;
      }
    };
    look(this.root);
    look(join(this.root, '.git/hooks'));
    files['.git/config'] = readFileSync(join(this.root, '.git/config'), 'latin1');
    return JSON.stringify(files);
  }
}

/**
 * init, what it promises, and undo, with what happens between. Hands back undefined, or which step went wrong and how; the first ends it.
 */
export function walk(project, { afterInit = () => undefined, afterUndo = () => undefined } = {}) {
  const before = project.state();
  const steps = {
    init: () => project.guard('init --yes'),
    'after init': () => afterInit(project),
    'bad refused': () => project.badRefused(),
    'good accepted': () => project.goodAccepted(),
    doctor: () => project.guard(`doctor --cwd ${project.commitIn}`),
    selftest: () => project.guard(`selftest --cwd ${project.commitIn}`),
    undo: () => project.guard('init --undo') ?? afterUndo(project) ?? (project.state() === before ? undefined : 'not byte for byte as before'),
  };
  for (const [name, step] of Object.entries(steps)) {
    const wrong = step();
    if (wrong !== undefined) return `${name}: ${wrong}`;
  }
  return undefined;
}
