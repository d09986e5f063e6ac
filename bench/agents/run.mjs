// What a coding agent's hook costs at each of its steps, against the least that a hook in Node can cost. All take turns in one run.
//   node bench/agents/run.mjs [rounds]
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Repository, realFiles } from '../hook/repositories.mjs';
import { PROJECT } from '../support/corpora.mjs';

const rounds = Number(process.argv[2] ?? 21);
const BIN = join(PROJECT, 'dist/bin.cjs');
const FLOOR = join(PROJECT, 'bench/hook/floor.cjs');

const repository = new Repository('agents', { hook: false });
repository.stage(realFiles(10));
const source = 'export function total(orders) {\n  return orders.reduce((sum, { price, count }) => sum + price * count, 0);\n}\n'.repeat(30);
writeFileSync(join(repository.root, 'source.js'), source);

const claude = (tool_name, tool_input) => ({ args: ['claude'], event: { hook_event_name: 'PreToolUse', cwd: repository.root, tool_name, tool_input } });
const CASES = {
  'claude: npm test': claude('Bash', { command: 'npm test -- --watch=false && echo done' }),
  'claude: git commit --no-verify': claude('Bash', { command: 'git commit --no-verify -m x' }),
  'claude: git commit, 10 files staged': claude('Bash', { command: 'git commit -m "feat: more"' }),
  'claude: write 90 lines': claude('Write', { file_path: join(repository.root, 'a.js'), content: source }),
  'claude: write a finding': claude('Write', { file_path: join(repository.root, 'a.js'), content: `${source}eval(req.query.code);\n` }),
  'claude: edit': claude('Edit', { file_path: join(repository.root, 'source.js'), old_string: 'count }', new_string: 'count: number }' }),
  'claude: read': claude('Read', { file_path: join(repository.root, 'source.js') }),
  'claude: prompt': { args: ['claude'], event: { hook_event_name: 'UserPromptSubmit', cwd: repository.root, prompt: 'Please mend the sum in source.js and explain it.' } },
  'cursor: shell': { args: ['cursor'], event: { hook_event_name: 'beforeShellExecution', cwd: repository.root, command: 'npm test' } },
  'gemini: write': {
    args: ['gemini'],
    event: { hook_event_name: 'BeforeTool', cwd: repository.root, tool_name: 'write_file', tool_input: { file_path: 'a.js', content: source } },
  },
  'copilot: shell': { args: ['copilot'], event: { cwd: repository.root, toolName: 'bash', toolArgs: '{"command":"npm test"}' } },
};

function time(args, input) {
  const begun = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: repository.root, env: repository.env, input, stdio: ['pipe', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${status}`);
  return Number(process.hrtime.bigint() - begun) / 1e6;
}
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const times = Object.fromEntries([['floor', []], ...Object.keys(CASES).map((name) => [name, []])]);
for (let round = -2; round < rounds; round++) {
  const keep = (name, ms) => round >= 0 && times[name].push(ms);
  keep('floor', time([FLOOR], ''));
  for (const [name, { args, event }] of Object.entries(CASES)) keep(name, time([BIN, 'agent', ...args], JSON.stringify(event)));
}
const floor = median(times.floor);
console.log(`Node ${process.version}, medians of ${rounds}, floor ${floor.toFixed(1)} ms\n`);
console.table(Object.keys(CASES).map((name) => ({ hook: name, ms: median(times[name]).toFixed(1), ratio: (median(times[name]) / floor).toFixed(2) })));
rmSync(repository.base, { recursive: true, force: true });
