import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGENTS, type Agent, agentNamed } from '../app/agent/agents.js';
import { isFields } from '../app/agent/event.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { makeFolder } from '../sources/make-folder.js';
import { requireRepository } from '../sources/repository.js';
import type { Terminal } from './terminal.js';

type Fields = Record<string, unknown>;

/** `init --agent NAME`: puts our hooks into a coding agent's settings, beside what is there; `--undo` takes them out again. */
export function initAgent(names: readonly string[], undo: boolean, context: GitContext, terminal: Terminal): ExitCode {
  const { root } = requireRepository(context);
  for (const name of names) {
    const agent = agentNamed(name);
    if (agent === undefined) throw new GuardError('usage', 'There is no such coding agent.', { hint: `Known: ${AGENTS.map((one) => one.name).join(', ')}.` });
    const { path } = agent.settings;
    const file = join(root, path);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const before = settingsIn(text, path);
    const after = undo ? without(before, agent) : { ...agent.settings.base, ...withHooks(before, agent) };
    if (JSON.stringify(after) === JSON.stringify(before)) terminal.out(`${undo ? 'left alone  ' : 'has it   '} ${path}\n`);
    else {
      write(file, path, after, text);
      terminal.out(`${undo ? 'taken out of' : text === undefined ? 'installed' : 'added to '} ${path}\n`);
    }
    if (!undo && name === 'codex') terminal.out('Codex runs a new hook only when you trust it: /hooks in Codex.\n');
  }
  if (!undo) terminal.out('For its instructions: precommit-guard agent instructions > precommit-guard.md\n');
  return 0;
}

function settingsIn(text: string | undefined, path: string): Fields {
  if (text === undefined || text.trim() === '') return {};
  try {
    const settings: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (isFields(settings) && (settings['hooks'] === undefined || isFields(settings['hooks']))) return settings;
  } catch {
    // Told below.
  }
  throw new GuardError('config', `${path} is no plain JSON object with hooks; it is left alone.`, {
    hint: 'Take out comments and trailing commas, or add the hooks by hand: docs/agents.md.',
  });
}

function hooksOf(settings: Fields): Record<string, unknown[]> {
  const hooks = settings['hooks'];
  if (!isFields(hooks)) return {};
  return Object.fromEntries(Object.entries(hooks).map(([event, list]) => [event, Array.isArray(list) ? list : []]));
}

/** Is this entry ours, of whatever version? */
function isOurs(entry: unknown, agent: Agent): boolean {
  return JSON.stringify(entry).includes(`precommit-guard agent ${agent.name}`);
}

function withHooks(settings: Fields, agent: Agent): Fields {
  const hooks = hooksOf(settings);
  for (const [event, entries] of Object.entries(agent.settings.hooks)) hooks[event] = [...entries, ...(hooks[event] ?? []).filter((entry) => !isOurs(entry, agent))];
  return { ...settings, hooks };
}

function without(settings: Fields, agent: Agent): Fields {
  const hooks = Object.entries(hooksOf(settings)).flatMap(([event, entries]): [string, unknown[]][] => {
    const rest = entries.filter((entry) => !isOurs(entry, agent));
    return rest.length === 0 ? [] : [[event, rest]];
  });
  const { hooks: _, ...others } = settings;
  return hooks.length === 0 ? others : { ...settings, hooks: Object.fromEntries(hooks) };
}

function write(file: string, path: string, settings: Fields, text: string | undefined): void {
  const indent = /^[ \t]+(?=")/m.exec(text ?? '')?.[0] ?? '  ';
  try {
    if (Object.keys(settings).every((key) => key === 'version')) rmSync(file, { force: true });
    else {
      makeFolder(dirname(file));
      writeFileSync(file, `${JSON.stringify(settings, null, indent)}\n`);
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `${path} cannot be written (${code}).`, { hint: 'Check who owns the folder.', cause });
  }
}
