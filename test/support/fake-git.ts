import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TempRepo } from './temp-repo.js';

/** Where the real git lies. */
export const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

/**
 * The PATH of a machine whose `git` is the given shell script. In it `$real` is the real git, and `$command` the git command asked for (diff, cat-file …), past the
 * options before it.
 */
export function pathWithGit(repo: TempRepo, script: string): string {
  const folder = join(repo.home, 'bin');
  mkdirSync(folder, { recursive: true });
  const lines = [
    '#!/bin/sh',
    `real='${REAL_GIT}'`,
    'command=',
    'skip=',
    'for word in "$@"; do',
    '  if [ -n "$skip" ]; then skip=; continue; fi',
    '  case $word in -c | -C) skip=1 ;; -*) ;; *) command=$word; break ;; esac',
    'done',
    script,
    'exec "$real" "$@"',
    '',
  ];
  writeFileSync(join(folder, 'git'), lines.join('\n'));
  chmodSync(join(folder, 'git'), 0o755);
  return `${folder}:${repo.env['PATH']}`;
}

/** The PATH of a machine that has Node.js and nothing else. */
export function pathWithNodeOnly(repo: TempRepo): string {
  const folder = join(repo.home, 'node-only');
  mkdirSync(folder);
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}
