import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { HARMLESS, leak } from '../support/verdicts.js';

const SECRET = githubToken('mcp');

describe('the MCP server, asked by the SDK’s own client', () => {
  let repo: TempRepo;
  let client: Client;
  before(async () => {
    repo = new TempRepo({ hook: false });
    repo.write('leak.js', leak(SECRET));
    repo.write('clean.js', HARMLESS);
    client = new Client({ name: 'test', version: '1.0.0' });
    const env = Object.fromEntries(Object.entries(repo.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [installedBin(), 'mcp'], cwd: repo.root, env, stderr: 'pipe' }));
  });
  after(async () => {
    await client.close();
    repo.remove();
  });

  /** Calls a tool; whatever it answers holds no secret. */
  async function call(name: string, args: Record<string, unknown>): Promise<{ text: string; failed: boolean }> {
    const result = await client.callTool({ name, arguments: args });
    const text = (result.content as { text: string }[]).map((part) => part.text).join('');
    assert.ok(!JSON.stringify(result).includes(SECRET.slice(4)), 'the secret is in the answer');
    return { text, failed: result.isError === true };
  }
  async function scan(args: Record<string, unknown>): Promise<{ exitCode: number; findings: { ruleId: string; path: string; line: number; preview: string }[] }> {
    const { text, failed } = await call('scan', args);
    assert.equal(failed, false, text);
    return JSON.parse(text);
  }

  it('tells who it is and which tools it has, all of which only read', async () => {
    assert.equal(client.getServerVersion()?.name, 'precommit-guard');
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['explain', 'scan', 'suggest_fix']);
    for (const { annotations, description } of tools) assert.ok(annotations?.readOnlyHint === true && (description ?? '').length > 20);
  });

  it('scans a text, files and what is staged', async () => {
    const text = await scan({ text: leak(SECRET), path: 'src/a.js' });
    assert.deepEqual([text.exitCode, text.findings[0]?.ruleId, text.findings[0]?.path, text.findings[0]?.line], [1, 'github-token', 'src/a.js', 1]);
    assert.equal((await scan({ text: 'const a = 1;\n' })).exitCode, 0);
    assert.deepEqual(
      (await scan({ paths: ['.'] })).findings.map(({ path }) => path),
      ['leak.js'],
    );
    assert.equal((await scan({ staged: true })).exitCode, 0);
    repo.git('add', 'leak.js');
    assert.equal((await scan({ staged: true })).exitCode, 1);
  });

  it('explains a rule', async () => {
    const { text } = await call('explain', { rule: 'js-eval-request' });
    assert.match(text, /^js-eval-request: /);
    assert.match(text, /instead/);
  });

  it('suggests a repair and changes nothing', async () => {
    const { text } = await call('suggest_fix', { path: 'leak.js' });
    const { diff, variables, apply } = JSON.parse(text) as { diff: string; variables: string[]; apply: string };
    assert.match(diff, /- export const token = '\*{8}';\n.*\+ export const token = process\.env\.GITHUB_TOKEN;/);
    assert.deepEqual(variables, ['GITHUB_TOKEN']);
    assert.match(apply, /fix --yes "leak\.js"/);
    assert.equal(repo.read('leak.js'), leak(SECRET));
    assert.match((await call('suggest_fix', { path: 'a.py', text: 'import yaml\nx = yaml.load(f)\n' })).text, /yaml\.safe_load\(f\)/);
  });

  it('says what is wrong', async () => {
    for (const [name, args] of [
      ['scan', {}],
      ['explain', { rule: `no-${SECRET}` }],
      ['suggest_fix', { path: 'none.js' }],
    ] as const)
      assert.equal((await call(name, args)).failed, true, name);
  });
});
