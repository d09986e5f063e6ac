// The least that a hook in Node can cost: Node starts, runs one git with these arguments and this input, reads all it says and ends. Run in a repository.
const { spawn } = require('node:child_process');

const [input, ...args] = process.argv.slice(2);
const git = spawn('git', args, { stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
git.stdin.on('error', () => {}).end(input);
git.stdout.resume();
git.on('close', (code) => {
  process.exitCode = code ?? 2;
});
