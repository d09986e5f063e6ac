import { findRepository } from '../sources/repository.js';
import { Staged } from '../sources/staged.js';

/** Arguments that change nothing of what git is asked. */
const PLAIN = new Set(['--staged', '--no-config', '--no-color', '--quiet', '-q', '--verbose', '--all-lines']);

/**
 * Begins the scan of a hook before anything else is loaded: git then works meanwhile. Only for the plain forms, which cannot turn out to mean something else; undefined for all others, and
 * outside a repository.
 */
export function beginHookScan(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Staged | undefined {
  if (!argv.every((argument) => PLAIN.has(argument))) return undefined;
  const repository = findRepository({ cwd, env });
  return repository === undefined ? undefined : new Staged(repository, { cwd, env });
}
