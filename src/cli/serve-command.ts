import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';

/** `mcp` and `lsp`: servers that live until their client goes. Each is a file of its own. */
export async function serveCommand([name, ...more]: readonly string[], context: GitContext): Promise<ExitCode> {
  if (more.length > 0) throw new GuardError('usage', `${name} takes no arguments.`, { hint: 'Its client says over standard input what it wants.' });
  if (name === 'mcp') await (await import('./mcp-command.js')).mcpCommand(context);
  else await (await import('./lsp-command.js')).lspCommand(context);
  return 0;
}
