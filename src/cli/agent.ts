/**
 * Variables that coding agents set for the commands they run, and AI_AGENT, which some agree on: https://github.com/vercel/vercel/tree/main/packages/detect-agent
 * Not those that an editor sets for a person's terminal too.
 */
const AGENTS: Readonly<Record<string, string>> = {
  AI_AGENT: 'AI_AGENT',
  CLAUDECODE: 'Claude Code',
  CURSOR_AGENT: 'Cursor',
  GEMINI_CLI: 'Gemini CLI',
  CODEX_SANDBOX: 'Codex',
  CODEX_THREAD_ID: 'Codex',
};

/** The coding agent that runs this command, if one says so. */
export function agentIn(env: NodeJS.ProcessEnv): string | undefined {
  const variable = Object.keys(AGENTS).find((name) => (env[name] ?? '') !== '');
  return variable === undefined ? undefined : AGENTS[variable];
}
