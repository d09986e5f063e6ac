import { basename } from 'node:path';
import { gitBypass } from './git-bypass.js';
import { ShellSyntaxError, type SimpleCommand, shellCommands, UNKNOWN } from './shell-words.js';
import { SHELLS, scriptOf, unwrapped } from './wrappers.js';

/** Where hooks and their managers live. */
const HOOK_FILE = /(?:^|\/)(?:\.git\/hooks|\.husky)(?:\/|$)|(?:^|\/)(?:\.pre-commit-config\.ya?ml|\.?lefthook\.ya?ml)$/;
const DESTROYERS = /^(?:rm|mv|chmod|chown|unlink|rmdir|truncate|shred|trash|ln|cp|tee|install|dd)$/;

/** Variables that tell hook managers or git to run no hooks. Sources: https://typicode.github.io/husky/how-to.html#skipping-git-hooks, https://lefthook.dev/usage/envs/LEFTHOOK.html,
 * https://pre-commit.com/#temporarily-disabling-hooks, https://git-scm.com/docs/git-config#ENVIRONMENT */
function variableBypass(name: string, value: string): string | undefined {
  const off = /^(?:0|false|no|off)$/i.test(value);
  if (name === 'HUSKY' && value === '0') return 'HUSKY=0';
  if ((name === 'HUSKY_SKIP_HOOKS' || name === 'SKIP_SIMPLE_GIT_HOOKS') && value !== '' && !off) return name;
  if (name === 'LEFTHOOK' && off) return 'LEFTHOOK=0';
  if ((name === 'LEFTHOOK_EXCLUDE' || name === 'SKIP') && /precommit-guard|pre-commit/.test(value)) return name;
  if (/^GIT_CONFIG_(?:KEY_\d+|PARAMETERS)$/.test(name) && /core\.hookspath/i.test(value)) return `${name} with core.hooksPath`;
  return undefined;
}

/** How a shell command would get round the hooks, in a few words; undefined when it does not. Told from parsed words, so that a message that speaks of `--no-verify` is no bypass. */
export function bypassIn(script: string): string | undefined {
  try {
    return firstBypass(shellCommands(script), 0);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return undefined; // No shell runs it.
    throw error;
  }
}

function firstBypass(commands: readonly SimpleCommand[], depth: number): string | undefined {
  for (const command of commands) {
    const found = commandBypass(command, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

function commandBypass(command: SimpleCommand, depth: number): string | undefined {
  for (const [name, value] of command.assignments) {
    const found = variableBypass(name, value);
    if (found !== undefined) return found;
  }
  if (command.outputs.some((file) => HOOK_FILE.test(file))) return 'writing over a hook';
  return wordsBypass(command.words, command, depth);
}

function wordsBypass(words: readonly string[], command: SimpleCommand, depth: number): string | undefined {
  const [first = '', ...rest] = words;
  if (first === '' || depth > 8) return undefined;
  const program = basename(first.replaceAll('\\', '/')).replace(/\.exe$/i, '');
  if (program === 'git' || (first.includes(UNKNOWN) && rest.length > 0)) return gitBypass(rest, (script) => nested(script, depth));
  if (/^(?:export|declare|local|readonly|typeset|set)$/.test(program)) return assigned(rest);
  if (SHELLS.test(program)) return shellBypass(rest, command, depth);
  if (program === 'eval') return nested(rest.join(' '), depth);
  if (program === 'find') return findBypass(rest, command, depth);
  if (DESTROYERS.test(program)) return destroys(program, rest) ? 'taking away or changing a hook' : undefined;
  if (/^(?:precommit-guard|husky|lefthook|pre-commit|simple-git-hooks)$/.test(program)) return uninstalls(program, rest) ? `${program} taking its hooks out` : undefined;
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
    const at = rest.findIndex((word) => /^(?:exec|x|dlx|run)$/.test(word));
    return at < 0
      ? undefined
      : wordsBypass(
          rest.slice(at + 1).filter((word) => word !== '--'),
          command,
          depth + 1,
        );
  }
  const inner = unwrapped(program, rest);
  return inner === undefined ? undefined : (wordsBypass(inner, command, depth + 1) ?? (program === 'env' ? assigned(rest) : undefined));
}

function nested(script: string, depth: number): string | undefined {
  try {
    return firstBypass(shellCommands(script), depth + 1);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return undefined;
    throw error;
  }
}

function assigned(words: readonly string[]): string | undefined {
  for (const word of words) {
    const [, name = '', value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
    const found = variableBypass(name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `sh -c script`, and what a shell is given to read. */
function shellBypass(words: readonly string[], { input, pipedFrom }: SimpleCommand, depth: number): string | undefined {
  const script = scriptOf(words);
  if (script !== undefined) return nested(script, depth);
  if (words.some((word) => !word.startsWith('-'))) return undefined; // A script of its own.
  const [writer = '', ...written] = pipedFrom ?? [];
  const given =
    input ??
    (/^(?:echo|printf)$/.test(writer)
      ? written
          .filter((word) => !/^-[neE]+$/.test(word))
          .join(' ')
          .replaceAll('\\n', '\n')
      : '');
  return nested(given, depth);
}

function findBypass(words: readonly string[], command: SimpleCommand, depth: number): string | undefined {
  if (words.includes('-delete') && words.some((word) => HOOK_FILE.test(word))) return 'taking away a hook';
  for (let at = 0; at < words.length; at++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(words[at] ?? '')) continue;
    const end = words.findIndex((word, index) => index > at && (word === ';' || word === '+'));
    const found = wordsBypass([...words.slice(at + 1, end < 0 ? undefined : end), ...words.slice(0, at)], command, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is copied from a hook harms it as little as making it executable. */
function destroys(program: string, words: readonly string[]): boolean {
  const files = words.filter((word) => !word.startsWith('-') || HOOK_FILE.test(word));
  if (program === 'cp' || program === 'ln' || program === 'install') return HOOK_FILE.test(files.at(-1) ?? '');
  if (program === 'chmod' && words.some((word) => /^(?:[augo]*\+[rwx]+|0?[75][0-7]{2})$/.test(word))) return false;
  if (program === 'dd') return words.some((word) => word.startsWith('of=') && HOOK_FILE.test(word.slice(3)));
  return files.some((word) => HOOK_FILE.test(word));
}

function uninstalls(program: string, words: readonly string[]): boolean {
  if (program === 'precommit-guard') return words.includes('init') && words.includes('--undo');
  return words.some((word) => /^(?:uninstall|--uninstall)$/.test(word));
}
