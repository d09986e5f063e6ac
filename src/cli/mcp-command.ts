import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { suggestFix } from '../app/fix/suggest.js';
import { type LoadedRuleset, loadRuleset, type Scan } from '../app/library/ruleset.js';
import { scanText } from '../app/library/scan-text.js';
import { scanFiles, scanStaged } from '../app/library/scans.js';
import { safeText } from '../app/safe-text.js';
import { GuardError } from '../model/guard-error.js';
import { VERSION } from '../model/version.js';
import { jsonFinding, jsonReport } from '../report/json.js';
import { whole } from '../report/pieces.js';
import { builtIn } from '../rules/built-in.js';
import type { GitContext } from '../sources/git-process.js';
import { findRepository } from '../sources/repository.js';
import { explained } from './rules-command.js';

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

/** What a tool answers: text for the model. */
interface ToolResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  isError?: boolean;
}

/** `mcp`: a server of the Model Context Protocol on standard input and output. It only reads, and no answer holds a secret. https://modelcontextprotocol.io/specification */
export async function mcpCommand(context: GitContext): Promise<void> {
  const ruleset = await loadRuleset(context);
  const server = new McpServer(
    { name: 'precommit-guard', version: VERSION },
    {
      instructions:
        'Scans text, files or what is staged for leaked secrets and insecure code, offline. Call scan before you write or commit code; findings say what to write instead.',
    },
  );
  server.registerTool(
    'scan',
    {
      title: 'Scan for secrets and insecure code',
      description:
        'Scans a text (text, and the path it is meant for), files or folders (paths), or what the next commit would add (staged). Answers with the findings as JSON; secrets are masked.',
      inputSchema: {
        text: z.string().optional().describe('A text to scan, not yet written down'),
        path: z.string().optional().describe('The file the text is meant for: tells the language'),
        paths: z.array(z.string()).optional().describe('Files or folders to scan'),
        staged: z.boolean().optional().describe('Scan what is staged'),
      },
      annotations: READS,
    },
    (input) =>
      answer(async () => {
        const scan = await scanned(input, ruleset, context);
        return { ...JSON.parse(whole(jsonReport(scan, safeText))), exitCode: scan.exitCode };
      }),
  );
  server.registerTool(
    'explain',
    {
      title: 'Explain a rule',
      description: 'What a rule looks for, why it matters, and the secure form.',
      inputSchema: { rule: z.string().describe('The id of a rule, as findings name it') },
      annotations: READS,
    },
    ({ rule }) =>
      answer(() => {
        const all = builtIn();
        const index = all.ids.indexOf(rule);
        if (index < 0) throw new GuardError('usage', 'There is no such rule.', { hint: 'Findings name rules by their ids.' });
        return explained(all.rule(index));
      }),
  );
  server.registerTool(
    'suggest_fix',
    {
      title: 'Suggest a repair',
      description:
        'What precommit-guard fix would change in a text or a file: a diff with secrets masked, the environment variables it would read, and what needs a person. Changes nothing.',
      inputSchema: { path: z.string().describe('The file, or the file the text is meant for'), text: z.string().optional().describe('The text; left out, the file is read') },
      annotations: READS,
    },
    ({ path, text }) =>
      answer(() => {
        const { diff, fixed, left, variables } = suggestFix(text ?? fileText(path, context), shown(path, context), ruleset);
        const apply =
          fixed.length === 0 ? 'Nothing can be repaired with certainty.' : `npx precommit-guard fix --yes ${JSON.stringify(path)} does this, and puts the values into .env.`;
        return { diff, variables, fixed: fixed.map(jsonFinding), left: left.map(jsonFinding), apply };
      }),
  );
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve); // A client that is gone needs no server.
  });
  await server.connect(transport);
  await closed;
}

interface ScanInput {
  readonly text?: string | undefined;
  readonly path?: string | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly staged?: boolean | undefined;
}

async function scanned({ text, path, paths, staged }: ScanInput, ruleset: LoadedRuleset, context: GitContext): Promise<Scan> {
  if (text !== undefined) return scanText(text, { path: path === undefined ? 'text' : shown(path, context), ruleset });
  if (paths !== undefined && paths.length > 0) return await scanFiles(paths, { ...context, ruleset });
  if (staged === true) return await scanStaged({ ...context, ruleset });
  throw new GuardError('usage', 'There is nothing to scan.', { hint: 'Give text, paths, or staged: true.' });
}

function shown(path: string, { cwd, env }: GitContext): string {
  return relative(findRepository({ cwd, env })?.root ?? cwd, resolve(cwd, path)) || path;
}

function fileText(path: string, { cwd }: GitContext): string {
  const file = resolve(cwd, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new GuardError('unreadable', 'There is no such file.', { hint: 'Name a file, or give its text.' });
  return readFileSync(file, 'utf8');
}

/** What is wrong is said to the model; what it says is fit to be shown. */
async function answer(work: () => unknown): Promise<ToolResult> {
  try {
    const result = await work();
    return { content: [{ type: 'text', text: typeof result === 'string' ? result : JSON.stringify(result, null, 1) }] };
  } catch (error) {
    if (!(error instanceof GuardError)) throw new Error('An internal error; nothing was decided.');
    return { content: [{ type: 'text', text: safeText(`${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`) }], isError: true };
  }
}
