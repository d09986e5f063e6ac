// The least a hook in Node can cost: Node starts, runs the one git command that `--staged` needs, reads all it says and ends. Run at the top of a repository.
const { spawn } = require('node:child_process');
const { dirname } = require('node:path');

const { GIT_DIFF_OPTS, GIT_EXTERNAL_DIFF, GIT_PAGER, GIT_TRACE, GIT_TRACE2, GIT_TRACE2_EVENT, GIT_TRACE2_PERF, GIT_LITERAL_PATHSPECS, GIT_GLOB_PATHSPECS, ...kept } = process.env;
const env = {
  ...kept,
  GIT_WORK_TREE: dirname(process.cwd()), // As the program has it: src/sources/aside.ts.
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null/none',
  GIT_FLUSH: '0',
  GIT_ASKPASS: 'true',
  GIT_EDITOR: 'true',
  LC_ALL: 'C',
};
// run.mjs compares this command line with the one the program really uses, and refuses to measure when they differ.
const args =
  '--no-pager --no-replace-objects -c core.fsmonitor=false -c core.useReplaceRefs=false -c core.checkStat=default diff --cached --raw -p -z -U1000000000 -D -M50% -l1000 --no-abbrev --full-index --no-color --no-ext-diff --no-textconv --no-relative --src-prefix=a/ --dst-prefix=b/ --inter-hunk-context=0 --diff-algorithm=myers --no-indent-heuristic --submodule=short --ignore-submodules=none -O/dev/null --';
const git = spawn('git', args.split(' '), { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
git.stdout.resume();
git.stderr.resume();
git.on('close', (code) => {
  process.exitCode = code ?? 2;
});
