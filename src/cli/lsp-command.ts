import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  createConnection,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  ProposedFeatures,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { keepValues } from '../app/fix/keep-values.js';
import { fixedText } from '../app/fix/suggest.js';
import { type LoadedRuleset, loadRuleset, type Scan } from '../app/library/ruleset.js';
import { scanText } from '../app/library/scan-text.js';
import type { Finding, Position } from '../model/finding.js';
import { VERSION } from '../model/version.js';
import type { GitContext } from '../sources/git-process.js';
import { makeFolder } from '../sources/make-folder.js';
import { findRepository } from '../sources/repository.js';

const SEVERITY = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, note: DiagnosticSeverity.Information } as const;
const FIX = 'precommit-guard.fix';
/** Longer texts are told of when they are committed. */
const MOST_CHARACTERS = 4 << 20;

/**
 * `lsp`: a language server on standard input and output. Diagnostics while typing, why and how on hover, and repairs: a credential goes to `.env` and a look-up takes its place, an unsafe setting becomes
 * safe. https://microsoft.github.io/language-server-protocol/
 */
export async function lspCommand(context: GitContext): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  const server = new LanguageServer(connection, context);
  await server.run();
}

class LanguageServer {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #scans = new Map<string, Scan>();
  #context: GitContext;
  #root: string;
  #ruleset: LoadedRuleset | undefined;

  constructor(connection: Connection, context: GitContext) {
    this.#connection = connection;
    this.#context = context;
    this.#root = context.cwd;
  }

  async run(): Promise<void> {
    const connection = this.#connection;
    connection.onInitialize(async ({ workspaceFolders, rootUri }) => {
      const uri = workspaceFolders?.[0]?.uri ?? rootUri;
      if (typeof uri === 'string' && uri.startsWith('file:')) this.#context = { ...this.#context, cwd: fileURLToPath(uri) };
      this.#root = findRepository(this.#context)?.root ?? this.#context.cwd;
      this.#ruleset = await loadRuleset(this.#context);
      return {
        serverInfo: { name: 'precommit-guard', version: VERSION },
        capabilities: {
          textDocumentSync: TextDocumentSyncKind.Incremental,
          hoverProvider: true,
          codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
          executeCommandProvider: { commands: [FIX] },
        },
      };
    });
    this.#documents.onDidChangeContent(({ document }) => this.#look(document));
    this.#documents.onDidClose(({ document }) => {
      this.#scans.delete(document.uri);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
    connection.onHover(({ textDocument, position }) => this.#hover(textDocument.uri, position));
    connection.onCodeAction(({ textDocument, range }) => this.#actions(textDocument.uri, range));
    connection.onExecuteCommand(({ command, arguments: words = [] }) => (command === FIX ? this.#fix(String(words[0]), String(words[1])) : undefined));
    this.#documents.listen(connection);
    const ended = new Promise<void>((resolve) => {
      connection.onExit(resolve);
      process.stdin.once('end', resolve);
    });
    connection.listen();
    await ended;
  }

  #look(document: TextDocument): void {
    if (this.#ruleset === undefined || document.getText().length > MOST_CHARACTERS) return;
    const scan = scanText(document.getText(), { path: this.#path(document.uri), ruleset: this.#ruleset });
    this.#scans.set(document.uri, scan);
    void this.#connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: scan.findings.map(diagnosticOf) });
  }

  /** Relative to the root, with `/`, as rules for paths want it. */
  #path(uri: string): string {
    if (!uri.startsWith('file:')) return 'untitled';
    const file = fileURLToPath(uri);
    const way = relative(this.#root, file);
    return (way.startsWith('..') ? file : way).split(sep).join('/');
  }

  #findingsAt(uri: string, range: Range): Finding[] {
    return (this.#scans.get(uri)?.findings ?? []).filter((finding) => overlaps(rangeOf(finding), range));
  }

  #hover(uri: string, position: Range['start']): Hover | undefined {
    const [finding] = this.#findingsAt(uri, { start: position, end: position });
    if (finding === undefined) return undefined;
    const { message, why, advice, instead, revoke, docs, ruleId } = finding;
    const lines = [
      `**${message}**`,
      ...(why === undefined ? [] : [why]),
      `**Do:** ${advice}`,
      ...(instead === undefined ? [] : [`\`\`\`\n${instead}\n\`\`\``]),
      ...(revoke === undefined ? [] : [`[Revoke it](${revoke})`]),
      `[${ruleId}](${docs})`,
    ];
    return { range: rangeOf(finding), contents: { kind: 'markdown', value: lines.join('\n\n') } };
  }

  /** One for each finding that can be repaired with certainty; what it does is worked out when it is chosen. */
  #actions(uri: string, range: Range): CodeAction[] {
    const document = this.#documents.get(uri);
    const ruleset = this.#ruleset;
    if (document === undefined || ruleset === undefined) return [];
    return this.#findingsAt(uri, range).flatMap((finding) => {
      const { fixed, variables } = fixedText(document.getText(), this.#path(uri), ruleset, '', (one) => one.fingerprint === finding.fingerprint);
      if (fixed.length === 0) return [];
      const title = variables.length > 0 ? `Move to .env as ${variables[0]?.name}` : `Use the secure form (${finding.ruleId})`;
      return [
        { title, kind: CodeActionKind.QuickFix, isPreferred: true, diagnostics: [diagnosticOf(finding)], command: { title, command: FIX, arguments: [uri, finding.fingerprint] } },
      ];
    });
  }

  async #fix(uri: string, fingerprint: string): Promise<void> {
    const document = this.#documents.get(uri);
    if (document === undefined || this.#ruleset === undefined) return;
    const env = join(this.#root, '.env');
    const text = document.getText();
    const { bytes, variables } = fixedText(text, this.#path(uri), this.#ruleset, textOf(env), (one) => one.fingerprint === fingerprint);
    // The value first: it must never be nowhere.
    if (variables.length > 0) {
      makeFolder(dirname(env));
      await keepValues(variables, this.#root, this.#context);
    }
    await this.#connection.workspace.applyEdit({ changes: { [uri]: [changeBetween(document, text, bytes.toString('utf8'))] } });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The part in which two texts differ, as one edit. */
function changeBetween(document: TextDocument, before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { range: { start: document.positionAt(start), end: document.positionAt(before.length - end) }, newText: after.slice(start, after.length - end) };
}

function diagnosticOf(finding: Finding): Diagnostic {
  const { level, ruleId, docs, message, advice } = finding;
  return { range: rangeOf(finding), severity: SEVERITY[level], source: 'precommit-guard', code: ruleId, codeDescription: { href: docs }, message: `${message}. ${advice}` };
}

function rangeOf({ start, end }: Finding): Range {
  const at = ({ line, column }: Position): Range['start'] => ({ line: line - 1, character: column - 1 });
  return { start: at(start), end: at(end) };
}

function overlaps(a: Range, b: Range): boolean {
  const before = (one: Range['start'], other: Range['start']): boolean => one.line < other.line || (one.line === other.line && one.character < other.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
