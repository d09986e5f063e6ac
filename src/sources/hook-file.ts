import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DoorName } from './hooks-place.js';

/** What a copy of our script is known by, whatever its version. */
const OURS = '# precommit-guard, a door of it';
const BEGIN = '# precommit-guard begin (precommit-guard init --undo takes it out)';
const END = '# precommit-guard end';
/** Where a hook that is no shell script is kept while ours runs before it. */
const KEPT = '.kept-by-precommit-guard';

/** `guarded`: it runs the program. `older`: it is a copy of another version's script. `foreign`: it does something else. */
export type HookState = 'missing' | 'guarded' | 'older' | 'foreign';

/** Where the bundle lies; the build defines it. */
declare const RULES_FILE: string;

/** The folder of this package, with its hooks. */
export function packageFolder(): string {
  for (let folder = dirname(typeof RULES_FILE === 'string' ? RULES_FILE : fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'hooks/pre-commit')) && existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error('the package has no hooks');
  }
}

function scriptOf(door: DoorName): string {
  return readFileSync(join(packageFolder(), 'hooks', door), 'utf8');
}

export function hookState(folder: string, door: DoorName): HookState {
  const text = readHook(join(folder, door));
  if (text === undefined) return 'missing';
  if (text.includes(OURS)) return text === scriptOf(door) ? 'guarded' : 'older';
  return new RegExp(`^(?!\\s*#).*(?:precommit-guard|hooks/${door}\\b)`, 'm').test(text) ? 'guarded' : 'foreign';
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the hook run the program, before all else that it does; what is there stays.
 *
 * @param copied put our script itself there, where nothing else is: it then works in worktrees without an installation too.
 */
export function guardHook(folder: string, door: DoorName, copied: boolean): void {
  const file = join(folder, door);
  const state = hookState(folder, door);
  if (state === 'guarded') {
    chmodSync(file, 0o755);
    return;
  }
  mkdirSync(folder, { recursive: true });
  if (state === 'older' || (state === 'missing' && copied)) write(file, scriptOf(door));
  else if (state === 'missing') write(file, `#!/bin/sh\n${block(door, false)}`);
  else {
    const text = readHook(file) ?? '';
    const shell = !text.startsWith('#!') || /^#!.*\b(?:sh|bash|dash|ash|ksh|zsh)\b/.test(text);
    if (shell && !text.includes('\0')) {
      const first = text.startsWith('#!') ? text.indexOf('\n') + 1 || text.length : 0;
      write(file, `${text.slice(0, first)}${block(door, true)}${text.slice(first)}`);
    } else {
      renameSync(file, file + KEPT);
      write(file, `#!/bin/sh\n${block(door, true)}exec "$0${KEPT}" "$@"\n`);
    }
  }
}

/** Takes out what `guardHook` put in. Returns whether there was anything. */
export function unguardHook(folder: string, door: DoorName): boolean {
  const file = join(folder, door);
  const text = readHook(file);
  if (text === undefined) return false;
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(`${END}\n`, begin);
  if (existsSync(file + KEPT)) renameSync(file + KEPT, file);
  else if (text.includes(OURS)) rmSync(file);
  else if (begin < 0 || end < 0) return false;
  else {
    const rest = text.slice(0, begin) + text.slice(end + END.length + 1);
    if (rest === '#!/bin/sh\n') rmSync(file);
    else writeFileSync(file, rest);
  }
  return true;
}

/** The lines that run the program from a hook that does more. What git tells pre-push on standard input is handed on to the rest. */
function block(door: DoorName, more: boolean): string {
  const run = `sh "$guard_script" "$@" || exit`;
  const [before, input, after] =
    door === 'pre-push' && more ? ['guard_refs=$(cat)\n', `printf '%s\\n' "$guard_refs" | `, 'exec <<GUARD_REFS\n$guard_refs\nGUARD_REFS\n'] : ['', '', ''];
  return [
    BEGIN,
    `guard_script=node_modules/precommit-guard/hooks/${door}`,
    '[ -f "$guard_script" ] || guard_script=$(git rev-parse --git-common-dir)/../$guard_script',
    `[ -f "$guard_script" ] || { echo 'precommit-guard: refused, since the program is not installed here: run npm install.' >&2; exit 2; }`,
    `${before}${input}${run}\n${after}${END}\n`,
  ].join('\n');
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function readHook(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
