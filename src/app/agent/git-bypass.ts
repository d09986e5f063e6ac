import { UNKNOWN } from './shell-words.js';

/** Options of git itself whose value is the next word. https://git-scm.com/docs/git#_options */
const GLOBAL_VALUES = /^(?:-C|-c|--git-dir|--work-tree|--namespace|--exec-path|--super-prefix|--config-env|--attr-source)$/;
/** Commands that `--no-verify` spares their hooks. https://git-scm.com/docs/githooks */
const VERIFYING = new Set(['commit', 'merge', 'pull', 'push', 'rebase', 'am', 'cherry-pick', 'revert', 'citool']);
/** Commands of which `-n` means the same. Of the others it means another thing: a dry run, no statistics, no commit. */
const SHORT_N = new Set(['commit', 'am']);
/** Long options of `git commit` and the others whose value is the next word. */
const LONG_VALUES =
  /^--(?:message|file|author|date|template|reuse-message|reedit-message|fixup|squash|cleanup|trailer|pathspec-from-file|strategy|strategy-option|onto|exec|repo|push-option|receive-pack|into-name|mainline)$/;
/** Short options whose value follows, in the same word or as the next one. `-u`, `-S` of commit take theirs in the same word only. */
const SHORT_VALUES: Readonly<Record<string, string>> = { commit: 'mFCct', am: 'CpS', merge: 'mFsX', rebase: 'sXx', push: 'o', pull: 'sXjo', 'cherry-pick': 'msX', revert: 'msX' };
const SHORT_GLUED: Readonly<Record<string, string>> = { commit: 'uS', merge: 'S', rebase: 'CS', pull: 'S', 'cherry-pick': 'S', revert: 'S' };

/**
 * How a git command would get round the hooks.
 *
 * @param words behind `git`.
 * @param nested looks at a shell command that git would run.
 */
export function gitBypass(words: readonly string[], nested: (script: string) => string | undefined): string | undefined {
  let at = 0;
  const aliases = new Map<string, string>();
  for (; words[at]?.startsWith('-') === true; at++) {
    const word = words[at] ?? '';
    const [name = '', glued] = word.startsWith('--') ? split(word) : [word, undefined];
    const value = glued ?? (GLOBAL_VALUES.test(name) ? (words[++at] ?? '') : '');
    if (name === '-c' || name === '--config-env') {
      const [key = '', setting = ''] = split(value);
      if (/^core\.hookspath$/i.test(key)) return 'core.hooksPath';
      if (/^alias\./i.test(key)) aliases.set(key.slice(6), setting);
    }
  }
  const command = words[at] ?? '';
  const rest = words.slice(at + 1);
  const alias = aliases.get(command);
  if (alias !== undefined) return aliasBypass(alias, rest, nested);
  if (command === 'config') return configBypass(rest, nested);
  if (command === 'submodule' && rest[0] === 'foreach')
    return nested(
      rest
        .slice(1)
        .filter((word) => !word.startsWith('--'))
        .join(' '),
    );
  if (command === 'rebase' || command === 'bisect') {
    for (const script of scriptsOf(command, rest)) {
      const found = nested(script);
      if (found !== undefined) return found;
    }
  }
  return VERIFYING.has(command) || command.includes(UNKNOWN) ? noVerify(command, rest) : undefined;
}

function split(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function aliasBypass(alias: string, rest: readonly string[], nested: (script: string) => string | undefined): string | undefined {
  return alias.startsWith('!') ? nested(alias.slice(1)) : gitBypass([...alias.split(/\s+/).map((word) => word.replace(/^(['"])(.*)\1$/, '$2')), ...rest], nested);
}

/** Commands that `rebase --exec` and `bisect run` run. */
function scriptsOf(command: string, words: readonly string[]): string[] {
  if (command === 'bisect') return words[0] === 'run' ? [words.slice(1).join(' ')] : [];
  return words.flatMap((word, index) =>
    word === '-x' || word === '--exec' ? [words[index + 1] ?? ''] : word.startsWith('--exec=') ? [word.slice(7)] : /^-x./.test(word) ? [word.slice(2)] : [],
  );
}

function noVerify(command: string, words: readonly string[]): string | undefined {
  const values = SHORT_VALUES[command] ?? '';
  const glued = SHORT_GLUED[command] ?? '';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return undefined;
    if (isNoVerify(word)) return '--no-verify';
    if (word.startsWith('--')) {
      if (LONG_VALUES.test(word)) at++;
      continue;
    }
    if (!/^-./.test(word)) continue;
    for (let letter = 1; letter < word.length; letter++) {
      const option = word[letter] ?? '';
      if (option === 'n' && SHORT_N.has(command)) return `-n of git ${command}`;
      if (glued.includes(option)) break;
      if (values.includes(option)) {
        if (letter === word.length - 1) at++;
        break;
      }
    }
  }
  return undefined;
}

/** git takes an option's beginning for the whole: https://git-scm.com/docs/gitcli. One too short to be told from others is refused by git, and by us. */
function isNoVerify(word: string): boolean {
  return word.length >= '--no-v'.length && '--no-verify'.startsWith(word);
}

/** Writing core.hooksPath, or an alias that does without hooks. Reading is no bypass. https://git-scm.com/docs/git-config */
function configBypass(words: readonly string[], nested: (script: string) => string | undefined): string | undefined {
  const [mode = ''] = words;
  if (words.some((word) => /^--(?:get|get-all|get-regexp|get-urlmatch|list|show-origin|show-scope)$|^-l$/.test(word)) || mode === 'get' || mode === 'list') return undefined;
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^(?:-f|--file|--blob|--type|--default|--comment|--value)$/.test(word)) at++;
    else if (!word.startsWith('-')) plain.push(word);
  }
  if (/^(?:set|unset|edit|rename-section|remove-section)$/.test(plain[0] ?? '')) plain.shift();
  else if (!words.some((word) => /^--(?:unset|unset-all|replace-all|add|remove-section)$/.test(word)) && plain.length < 2) return undefined;
  const [key = '', value = ''] = plain;
  if (/^core\.hookspath$/i.test(key)) return 'core.hooksPath';
  if (/^core$/i.test(key) && words.some((word) => /remove-section/.test(word))) return 'core.hooksPath';
  return /^alias\./i.test(key) ? aliasBypass(value, [], nested) : undefined;
}
