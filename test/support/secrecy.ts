import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { FORMATS } from '../../src/report/formats.js';
import { installedBin } from './installed.js';
import { type Ran, TempRepo } from './temp-repo.js';

/** How the program is run once a secret is planted. */
export interface Start {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Buffer;
}

/** A place where a secret lies when the program runs. */
export interface Place {
  readonly says: string;
  /** What must not be seen: every secret without the prefix that its provider made public, in every form in which it lies there. */
  readonly hidden: readonly string[];
  /** The exit code that proves that the program came across it. */
  readonly code: number;
  readonly plant: (repo: TempRepo) => Start;
}

const PIECE = 8;

/** Notes are told of too where a format leaves them out by itself. */
const OTHER_FORMATS = FORMATS.filter(({ name }) => !name.startsWith('json')).map(({ name }) => ['-f', name, '--verbose']);

/** One test for each place: whatever the form of the report, nothing of the secret is in what is printed and in what is written. */
export function keepsSecret({ says, hidden, code, plant }: Place): void {
  it(says, () => {
    const repo = new TempRepo();
    try {
      const { args = ['--staged'], env = {}, input } = plant(repo);
      const temporary = join(repo.home, 'tmp');
      mkdirSync(temporary, { recursive: true });
      const report = join(repo.home, 'report');
      const before = filesUnder(dirname(repo.home));
      for (const form of [[], ['--verbose'], ['--quiet'], ['-f', 'json'], ['-f', 'jsonl', '--verbose'], ['-f', 'json', '-o', report], ['-o', `${report}.txt`], ...OTHER_FORMATS]) {
        if (form.includes('-o') && args.some((arg) => /^(-o|--output)/.test(arg))) continue;
        const ran = repo.run(process.execPath, [installedBin(), ...form, ...args], { env: { TMPDIR: temporary, GITHUB_STEP_SUMMARY: `${report}.md`, ...env }, input: input ?? '' });
        assert.equal(ran.code, code, `${form.join(' ')}: exit code ${ran.code}\n${ran.all}`);
        assertHidden(ran, hidden, form.join(' '));
        for (const [path, state] of filesUnder(dirname(repo.home))) {
          if (before.get(path) !== state) assertHidden({ stdout: content(path).toString('latin1'), stderr: path }, hidden, `${form.join(' ')}: ${path}`);
        }
      }
    } finally {
      repo.remove();
    }
  });
}

/** Fails when any eight characters of a secret can be seen. */
export function assertHidden({ stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>, hidden: readonly string[], where = ''): void {
  assert.ok(hidden.length > 0);
  for (const secret of hidden) {
    assert.ok(secret.length >= PIECE, 'too short to be looked for');
    for (let at = 0; at + PIECE <= secret.length; at++) {
      const piece = secret.slice(at, at + PIECE);
      for (const [name, text] of [
        ['standard output', stdout],
        ['standard error', stderr],
      ] as const) {
        const found = text.indexOf(piece);
        assert.ok(found < 0, `${where}: "${piece}" is on ${name}: ${text.slice(Math.max(0, found - 200), found + 200)}`);
      }
    }
  }
}

/** Every file below a folder, with what tells a change. */
function filesUnder(folder: string, found = new Map<string, string>()): Map<string, string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) filesUnder(path, found);
    else {
      const { mtimeMs, size, ino } = lstatSync(path);
      found.set(path, `${mtimeMs} ${size} ${ino}`);
    }
  }
  return found;
}

function content(path: string): Buffer {
  return lstatSync(path).isSymbolicLink() ? Buffer.from(readlinkSync(path)) : readFileSync(path);
}
