import { beginHookScan } from './cli/hook-start.js';
import { endGit } from './sources/git-process.js';

// A bug must never look like a clean commit, nor print what was scanned: no default handler of Node's may run.
process.on('uncaughtException', (error) => {
  void import('./cli/error-text.js').then(({ bugText }) => process.stderr.write(bugText(error))).finally(() => process.exit(2));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endGit();
    process.stderr.write('precommit-guard: interrupted; the scan was not finished and nothing was decided.\n');
    process.kill(process.pid, signal);
  });
}
// A promise that is never settled lets Node end with 0: whoever has not decided has not found it clean.
process.on('exit', () => {
  if (process.exitCode !== undefined) return;
  process.stderr.write('precommit-guard: an internal error: it ended before it had decided, so the answer is no.\n');
  process.exitCode = 2;
});

const argv = process.argv.slice(2);
const begun = beginHookScan(argv, process.cwd(), process.env);
void import('./cli/main.js')
  .then(({ main }) => main(argv, process.env, begun))
  .then((code) => {
    // Nobody waits for what is left of git, and it must not be started again.
    begun?.close();
    endGit();
    process.exitCode ??= code; // Set before when the report could not be delivered.
  });
