import { startStagedDiff } from '../sources/staged-diff.js';
import type { StartedGit } from '../sources/started-git.js';

/** Arguments that change nothing of what git is asked. */
const PLAIN = new Set(['--staged', '--no-config', '--no-color', '--quiet', '-q', '--verbose', '--all-lines']);

/** Asks git in a hook before anything else is loaded: it then works meanwhile. Only for the plain forms, which cannot turn out to mean something else; undefined for all others. */
export function startHookDiff(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): StartedGit | undefined {
  return argv.every((argument) => PLAIN.has(argument)) ? startStagedDiff({ cwd, env }) : undefined;
}
