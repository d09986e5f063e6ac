import assert from 'node:assert/strict';
import type { Ran, TempRepo } from './temp-repo.js';

/** How to run git or the command: in another folder, with other variables, with input. */
export interface How {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** What HEAD is at the folder where git runs, or "unborn". */
function head(repo: TempRepo, how: How): string {
  const ran = repo.run('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], how);
  return ran.code === 0 ? ran.stdout.trim() : 'unborn';
}

/** `git <args>` must be refused by the hook because of `secret` at `place` (path:line), say so without printing the secret, and leave HEAD where it is. */
export function refused(repo: TempRepo, secret: string, place: string, args: readonly string[], how: How = {}): Ran {
  const before = head(repo, how);
  const ran = repo.run('git', args, how);
  found(ran, secret, place);
  assert.equal(head(repo, how), before, 'HEAD has moved');
  return ran;
}

/** `git <args>` must pass the hook, which says that it has looked, and make a commit. */
export function passes(repo: TempRepo, args: readonly string[], how: How = {}): Ran {
  const before = head(repo, how);
  const ran = repo.run('git', args, how);
  clean(ran);
  assert.notEqual(head(repo, how), before, `no commit was made\n${ran.all}`);
  return ran;
}

/** Exit 1 with the secret found at `place` and printed nowhere. */
export function found(ran: Ran, secret: string, place: string): void {
  assert.ok(!ran.all.includes(secret), 'the secret is in the output');
  assert.equal(ran.code, 1, ran.all);
  assert.ok(
    ran.all.split('\n').some((line) => line.startsWith(`${place}:`) && line.includes(' error GitHub')),
    `no finding at ${place}\n${ran.all}`,
  );
}

/** Exit 0, and nothing found in what was scanned. */
export function clean(ran: Ran): void {
  assert.equal(ran.code, 0, ran.all);
  assert.match(ran.all, /precommit-guard: no findings; scanned [0-9]+ files?, /);
}

/** Exit 2: not scanned, and said why. */
export function undone(ran: Ran, why: RegExp): void {
  assert.equal(ran.code, 2, ran.all);
  assert.match(ran.stderr, why);
  assert.doesNotMatch(ran.all, /internal error/);
}

/** A line of JavaScript that holds a secret. */
export function leak(secret: string): string {
  return `export const token = '${secret}';\n`;
}

/** The same line as it should be. */
export const HARMLESS = 'export const token = process.env.GITHUB_TOKEN;\n';
