import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
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

/** A file as it is to be: `before` undefined where there is none yet, `after` where there is to be none. One character a byte. */
export interface HookChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How a hook is to run the program. */
export interface HookManner {
  /** Put our script itself there, where nothing else is: it then works in worktrees without an installation too. */
  readonly copied: boolean;
  /** The hook is shared by the repository's files: one line is enough, since whoever has it has the packages beside it. */
  readonly shared: boolean;
  /** The folder whose node_modules has the program, with `/` behind it; empty for the top of the repository. May be a pattern of the shell. */
  readonly installedIn: string;
}

/** What makes the hook run the program, before all else that it does; what is there stays. */
export function guardedHook(folder: string, door: DoorName, manner: HookManner): HookChange[] {
  const file = join(folder, door);
  const state = hookState(folder, door);
  const before = readHook(file);
  if (state === 'guarded') return isExecutable(file) || manner.shared ? [] : [{ file, before, after: before }];
  const { copied, shared, installedIn } = manner;
  if (state === 'older' || (state === 'missing' && copied && /^(?:\.yarn\/|$)/.test(installedIn))) return [{ file, before, after: scriptOf(door) }];
  const script = `${installedIn}node_modules/precommit-guard/hooks/${door}`;
  if (before === undefined) return [{ file, before, after: shared ? line(script) : `#!/bin/sh\n${block(door, script, false)}` }];
  const shell = !before.startsWith('#!') || /^#!.*\b(?:sh|bash|dash|ash|ksh|zsh)\b/.test(before);
  if (shell && !before.includes('\0')) {
    const first = before.startsWith('#!') ? before.indexOf('\n') + 1 || before.length : 0;
    const own = shared && door !== 'pre-push' ? line(script) : block(door, script, before.trim() !== '');
    return [{ file, before, after: `${before.slice(0, first)}${own}${before.slice(first)}` }];
  }
  return [
    { file: file + KEPT, before: undefined, after: before },
    { file, before, after: `#!/bin/sh\n${block(door, script, true)}exec "$0${KEPT}" "$@"\n` },
  ];
}

/** What takes out of the hook what is ours. */
export function unguardedHook(folder: string, door: DoorName): HookChange[] {
  const file = join(folder, door);
  const before = readHook(file);
  if (before === undefined) return [];
  const kept = readHook(file + KEPT);
  if (kept !== undefined)
    return [
      { file, before, after: kept },
      { file: file + KEPT, before: kept, after: undefined },
    ];
  if (before.includes(OURS)) return [{ file, before, after: undefined }];
  const begin = before.indexOf(BEGIN);
  const end = before.indexOf(`${END}\n`, begin);
  const rest = begin < 0 || end < 0 ? before.replace(LINE, '') : before.slice(0, begin) + before.slice(end + END.length + 1);
  if (rest === before) return [];
  return [{ file, before, after: rest === '#!/bin/sh\n' || rest === '' ? undefined : rest }];
}

const LINE = /^sh \S*node_modules\/precommit-guard\/hooks\/[\w-]+ "\$@" \|\| exit # put here by precommit-guard init\n/m;

/** The one line for a hook that the repository shares. Where the script is missing sh says so, and the commit is refused. */
function line(script: string): string {
  return `sh ${script} "$@" || exit # put here by precommit-guard init\n`;
}

/** The lines that run the program from a hook that does more. What git tells pre-push on standard input is handed on to the rest. */
function block(door: DoorName, script: string, more: boolean): string {
  const run = `sh "$guard_script" "$@" || exit`;
  const [before, input, after] =
    door === 'pre-push' && more ? ['guard_refs=$(cat)\n', `printf '%s\\n' "$guard_refs" | `, 'exec <<GUARD_REFS\n$guard_refs\nGUARD_REFS\n'] : ['', '', ''];
  return [
    BEGIN,
    ...(script.includes('*')
      ? [`guard_script=$(echo ${script})`, `[ -f "$guard_script" ] || guard_script=$(echo "$(git rev-parse --git-common-dir)"/../${script})`]
      : [`guard_script=${script}`, '[ -f "$guard_script" ] || guard_script=$(git rev-parse --git-common-dir)/../$guard_script']),
    `[ -f "$guard_script" ] || { echo 'precommit-guard: refused, since the program is not installed here: run npm install.' >&2; exit 2; }`,
    `${before}${input}${run}\n${after}${END}\n`,
  ].join('\n');
}

function readHook(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}

/** The tool that wrote the hook, and runs from it what its configuration names. */
export function isToolHook(folder: string, door: DoorName): 'lefthook' | 'pre-commit' | undefined {
  const text = readHook(join(folder, door)) ?? '';
  if (/^# File generated by pre-commit: https:\/\/pre-commit\.com/m.test(text)) return 'pre-commit';
  return text.includes('call_lefthook') ? 'lefthook' : undefined;
}
