import type { SimpleGit, SimpleGitOptions } from 'simple-git';
import { gitEnvironment } from './git-environment.js';
import type { GitContext } from './git-process.js';

/**
 * simple-git refuses to run at all where the user's environment names an editor, a pager or a credential helper, as most do. It cannot know what we ask; we ask questions that run
 * none of them.
 */
const ALLOWED: NonNullable<SimpleGitOptions['unsafe']> = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
};

/**
 * git for small questions with small answers, by simple-git; loaded only where one is asked, since loading it costs a third of a hook. simple-git drops every
 * variable of git's that is not named to it, GIT_INDEX_FILE and GIT_DIR too, and would then see another repository than the commit that runs us: all are named.
 */
export async function gitCommands({ cwd, env }: GitContext): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(gitEnvironment(env))) if (value !== undefined) own[name] = value;
  return simpleGit({ baseDir: cwd, allowEnvironment: Object.keys(own), unsafe: ALLOWED }).env(own);
}
