import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** How many processes may lie between a hook and the git that runs it: shells, hook managers, npx. */
const FARTHEST = 12;

interface Process {
  readonly words: readonly string[];
  readonly parent: number;
}

/**
 * The words of the git command that a person or a program gave, and that runs this hook in the end, without `git` and its own options: `['commit', '--no-verify', …]`. A rebase runs `git commit -n`
 * of its own to squash: of gits that run each other the first one counts. Undefined where it cannot be told, as on Windows.
 *
 * @param pid the process to begin with: the parent of the one that asks.
 */
export function callingGit(pid: number): readonly string[] | undefined {
  let found: readonly string[] | undefined;
  for (let step = 0, at = pid; step < FARTHEST && at > 1; step++) {
    const process = processOf(at);
    const words = process === undefined ? undefined : gitWords(process.words);
    if (process === undefined || (found !== undefined && words === undefined)) return found;
    found = words ?? found;
    at = process.parent;
  }
  return found;
}

function gitWords([program = '', ...words]: readonly string[]): readonly string[] | undefined {
  const name = basename(program).replace(/\.exe$/, '');
  if (name === 'git') return withoutGlobalOptions(words);
  return name.startsWith('git-') ? [name.slice(4), ...words] : undefined;
}

function processOf(pid: number): Process | undefined {
  try {
    // The parent stands behind the program's name, which may hold anything but ends with the last parenthesis: proc(5).
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1), parent: Number(parent) };
  } catch {
    return fromPs(pid);
  }
}

/** Where there is no /proc. The words come joined; what a message holds may be taken for options, never the other way round. */
function fromPs(pid: number): Process | undefined {
  try {
    const [parent = '', ...words] = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split(/\s+/);
    return { words, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

const TAKES_VALUE = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path', '--super-prefix', '--config-env', '--attr-source']);

function withoutGlobalOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith('-') === true) at += TAKES_VALUE.has(words[at] ?? '') ? 2 : 1;
  return words.slice(at);
}

/** Options of `git commit` whose value is the next word. */
const COMMIT_VALUES = /^--(?:message|file|author|date|template|reuse-message|reedit-message|fixup|squash|cleanup|trailer|pathspec-from-file)$/;

/** Does this git command ask to be spared the hooks that it can be spared? */
export function asksNoVerify([command, ...words]: readonly string[]): boolean {
  if (command !== 'commit') return (command === 'merge' || command === 'pull') && words.some(isNoVerify);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return false;
    if (isNoVerify(word)) return true;
    if (COMMIT_VALUES.test(word)) at++;
    else if (/^-[A-Za-z]/.test(word)) {
      // Letters up to the first that takes a value; where nothing follows it, the value is the next word.
      const value = word.search(/[mFCctSu]/);
      if (word.slice(1, value < 0 ? undefined : value).includes('n')) return true;
      if (/[mFCct]$/.test(word) && value === word.length - 1) at++;
    }
  }
  return false;
}

/** git takes an option's beginning for the whole when no other begins so. */
function isNoVerify(word: string): boolean {
  return /^--no-veri(?:fy?)?$/.test(word);
}
