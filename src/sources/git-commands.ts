import type { SimpleGit } from 'simple-git';
import { gitEnvironment } from './git-environment.js';
import type { GitContext } from './git-process.js';

/** Variables that name programs for git to run. Small questions need none of them, and simple-git refuses to pass them on. */
const PROGRAMS = /EDITOR|PAGER|ASKPASS|SSH|PROXY_COMMAND|GIT_EXEC_PATH|TEMPLATE_DIR|^PREFIX$/;

/**
 * git for small questions with small answers, by simple-git; loaded only where one is asked, since loading it costs a third of a hook. simple-git drops every
 * variable of git's that is not named to it, GIT_INDEX_FILE and GIT_DIR too, and would then see another repository than the commit that runs us: all are named.
 */
export async function gitCommands({ cwd, env }: GitContext): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(gitEnvironment(env))) if (value !== undefined && !PROGRAMS.test(name)) own[name] = value;
  return simpleGit({
    baseDir: cwd,
    allowEnvironment: Object.keys(own),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeConfigEnvCount: true },
  }).env(own);
}
