import { GuardError } from '../model/guard-error.js';
import { FLAGS, type Flag } from './flags.js';
import { COMMANDS } from './help.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** What stands second on a command line, by its first word. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = { rules: ['list', 'explain'], completion: SHELLS };

/** `completion SHELL`: a script for the shell, from the tables of flags and commands. */
export function completionText(shell: string | undefined): string {
  const flags: readonly Flag[] = FLAGS;
  if (shell === 'bash') return bash(flags);
  if (shell === 'zsh') return zsh(flags);
  if (shell === 'fish') return fish(flags);
  throw new GuardError('usage', 'completion knows three shells: bash, zsh and fish.', {
    hint: 'For example: precommit-guard completion bash > ~/.local/share/bash-completion/completions/precommit-guard',
  });
}

function commands(): string[] {
  return [...new Set(COMMANDS.flatMap(([usage]) => /^precommit-guard ([a-z]+)\b/.exec(usage)?.[1] ?? []))];
}

function words({ name, short }: Flag): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

/** Values that are files or folders; the shell knows them. */
function isPath({ value }: Flag): boolean {
  return value === 'FILE' || value === 'FOLDER' || value === 'NAME';
}

function bash(flags: readonly Flag[]): string {
  const valued = flags.filter(({ value }) => value !== undefined);
  const cases = valued.map((flag) => {
    const { choices } = flag;
    const reply = choices !== undefined ? `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$cur"))` : isPath(flag) ? 'COMPREPLY=($(compgen -f -- "$cur"))' : 'COMPREPLY=()';
    return `    ${words(flag).join(' | ')}) ${reply}; return ;;`;
  });
  const actions = Object.entries(ACTIONS).map(([name, all]) => `    ${name}) COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$cur")); return ;;`);
  return `# bash completion of precommit-guard
_precommit_guard() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  case "$prev" in
${[...cases, ...actions].join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W '${flags.flatMap(words).join(' ')}' -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
    if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W '${commands().join(' ')}' -- "$cur")); fi
  fi
}
complete -o filenames -F _precommit_guard precommit-guard
`;
}

function zsh(flags: readonly Flag[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:');
  const specs = flags.map((flag) => {
    const { name, short, value, choices, multiple, help } = flag;
    const names = short === undefined ? `${multiple === true ? '*' : ''}--${name}` : `{-${short},--${name}}`;
    const argument = value === undefined ? '' : `:${value.toLowerCase()}:${choices !== undefined ? `(${choices.join(' ')})` : isPath(flag) ? '_files' : ''}`;
    return `  ${short === undefined ? `'${names}` : `${names}'`}[${quoted(help)}]${argument}' \\`;
  });
  const actions = Object.entries(ACTIONS).map(([name, all]) => `  ${name}) _values action ${all.join(' ')} ;;`);
  return `#compdef precommit-guard
_precommit_guard_words() {
  if (( CURRENT == 2 )); then _alternative 'commands:command:(${commands().join(' ')})' 'files:file:_files'; return; fi
  case "\${words[2]}" in
${actions.join('\n')}
  *) _files ;;
  esac
}
_arguments \\
${specs.join('\n')}
  '*: :_precommit_guard_words'
`;
}

function fish(flags: readonly Flag[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const options = flags.map((flag) => {
    const { name, short, value, choices, help } = flag;
    const argument = value === undefined ? '' : choices !== undefined ? ` -x -a ${quoted(choices.join(' '))}` : isPath(flag) ? ' -r' : ' -x';
    return `complete -c precommit-guard -l ${name}${short === undefined ? '' : ` -s ${short}`}${argument} -d ${quoted(help)}`;
  });
  const actions = Object.entries(ACTIONS).map(([name, all]) => `complete -c precommit-guard -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(all.join(' '))}`);
  return ['# fish completion of precommit-guard', `complete -c precommit-guard -n __fish_use_subcommand -a ${quoted(commands().join(' '))}`, ...actions, ...options, ''].join('\n');
}
