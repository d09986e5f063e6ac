// The least that a program in Node costs which looks at all objects that the commits of a range bring: Node starts, git lists them, another git reads them, Node takes all that it says and ends.
const { spawn } = require('node:child_process');

const [tip, base] = process.argv.slice(2);
const list = spawn('git', ['rev-list', '--objects', '--no-object-names', tip, '--not', base], { stdio: ['ignore', 'pipe', 'inherit'], windowsHide: true });
const read = spawn('git', ['cat-file', '--batch', '--buffer'], { stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
list.stdout.pipe(read.stdin);
read.stdout.resume();
read.on('close', (code) => {
  process.exitCode = code ?? 2;
});
