/** What a coding agent is about to do, in whatever words it says so. */
export type AgentEvent =
  | { readonly kind: 'prompt'; readonly text: string }
  /** The text that comes into a file. `before`: what it stands in place of; undefined for a whole file. */
  | { readonly kind: 'write'; readonly path: string; readonly pieces: readonly { readonly text: string; readonly before: string | undefined }[] }
  | { readonly kind: 'read'; readonly paths: readonly string[]; readonly content?: string }
  | { readonly kind: 'command'; readonly command: string }
  /** Another tool, such as one of an MCP server: all texts that it is given. */
  | { readonly kind: 'tool'; readonly name: string; readonly texts: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** Names of the tools that run commands: of Claude Code, Codex, Copilot, Cursor, Gemini CLI, VS Code. */
const COMMAND = /^(?:bash|powershell|shell|terminal|run_shell_command|local_shell|shell_command|exec_command|run_in_terminal|run_terminal_cmd)$/i;
const READ = /^(?:read|view|read_file|read_many_files|readfile|notebookread)$/i;
const PATH_NAMES = ['file_path', 'path', 'filePath', 'absolute_path', 'notebook_path', 'target_file'];

/**
 * What a tool is about to do, told from its input: the names of its fields are alike in all assistants.
 *
 * @param input an object, or JSON of one, as some assistants hand it over.
 */
export function toolEvents(tool: string, input: unknown): AgentEvent[] {
  const fields = fieldsOf(input);
  const command = fields['command'] ?? fields['cmd'];
  if (/apply_patch/i.test(tool) || (typeof command === 'string' && command.startsWith('*** Begin Patch'))) {
    const patch = typeof input === 'string' && !isFields(parsed(input)) ? input : textIn(fields, 'command', 'input', 'patch');
    return patch === undefined ? otherTool(tool, fields) : patchEvents(patch);
  }
  if (COMMAND.test(tool) && (typeof command === 'string' || Array.isArray(command))) return [{ kind: 'command', command: commandText(command) }];
  const path = textIn(fields, ...PATH_NAMES);
  if (READ.test(tool)) {
    const many = [fields['paths'], fields['include']].flatMap((value) => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []));
    return [{ kind: 'read', paths: path === undefined ? many : [path, ...many] }];
  }
  const pieces = path === undefined ? [] : piecesOf(fields);
  if (path !== undefined && pieces.length > 0) return [{ kind: 'write', path, pieces }];
  return otherTool(tool, fields);
}

function otherTool(name: string, fields: Fields): AgentEvent[] {
  const texts = stringsIn(fields, 0);
  return texts.length === 0 ? [] : [{ kind: 'tool', name, texts }];
}

function fieldsOf(input: unknown): Fields {
  const value = typeof input === 'string' ? parsed(input) : input;
  return isFields(value) ? value : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A command that comes as a list has its shell before it; joined so that quotes keep its words apart. */
function commandText(command: string | readonly unknown[]): string {
  if (typeof command === 'string') return command;
  return command.map((word) => `'${String(word).replaceAll("'", `'\\''`)}'`).join(' ');
}

/** The new texts of a write or an edit. */
function piecesOf(fields: Fields): { text: string; before: string | undefined }[] {
  const whole = textIn(fields, 'content', 'contents', 'file_text', 'new_source');
  if (whole !== undefined) return [{ text: whole, before: undefined }];
  const edits = Array.isArray(fields['edits']) ? fields['edits'].filter(isFields) : [fields];
  return edits.flatMap((edit) => {
    const text = textIn(edit, 'new_string', 'newString', 'new_str', 'new_text', 'replacement', 'code_edit', 'insert_text');
    return text === undefined ? [] : [{ text, before: textIn(edit, 'old_string', 'oldString', 'old_str', 'old_text') ?? '' }];
  });
}

/** Files of a patch as Codex writes it: https://github.com/openai/codex/blob/main/codex-rs/apply-patch/apply_patch_tool_instructions.md */
function patchEvents(patch: string): AgentEvent[] {
  const events: AgentEvent[] = [];
  let path: string | undefined;
  let added: string[] = [];
  let whole = false;
  const finish = (): void => {
    if (path !== undefined && added.length > 0) events.push({ kind: 'write', path, pieces: [{ text: `${added.join('\n')}\n`, before: whole ? undefined : '' }] });
    added = [];
  };
  for (const line of patch.split(/\r?\n/)) {
    const [, verb, name] = /^\s*\*\*\* (Add|Update|Delete) File: (.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      finish();
      path = name.trim();
      whole = verb === 'Add';
    } else if (/^\s*\*\*\* Move to: /.test(line)) path = line.replace(/^\s*\*\*\* Move to: /, '').trim();
    else if (line.startsWith('+')) added.push(line.slice(1));
  }
  finish();
  return events;
}

/** Deeper than any tool nests its input. */
const DEEPEST = 8;

function stringsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'string' ? [`${key}: ${inner}`] : stringsIn(inner, depth + 1)));
}
