import { bugText } from './cli/error-text.js';
import { main } from './cli/main.js';
import { endGit } from './sources/git-process.js';

// A bug must never look like a clean commit, nor print what was scanned: no default handler of Node's may run.
process.on('uncaughtException', (error) => {
  process.stderr.write(bugText(error));
  process.exit(2);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endGit();
    process.stderr.write('precommit-guard: interrupted; the scan was not finished and nothing was decided.\n');
    process.kill(process.pid, signal);
  });
}

void main(process.argv.slice(2), process.env).then((code) => {
  process.exitCode ??= code; // Set before when the report could not be delivered.
});
