// Repositories with something staged, made of real files of published packages: half of the files are new, half are edited.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { corpus, filesIn, PROJECT, pinned } from '../support/corpora.mjs';

/** How much of a file the commit before lacks. */
const EDITED = 0.3;

/** `count` files, those of middle size (7 kB on average) first; the same ones in every run. */
export function realFiles(count) {
  const all = pinned()
    .flatMap((spec) => filesIn(corpus(spec), '.js', '.mjs', '.ts', '.md', '.css'))
    .filter((name) => !name.includes('.min.'))
    .map((name) => readFileSync(name, 'utf8'))
    .filter(({ length }) => length < 60_000);
  // Neighbours in a package are alike: a prime stride mixes them.
  const mixed = all.map((_, index) => all[(index * 7919) % all.length]);
  const middle = (text) => text.length > 4500 && text.length < 9500;
  return [...mixed.filter(middle), ...mixed.filter((text) => !middle(text))].slice(0, count);
}

/** Three findings of three kinds: a provider's token, a password by its name, insecure code. Made up anew each time, so that none lies in a file of ours. */
export function threeFindings() {
  const letters = (alphabet, length) => Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
  return [
    `const accessKeyId = 'AKIA${letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}';`,
    `const settings = { user: 'app', password: '${letters('bcdfghjkmnpqrstvwxyz', 6)}${letters('23456789', 3)}${letters('QRSTVW', 2)}' };`,
    "require('child_process').exec('convert ' + request.query.file);",
  ];
}

export class Repository {
  constructor(name, { hook = false } = {}) {
    const base = mkdtempSync(join(tmpdir(), `guard-bench-${name}-`));
    this.base = base;
    this.root = join(base, 'repo');
    this.env = { PATH: process.env.PATH, HOME: base, GIT_CONFIG_NOSYSTEM: '1', TZ: 'UTC' };
    mkdirSync(this.root);
    this.git('init', '-q', '-b', 'main');
    for (const [key, value] of Object.entries({ 'user.name': 'Bench', 'user.email': 'bench@example.com', 'gc.auto': '0' })) this.git('config', key, value);
    this.write('package.json', `${JSON.stringify({ name: 'bench', private: true, type: 'commonjs' }, null, 2)}\n`);
    this.write('.gitignore', 'node_modules\n');
    if (hook) this.#installHook();
  }

  git(...args) {
    return execFileSync('git', args, { cwd: this.root, env: this.env, encoding: 'utf8' });
  }

  write(name, text) {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  /** Commits the files as they were before, and stages them as they are. */
  stage(texts) {
    this.install(texts);
    const name = (index) => `src/part-${Math.floor(index / 50)}/file-${index}.js`;
    texts.forEach((text, index) => {
      if (index % 2 === 1) this.write(name(index), before(text));
    });
    this.write(
      'package.json',
      `${JSON.stringify({ name: 'bench', private: true, type: 'commonjs', dependencies: Object.fromEntries(imported(texts).map((one) => [one, '*'])) }, null, 2)}\n`,
    );
    this.commit('before');
    texts.forEach((text, index) => {
      this.write(name(index), text);
    });
    this.git('add', '-A');
  }

  /** Declares and installs, as empty folders, what the files import: a project in which somebody works. */
  install(texts) {
    const imported = texts.flatMap((text) => [...text.matchAll(/(?:\bfrom|\brequire\(|\bimport\(?)\s*["'](@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/g)].map(([, name]) => name));
    const dependencies = Object.fromEntries([...new Set(imported)].sort().map((name) => [name, '*']));
    for (const name of Object.keys(dependencies)) mkdirSync(join(this.root, 'node_modules', name), { recursive: true });
    this.write('package.json', `${JSON.stringify({ name: 'bench', private: true, type: 'commonjs', dependencies }, null, 2)}\n`);
  }

  commit(message) {
    this.git('add', '-A');
    this.git('commit', '-q', '--no-verify', '--allow-empty', '-m', message);
  }

  #installHook() {
    const modules = join(this.root, 'node_modules');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    symlinkSync(PROJECT, join(modules, 'precommit-guard'));
    symlinkSync('../precommit-guard/dist/bin.cjs', join(modules, '.bin', basename('precommit-guard')));
    const hook = join(this.root, '.git/hooks/pre-commit');
    copyFileSync(join(PROJECT, 'hooks/pre-commit'), hook);
    chmodSync(hook, 0o755);
  }
}

/** The packages that the texts ask for: a project declares them. */
function imported(texts) {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name)))].sort();
}

/** The text without a stretch in its middle. */
function before(text) {
  const lines = text.split('\n');
  const from = Math.floor(lines.length * 0.4);
  return [...lines.slice(0, from), ...lines.slice(from + Math.ceil(lines.length * EDITED))].join('\n');
}
