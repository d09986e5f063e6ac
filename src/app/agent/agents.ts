import { type AgentEvent, isFields, textIn, toolEvents } from './event.js';

/** What is answered: text for standard output and error, and the exit code that the assistant heeds. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: 0 | 2;
}

type Fields = Readonly<Record<string, unknown>>;

/** A coding agent, with its own words for the same things. */
export interface Agent {
  readonly name: string;
  readonly title: string;
  /** Where its hooks are documented. */
  readonly docs: string;
  /** What it is about to do. */
  events(input: Fields): AgentEvent[];
  /** Refuses, with a reason for the agent. */
  refusal(input: Fields, reason: string): Answer;
  /** Lets it be done. */
  readonly pass: (input: Fields) => Answer;
  /** The file for its hooks, relative to the repository's root, and what is put in. */
  readonly settings: { readonly path: string; readonly base: Fields; readonly hooks: Readonly<Record<string, readonly unknown[]>> };
}

const said = (value: object): Answer => ({ out: `${JSON.stringify(value)}\n`, err: '', code: 0 });
const SILENT: Answer = { out: '', err: '', code: 0 };
const BIN = 'node_modules/.bin/precommit-guard';

/** Events as Claude Code, Codex, Gemini CLI and VS Code name their fields. */
function snakeEvents(input: Fields): AgentEvent[] {
  const prompt = textIn(input, 'prompt');
  const tool = textIn(input, 'tool_name');
  if (tool !== undefined) return toolEvents(tool, input['tool_input']);
  return prompt === undefined ? [] : [{ kind: 'prompt', text: prompt }];
}

/** A refusal in the protocol of Claude Code, which Codex and VS Code share. */
function decision(input: Fields, reason: string): Answer {
  if (textIn(input, 'tool_name') === undefined) return said({ decision: 'block', reason });
  return said({ hookSpecificOutput: { hookEventName: textIn(input, 'hook_event_name') ?? 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason } });
}

const commandHook = (command: string, timeout: number): object => ({ type: 'command', command, timeout });

export const AGENTS: readonly Agent[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    docs: 'https://code.claude.com/docs/en/hooks',
    events: snakeEvents,
    refusal: decision,
    pass: () => SILENT,
    settings: {
      path: '.claude/settings.json',
      base: {},
      hooks: {
        PreToolUse: [{ matcher: 'Bash|PowerShell|Write|Edit|MultiEdit|NotebookEdit|Read|WebFetch|mcp__.*', hooks: [commandHook(`"$CLAUDE_PROJECT_DIR"/${BIN} agent claude`, 30)] }],
        UserPromptSubmit: [{ hooks: [commandHook(`"$CLAUDE_PROJECT_DIR"/${BIN} agent claude`, 30)] }],
      },
    },
  },
  {
    name: 'codex',
    title: 'Codex',
    docs: 'https://developers.openai.com/codex/hooks',
    events: snakeEvents,
    refusal: decision,
    pass: () => SILENT,
    settings: {
      path: '.codex/hooks.json',
      base: {},
      hooks: {
        PreToolUse: [{ matcher: 'Bash|apply_patch|Edit|Write|mcp__.*', hooks: [commandHook(`"$(git rev-parse --show-toplevel)"/${BIN} agent codex`, 30)] }],
        UserPromptSubmit: [{ hooks: [commandHook(`"$(git rev-parse --show-toplevel)"/${BIN} agent codex`, 30)] }],
      },
    },
  },
  {
    name: 'cursor',
    title: 'Cursor',
    docs: 'https://cursor.com/docs/hooks',
    events(input) {
      switch (input['hook_event_name']) {
        case 'beforeShellExecution':
          return [{ kind: 'command', command: textIn(input, 'command') ?? '' }];
        case 'beforeReadFile': {
          const content = textIn(input, 'content');
          return [{ kind: 'read', paths: [textIn(input, 'file_path') ?? ''], ...(content === undefined ? {} : { content }) }];
        }
        case 'beforeMCPExecution':
          return toolEvents(textIn(input, 'tool_name') ?? 'mcp', input['tool_input']);
        default:
          return snakeEvents(input);
      }
    },
    refusal(input, reason) {
      if (input['hook_event_name'] === 'beforeSubmitPrompt') return said({ continue: false, user_message: reason });
      return said({ permission: 'deny', user_message: reason, agent_message: reason });
    },
    // Not "allow", which would take the user's own question away.
    pass: (input) => said(input['hook_event_name'] === 'beforeSubmitPrompt' ? { continue: true } : {}),
    settings: {
      path: '.cursor/hooks.json',
      base: { version: 1 },
      hooks: {
        beforeShellExecution: [{ command: `${BIN} agent cursor` }],
        beforeMCPExecution: [{ command: `${BIN} agent cursor` }],
        beforeReadFile: [{ command: `${BIN} agent cursor` }],
        beforeSubmitPrompt: [{ command: `${BIN} agent cursor` }],
        preToolUse: [{ command: `${BIN} agent cursor`, matcher: 'Write' }],
      },
    },
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    docs: 'https://geminicli.com/docs/hooks/reference',
    events: snakeEvents,
    refusal: (_, reason) => said({ decision: 'deny', reason }),
    pass: () => said({}),
    settings: {
      path: '.gemini/settings.json',
      base: {},
      hooks: {
        BeforeTool: [
          {
            matcher: 'run_shell_command|write_file|replace|read_file|read_many_files|web_fetch|mcp_.*',
            hooks: [{ name: 'precommit-guard', ...commandHook(`"$GEMINI_PROJECT_DIR"/${BIN} agent gemini`, 30_000) }],
          },
        ],
        BeforeAgent: [{ hooks: [{ name: 'precommit-guard', ...commandHook(`"$GEMINI_PROJECT_DIR"/${BIN} agent gemini`, 30_000) }] }],
      },
    },
  },
  {
    name: 'copilot',
    title: 'GitHub Copilot CLI and cloud agent',
    docs: 'https://docs.github.com/en/copilot/reference/hooks-reference',
    events(input) {
      const tool = textIn(input, 'toolName');
      return tool === undefined ? snakeEvents(input) : toolEvents(tool, input['toolArgs']);
    },
    refusal: (input, reason) => (textIn(input, 'toolName') === undefined ? decision(input, reason) : said({ permissionDecision: 'deny', permissionDecisionReason: reason })),
    pass: () => SILENT,
    settings: {
      path: '.github/hooks/precommit-guard.json',
      base: { version: 1 },
      hooks: {
        // What a hook for prompts answers is dropped, so there is none. A failing hook denies every tool, the one that would install the program too: hence the question.
        preToolUse: [
          {
            type: 'command',
            bash: `if [ -x ${BIN} ]; then ${BIN} agent copilot; else echo 'precommit-guard is not installed: npm install' >&2; fi`,
            powershell: `if (Test-Path ${BIN}) { node ${BIN.replace('.bin/precommit-guard', 'precommit-guard/dist/bin.cjs')} agent copilot }`,
            timeoutSec: 30,
          },
        ],
      },
    },
  },
];

export function agentNamed(name: string | undefined): Agent | undefined {
  return AGENTS.find((agent) => agent.name === name);
}

/** Where an agent says that it works. */
export function folderOf(input: unknown): string | undefined {
  if (!isFields(input)) return undefined;
  const roots = input['workspace_roots'];
  return textIn(input, 'cwd') || (Array.isArray(roots) && typeof roots[0] === 'string' ? roots[0] : undefined);
}
