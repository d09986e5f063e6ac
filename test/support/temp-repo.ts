import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedBin, installedModules } from './installed.js';

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, for "does it occur anywhere". */
  readonly all: string;
}

export interface RepoOptions {
  /** Extra arguments for `git init`, such as `--object-format=sha256`. */
  readonly init?: readonly string[];
  /** Lines for the user's own git configuration: [section.key, value]. */
  readonly config?: readonly (readonly [string, string])[];
  /** Install hooks/pre-commit as a plain git hook (default) or not. */
  readonly hook?: boolean;
}

/** A real repository in a temporary folder, cut off from the machine's git configuration, with the packed program installed and its hook in place. */
export class TempRepo {
  readonly root: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #base: string;

  constructor({ init = [], config = [], hook = true }: RepoOptions = {}) {
    this.#base = mkdtempSync(join(tmpdir(), 'guard-repo-'));
    this.home = join(this.#base, 'home');
    this.root = join(this.#base, 'repo');
    mkdirSync(this.home);
    mkdirSync(this.root);
    this.env = {
      PATH: process.env['PATH'],
      HOME: this.home,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.com',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.com',
      NO_COLOR: '1',
      TZ: 'UTC',
    };
    this.git('init', '-q', '-b', 'main', ...init);
    for (const [key, value] of [['advice.detachedHead', 'false'], ...config] as const) this.git('config', '--global', key, value);
    this.write('.gitignore', 'node_modules\n');
    symlinkSync(installedModules(), join(this.root, 'node_modules'));
    if (hook) this.installHook();
  }

  installHook(folder = join(this.root, '.git/hooks')): void {
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(installedModules(), 'precommit-guard/hooks/pre-commit'), join(folder, 'pre-commit'));
    chmodSync(join(folder, 'pre-commit'), 0o755);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  write(name: string, content: string | Buffer): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Runs any program in the repository; never throws. */
  run(program: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string | Buffer } = {}): Ran {
    const { status, signal, stdout, stderr } = spawnSync(program, args, {
      cwd: options.cwd ?? this.root,
      env: { ...this.env, ...options.env },
      ...(options.input === undefined ? {} : { input: options.input }),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 120_000,
    });
    const out = stdout ?? '';
    const err = stderr ?? '';
    return { code: status, signal, stdout: out, stderr: err, all: `${out}\n${err}` };
  }

  /** Runs git and throws when it fails. */
  git(...args: string[]): string {
    const ran = this.run('git', args);
    if (ran.code !== 0) throw new Error(`git ${args.join(' ')}: ${ran.code}\n${ran.all}`);
    return ran.stdout;
  }

  /** Runs git, whatever comes of it: for commits that may be refused. */
  tryGit(...args: string[]): Ran {
    return this.run('git', args);
  }

  /** Runs the installed bin. */
  guard(...args: string[]): Ran {
    return this.run(process.execPath, [installedBin(), ...args]);
  }

  /** How many commits HEAD has. */
  commits(): number {
    const ran = this.run('git', ['rev-list', '--count', 'HEAD']);
    return ran.code === 0 ? Number(ran.stdout.trim()) : 0;
  }

  /** Commits what is given without asking the hook. */
  commitUnchecked(files: Readonly<Record<string, string | Buffer>>, message = 'before'): void {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    this.git('add', '-A');
    this.git('commit', '-q', '--no-verify', '-m', message);
  }

  remove(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }
}
