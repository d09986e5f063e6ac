import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hookState, isToolHook } from '../../sources/hook-file.js';
import { DOORS } from '../../sources/hooks-place.js';
import { type Project, RUNNER } from './project.js';
import type { Step } from './step.js';
import { YamlLines } from './yaml-lines.js';

/** What a tool that runs hooks needs so that it runs ours, for the team too: its configuration is what the repository shares. */
export function toolSteps(project: Project): Step[] {
  return [...lefthookSteps(project), ...preCommitSteps(project), ...simpleGitHooksSteps(project)];
}

/** https://lefthook.dev/configuration: a command for each hook. A missing script fails the hook, where a missing `extends` would be passed over. */
function lefthookSteps({ root, lefthook, installedIn = '', place }: Project): Step[] {
  if (lefthook === undefined) return [];
  const file = join(root, lefthook);
  const text = readFileSync(file, 'latin1');
  if (text.includes('precommit-guard')) return DOORS.every((door) => isToolHook(place.folder, door) === 'lefthook') ? [] : runLefthook(root, place.folder);
  const yaml = new YamlLines(text);
  try {
    for (const door of DOORS) {
      const run = `run: sh ${installedIn}node_modules/precommit-guard/hooks/${door} {0}`;
      const more = door === 'pre-push' ? ['use_stdin: true'] : [];
      const hook = yaml.block(door);
      if (hook === undefined) yaml.append([`${door}:`, '  commands:', '    precommit-guard:', ...[run, ...more].map((line) => `      ${line}`)]);
      else {
        const [kind, list] = (['jobs', 'commands'] as const).flatMap((name) => [[name, yaml.block(name, hook)] as const]).find(([, found]) => found !== undefined) ?? [];
        const outer = hook.indent ?? '  ';
        const inner = list?.indent ?? `${outer}  `;
        if (kind === 'jobs' && list !== undefined) yaml.insert(list.at, [`${inner}- name: precommit-guard`, ...[run, ...more].map((line) => `${inner}  ${line}`)]);
        else {
          const command = [`${inner}precommit-guard:`, ...[run, ...more].map((line) => `${inner}  ${line}`)];
          if (list === undefined) yaml.insert(hook.at, [`${outer}commands:`, ...command]);
          else yaml.insert(list.at, command);
        }
      }
    }
  } catch {
    return [
      {
        kind: 'say',
        what: `${lefthook} is written in a style that init does not edit: add "sh node_modules/precommit-guard/hooks/NAME {0}" to each hook by hand (docs/hooks.md).`,
      },
    ];
  }
  return [{ kind: 'write', file, text: yaml.toString(), executable: false, what: `add precommit-guard to the hooks in ${lefthook}` }, ...runLefthook(root, place.folder)];
}

function runLefthook(root: string, folder: string): Step[] {
  const bin = 'node_modules/lefthook/bin/index.js';
  if (!existsSync(join(root, bin))) return [{ kind: 'say', what: 'then run: lefthook install' }];
  return [{ kind: 'run', words: [bin, 'install'], folders: [folder], files: [], what: 'run lefthook install' }];
}

/** https://pre-commit.com/#repository-local-hooks. Only pre-commit goes there: the framework hands nothing of what git says on standard input to its hooks. */
function preCommitSteps({ root, preCommit, installedIn = '', place }: Project): Step[] {
  if (preCommit === undefined) return [];
  const file = join(root, preCommit);
  const text = readFileSync(file, 'latin1');
  const unset: Step[] = existsSync(join(place.folder, 'pre-commit')) ? [] : [{ kind: 'say', what: 'then run: pre-commit install' }];
  if (text.includes('precommit-guard')) return unset;
  const yaml = new YamlLines(text);
  try {
    const repos = yaml.block('repos');
    if (repos === undefined) throw new Error('no repos');
    const indent = repos.indent ?? '  ';
    const entry = [
      '- repo: local',
      '  hooks:',
      '    - id: precommit-guard',
      '      name: precommit-guard',
      `      entry: sh ${installedIn}node_modules/precommit-guard/hooks/pre-commit`,
      '      language: system',
      '      pass_filenames: false',
      '      always_run: true',
    ];
    yaml.insert(
      repos.at,
      entry.map((line) => `${indent}${line}`),
    );
  } catch {
    return [{ kind: 'say', what: `${preCommit} is written in a style that init does not edit: add the hook by hand (docs/hooks.md).` }];
  }
  return [{ kind: 'write', file, text: yaml.toString(), executable: false, what: `add precommit-guard to ${preCommit}, which must then be staged` }, ...unset];
}

/** https://github.com/toplenboren/simple-git-hooks: it deletes the hooks that it is not told of, so it is told of all. */
function simpleGitHooksSteps({ root, simpleGitHooks, installedIn = '', place, manager }: Project): Step[] {
  if (simpleGitHooks === undefined) return [];
  const file = join(root, simpleGitHooks);
  const text = readFileSync(file, 'latin1');
  const bin = 'node_modules/simple-git-hooks/cli.js';
  const run: Step = existsSync(join(root, bin))
    ? { kind: 'run', words: [bin], folders: [place.folder], files: [], what: 'run simple-git-hooks' }
    : { kind: 'say', what: `then run: ${RUNNER[manager]} simple-git-hooks` };
  const own = /"simple-git-hooks"\s*:\s*\{/.exec(text) ?? (simpleGitHooks === 'package.json' ? null : /^\s*\{/.exec(text));
  if (own === null) return [{ kind: 'say', what: `${simpleGitHooks} is written in a way that init does not edit: add the hooks by hand (docs/hooks.md).` }];
  const open = own.index + own[0].length;
  const close = text.indexOf('}', open);
  let inside = text.slice(open, close);
  if (inside.includes('precommit-guard')) return DOORS.every((door) => hookState(place.folder, door) === 'guarded') ? [] : [run];
  const indent = /\n(\s*)"/.exec(inside)?.[1] ?? '    ';
  const lines: string[] = [];
  for (const door of DOORS) {
    const script = `sh ${installedIn}node_modules/precommit-guard/hooks/${door} \\"$@\\"`;
    const known = new RegExp(`("${door}"\\s*:\\s*")`);
    if (known.test(inside)) inside = inside.replace(known, (_, key: string) => `${key}${script} && `);
    else lines.push(`\n${indent}"${door}": "${script}"`);
  }
  const added = lines.length === 0 ? '' : `${lines.join(',')}${/"/.test(inside) ? ',' : ''}`;
  return [
    { kind: 'write', file, text: text.slice(0, open) + added + inside + text.slice(close), executable: false, what: `add precommit-guard to the hooks in ${simpleGitHooks}` },
    run,
  ];
}
