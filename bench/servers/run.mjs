// How long an editor and an assistant wait: from a change of a 1,000-line file to its diagnostics, and for one call of the tool scan. Warm: the first ones are not counted.
//   node bench/servers/run.mjs
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { PROJECT } from '../support/corpora.mjs';

const BIN = join(PROJECT, 'dist/bin.cjs');
const ROUNDS = 60;
const WARM = 15;
// Real code, a thousand lines of it.
const text = ['yaml/dist/parse/lexer.js', 'yaml/dist/parse/parser.js']
  .map((name) => readFileSync(join(PROJECT, 'node_modules', name), 'utf8'))
  .join('\n')
  .split('\n')
  .slice(0, 1000)
  .join('\n');
const summary = (times) => {
  const warm = times.slice(WARM).sort((a, b) => a - b);
  return { median: warm[warm.length >> 1].toFixed(1), p95: warm[Math.floor(warm.length * 0.95)].toFixed(1), first: times[0].toFixed(1) };
};

async function editor() {
  const server = spawn(process.execPath, [BIN, 'lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  let answer = () => {};
  connection.onNotification('textDocument/publishDiagnostics', () => answer());
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null });
  const uri = 'file:///tmp/bench/parser.js';
  const times = [];
  const timed = async (method, params) => {
    const begun = performance.now();
    const answered = new Promise((resolve) => {
      answer = resolve;
    });
    await connection.sendNotification(method, params);
    await answered;
    times.push(performance.now() - begun);
  };
  await timed('textDocument/didOpen', { textDocument: { uri, languageId: 'javascript', version: 1, text } });
  for (let round = 1; round < ROUNDS; round++) {
    const start = { line: (round * 37) % 1000, character: 0 };
    await timed('textDocument/didChange', { textDocument: { uri, version: round + 1 }, contentChanges: [{ range: { start, end: start }, text: `// ${round}` }] });
  }
  connection.dispose();
  server.kill();
  return summary(times);
}

async function assistant() {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp'] }));
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await client.callTool({ name: 'scan', arguments: { text: `${text}// ${round}\n`, path: 'parser.js' } });
    times.push(performance.now() - begun);
  }
  await client.close();
  return summary(times);
}

console.log(`Node ${process.version}, ${text.split('\n').length} lines, ${Math.round(text.length / 1000)} kB, ms`);
console.table({ 'LSP: change to diagnostics': await editor(), 'MCP: scan': await assistant() });
