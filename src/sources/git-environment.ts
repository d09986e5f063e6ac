/** What git is asked to do without, whatever the user's environment says. */
const SWITCHED_OFF = [
  'GIT_DIFF_OPTS',
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_TRACE',
  'GIT_TRACE2',
  'GIT_TRACE2_EVENT',
  'GIT_TRACE2_PERF',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
];

/**
 * The environment for our git processes: the caller's, with GIT_INDEX_FILE and its kind kept, since `git commit -a` and `git commit <path>` put what will be committed
 * into a temporary index; without prompts, network or locks, nor replaced objects and grafts, which make a history look other than it is. GIT_NO_LAZY_FETCH is younger than the oldest git we support (2.45), so every transport is forbidden too.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = {
    ...env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null/none',
    GIT_ASKPASS: 'true',
    GIT_EDITOR: 'true',
    // Else `log` and `rev-list` write each commit to a pipe by itself: https://git-scm.com/docs/git#Documentation/git.txt-GITFLUSH
    GIT_FLUSH: '0',
    LC_ALL: 'C',
  };
  for (const name of SWITCHED_OFF) delete own[name];
  return own;
}
