import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { installedBin } from '../support/installed.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const SECRET = githubToken('lsp');

describe('the language server, in a scripted session', () => {
  let repo: TempRepo;
  let server: ChildProcess;
  let connection: ProtocolConnection;
  let told: { uri: string; diagnostics: Diagnostic[] }[] = [];
  let edits: WorkspaceEdit[] = [];
  const waiting: (() => void)[] = [];

  before(async () => {
    repo = new TempRepo({ hook: false });
    server = spawn(process.execPath, [installedBin(), 'lsp'], { cwd: repo.home, env: repo.env, stdio: ['pipe', 'pipe', 'inherit'] });
    assert.ok(server.stdout !== null && server.stdin !== null);
    connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      assert.ok(!JSON.stringify(params).includes(SECRET.slice(4)), 'the secret is in a diagnostic');
      told.push(params);
      for (const next of waiting.splice(0)) next();
    });
    connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      edits.push(edit);
      return { applied: true };
    });
    connection.listen();
    const uri = pathToFileURL(repo.root).href;
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      capabilities: {},
      workspaceFolders: [{ uri, name: 'repo' }],
    });
    assert.ok(capabilities.hoverProvider === true && capabilities.codeActionProvider !== undefined);
    await connection.sendNotification(InitializedNotification.type, {});
  });
  after(() => {
    connection.dispose();
    server.kill();
    repo.remove();
  });

  const uriOf = (name: string): string => pathToFileURL(repo.path(name)).href;
  async function diagnostics(send: () => Promise<void>): Promise<Diagnostic[]> {
    told = [];
    await send();
    while (told.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return told.at(-1)?.diagnostics ?? [];
  }
  const open = (name: string, text: string, languageId = 'javascript'): Promise<Diagnostic[]> =>
    diagnostics(() => connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri: uriOf(name), languageId, version: 1, text } }));

  it('tells findings when a document is opened, and takes them back when they are gone', async () => {
    const [finding, ...others] = await open('a.js', `// é ü\n${leak(SECRET)}`);
    assert.deepEqual(others, []);
    assert.deepEqual(finding?.range, { start: { line: 1, character: 22 }, end: { line: 1, character: 22 + SECRET.length } });
    assert.deepEqual([finding?.code, finding?.severity, finding?.source], ['github-token', 1, 'precommit-guard']);
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
    const change = connection.sendNotification.bind(connection);
    assert.deepEqual(
      await diagnostics(() =>
        change(DidChangeTextDocumentNotification.type, { textDocument: { uri: uriOf('a.js'), version: 2 }, contentChanges: [{ range, text: 'const a = 1;\n' }] }),
      ),
      [],
    );
    const typed = { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: 'eval(req.query.a);\n' };
    const [second] = await diagnostics(() => change(DidChangeTextDocumentNotification.type, { textDocument: { uri: uriOf('a.js'), version: 3 }, contentChanges: [typed] }));
    assert.deepEqual([second?.code, second?.range.start.line], ['js-eval-request', 2]);
    assert.deepEqual(await diagnostics(() => change(DidCloseTextDocumentNotification.type, { textDocument: { uri: uriOf('a.js') } })), []);
  });

  it('explains on hover', async () => {
    await open('b.js', 'eval(req.query.a);\n');
    const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf('b.js') }, position: { line: 0, character: 2 } });
    assert.match(JSON.stringify(hover?.contents), /\*\*Do:\*\*.*js-eval-request/);
    assert.equal(await connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf('b.js') }, position: { line: 1, character: 0 } }), null);
  });

  it('repairs: a setting in the text alone, a secret by way of .env, which git leaves alone', async () => {
    const text = `const agent = new https.Agent({ rejectUnauthorized: false });\n${leak(SECRET)}`;
    await open('c.js', text);
    const fix = async (line: number): Promise<string> => {
      const range = { start: { line, character: 34 }, end: { line, character: 34 } };
      const actions = (await connection.sendRequest(CodeActionRequest.type, { textDocument: { uri: uriOf('c.js') }, range, context: { diagnostics: [] } })) ?? [];
      assert.equal(actions.length, 1, JSON.stringify(actions));
      const [action] = actions;
      assert.ok(!JSON.stringify(actions).includes(SECRET.slice(4)), 'the secret is in an action');
      assert.ok(action !== undefined && 'kind' in action && action.command !== undefined && typeof action.command === 'object');
      edits = [];
      await connection.sendRequest(ExecuteCommandRequest.type, { command: action.command.command, arguments: action.command.arguments ?? [] });
      return `${action.title}: ${edits[0]?.changes?.[uriOf('c.js')]?.map(({ newText }) => newText).join('|')}`;
    };
    assert.match(await fix(0), /^Use the secure form \(js-tls-off\): tru$/);
    assert.equal(await fix(1), 'Move to .env as GITHUB_TOKEN: process.env.GITHUB_TOKEN');
    assert.equal(repo.read('.env'), `GITHUB_TOKEN=${SECRET}\n`);
    assert.equal(statSync(repo.path('.env')).mode & 0o777, 0o600);
    assert.match(repo.read('.gitignore'), /^\.env$/m);
    assert.equal(repo.read('.env.example'), 'GITHUB_TOKEN=\n');
  });

  it('ends when it is told to', async () => {
    await connection.sendRequest(ShutdownRequest.type);
    const ended = once(server, 'exit');
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await ended, [0, null]);
  });
});
