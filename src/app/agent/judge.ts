import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Finding } from '../../model/finding.js';
import type { GuardError } from '../../model/guard-error.js';
import type { AddedLines, LineRange } from '../../model/source-text.js';
import type { GitContext } from '../../sources/git-process.js';
import { findRepository, requireRepository } from '../../sources/repository.js';
import type { SourceItem } from '../../sources/source-item.js';
import { stagedTexts } from '../../sources/staged.js';
import type { StartedGit } from '../../sources/started-git.js';
import { binaryKind } from '../../text/binary-magic.js';
import { decode } from '../../text/decode.js';
import { languageOf } from '../../text/language-of.js';
import type { AgentRules } from './agent-rules.js';
import type { AgentEvent } from './event.js';
import { type PrintedFile, printedFiles } from './printed-files.js';
import { ShellSyntaxError, type SimpleCommand, shellCommands } from './shell-words.js';

/** Why something may not be done. `kept`: it stands in a file that git leaves alone, where it belongs. */
export type Objection =
  | { readonly kind: 'bypass'; readonly by: string }
  | { readonly kind: 'findings'; readonly about: 'write' | 'read' | 'prompt' | 'command' | 'tool' | 'commit'; readonly findings: readonly Finding[]; readonly kept?: boolean }
  | { readonly kind: 'incomplete'; readonly errors: readonly GuardError[] };

const GUARD = 'precommit-guard';
/** Longer files are read by no assistant at once; a secret in them is told at the commit. */
const MOST_BYTES = 8 << 20;

/** Judges what a coding agent is about to do, ways round the hooks aside (`bypass.ts`). Nothing is changed, nothing is run but git. */
export class Judge {
  readonly #rules: AgentRules;
  readonly #context: GitContext;
  readonly #root: string;
  readonly #diff: StartedGit | undefined;

  /** @param diff what is staged, asked of git ahead. */
  constructor(rules: AgentRules, context: GitContext, diff?: StartedGit) {
    this.#diff = diff;
    this.#rules = rules;
    this.#context = context;
    this.#root = realPath(findRepository(context)?.root ?? context.cwd);
  }

  async object(event: AgentEvent): Promise<Objection | undefined> {
    switch (event.kind) {
      case 'prompt':
        return await this.#secretsIn(event.text, 'prompt', 'prompt');
      case 'tool':
        return await this.#secretsIn(event.texts.join('\n'), 'prompt', 'tool');
      case 'read':
        return await this.#read(
          event.paths.map((path) => ({ path })),
          event.content,
        );
      case 'write':
        return await this.#write(event);
      case 'command':
        return await this.#command(event.command);
    }
  }

  async #secretsIn(text: string, path: string, about: 'prompt' | 'tool' | 'command'): Promise<Objection | undefined> {
    return this.#objection(await this.#scan(text, path), about, true);
  }

  /** With what lies beside the text: the developer's own credentials are known by their values, however they are called. */
  async #scan(text: string, path: string, lines?: readonly LineRange[]): Promise<readonly Finding[]> {
    if (!this.#rules.filter(path)) return [];
    return (await this.#rules.scan(oneText(Buffer.from(text), path, lines), { root: this.#root, context: this.#context, from: 'disk' })).findings;
  }

  /** Of what is read or said only secrets count; of what is written everything that fails a commit. */
  #objection(found: readonly Finding[], about: 'write' | 'read' | 'prompt' | 'tool' | 'command', secretsOnly: boolean): Objection | undefined {
    const findings = found.filter((finding) => this.#rules.fails(finding) && (!secretsOnly || finding.kind === 'secret'));
    return findings.length === 0 ? undefined : { kind: 'findings', about, findings };
  }

  async #read(files: readonly PrintedFile[], content: string | undefined): Promise<Objection | undefined> {
    for (const { path, lines } of files) {
      const bytes = content === undefined ? contentOf(resolve(this.#context.cwd, path)) : Buffer.from(content);
      const shown = this.#shown(path);
      if (bytes === undefined || binaryKind(bytes) !== undefined || !this.#rules.filter(shown)) continue;
      const text = decode(bytes).bytes;
      const { findings } = await this.#rules.scan(oneText(text, shown, lines?.(text.toString('latin1'))));
      const objection = this.#objection(findings, 'read', true);
      if (objection?.kind === 'findings') return { ...objection, kept: await this.#ignored(path) };
    }
    return undefined;
  }

  async #write({ path, pieces }: AgentEvent & { kind: 'write' }): Promise<Objection | undefined> {
    const file = resolve(this.#context.cwd, path);
    const there = contentOf(file)?.toString('utf8');
    const before = pieces.every(({ before: old }) => old === undefined) ? undefined : there;
    const findings: Finding[] = [];
    for (const piece of pieces) {
      const { text, lines } = inPlace(piece, before);
      // An edit whose place is not known says nothing of the rest.
      const whole = piece.before === undefined || (piece.before !== '' && before?.includes(piece.before) === true);
      if (whole && there?.includes(GUARD) === true && !text.includes(GUARD) && (await callsGuard(this.#shown(path))))
        return { kind: 'bypass', by: `taking ${GUARD} out of ${this.#shown(path)}` };
      findings.push(...(await this.#scan(text, this.#shown(path), lines)));
    }
    const objection = this.#objection(findings, 'write', false);
    // A secret in a file that git leaves alone is where it belongs.
    const secret = objection?.kind === 'findings' && objection.findings.some(({ kind }) => kind === 'secret');
    if (secret && (await this.#ignored(path)))
      return this.#objection(
        findings.filter(({ kind }) => kind !== 'secret'),
        'write',
        false,
      );
    return objection;
  }

  async #ignored(path: string): Promise<boolean> {
    if (findRepository(this.#context) === undefined) return false;
    // Loaded with all that reports what is found: most steps find nothing.
    const { isIgnored } = await import('../../sources/index-writer.js');
    return await isIgnored(resolve(this.#context.cwd, path), this.#context).catch(() => false);
  }

  async #command(command: string): Promise<Objection | undefined> {
    const said = await this.#secretsIn(command, 'prompt', 'command');
    if (said !== undefined) return said;
    const commands = commandsIn(command);
    return (await this.#read(commands.flatMap(printedFiles), undefined)) ?? (await this.#commit(commands));
  }

  /** What a plain commit would add is known: the index. What is staged by the command itself is left to the hook. */
  async #commit(commands: readonly SimpleCommand[]): Promise<Objection | undefined> {
    const [words = []] = commands.map((one) => one.words);
    if (commands.length !== 1 || !/(?:^|\/)git(?:\.exe)?$/.test(words[0] ?? '') || !words.includes('commit') || findRepository(this.#context) === undefined) return undefined;
    const scan = await this.#rules.scan(stagedTexts(requireRepository(this.#context), this.#context, this.#rules.filter, { diff: this.#diff }), {
      root: this.#root,
      context: this.#context,
      from: 'index',
    });
    if (scan.errors.length > 0) return { kind: 'incomplete', errors: scan.errors };
    const findings = scan.findings.filter((finding) => this.#rules.fails(finding));
    return findings.length === 0 ? undefined : { kind: 'findings', about: 'commit', findings };
  }

  #shown(path: string): string {
    const way = relative(this.#root, realPath(resolve(this.#context.cwd, path)));
    return (way.startsWith('..') || way === '' ? path : way).split(sep).join('/');
  }
}

/** Is a file one of those from which hooks, CI or an agent take what they run? Loaded when a text that is written says less of the guard than the one before. */
async function callsGuard(path: string): Promise<boolean> {
  return (await import('../guard-call.js')).mayCallGuard(path);
}

async function* oneText(bytes: Buffer, path: string, lines: readonly LineRange[] | undefined): AsyncGenerator<SourceItem> {
  const added: AddedLines = lines === undefined ? { kind: 'all' } : { kind: 'lines', ranges: lines };
  yield { kind: 'text', text: { path, bytes, language: languageOf(path), added, origin: { door: 'stdin' } }, rawBytes: bytes.length, addedLines: 0 };
}

/** Is this a plain commit, as far as can be seen at a glance? Then git may be asked ahead what is staged. */
export function looksLikeCommit(event: AgentEvent): boolean {
  return event.kind === 'command' && /^\s*git\s[^;&|\n]*\bcommit\b/.test(event.command);
}

function commandsIn(command: string): readonly SimpleCommand[] {
  try {
    return shellCommands(command);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return [];
    throw error;
  }
}

/** The path with the links on the way followed, as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = resolve(path, '..');
    return parent === path ? path : resolve(realPath(parent), path.slice(parent.length).replace(/^[\\/]+/, ''));
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    const stats = lstatSync(realpathSync(file));
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file) : undefined;
  } catch {
    return undefined; // The assistant itself will say so.
  }
}

/** A new text where it will stand, with the lines that are new; by itself where its place is not known. */
function inPlace({ text, before }: { text: string; before: string | undefined }, file: string | undefined): { text: string; lines: readonly { first: number; last: number }[] } {
  const at = before === undefined || before === '' || file === undefined ? -1 : file.indexOf(before);
  if (at < 0 || file === undefined || before === undefined) return { text, lines: [{ first: 1, last: text.split('\n').length }] };
  const first = file.slice(0, at).split('\n').length;
  return { text: file.slice(0, at) + text + file.slice(at + before.length), lines: [{ first, last: first + text.split('\n').length - 1 }] };
}
