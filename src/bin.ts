#!/usr/bin/env node
import { startHookDiff } from './cli/hook-start.js';

const argv = process.argv.slice(2);
const diff = startHookDiff(argv, process.cwd(), process.env);
const program = import('./cli/main.js');
let endGit = (): void => void diff?.child.kill();

// A bug must never look like a clean commit, nor print what was scanned: no default handler of Node's may run.
process.on('uncaughtException', (error) => {
  void program
    .then(({ bugText }) => bugText(error))
    .then((text) => process.stderr.write(text))
    .finally(() => process.exit(2));
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

void program.then(async (rest) => {
  endGit = () => {
    diff?.child.kill();
    rest.endGit();
  };
  const code = await rest.main(argv, process.env, diff);
  endGit(); // Nobody waits for what is left of it.
  process.exitCode ??= code; // Set before when the report could not be delivered.
});
