import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Detector } from '../../detect/detector.js';
import { isCompose } from '../../detect/fix/compose-value.js';
import { fixText } from '../../detect/fix/fix-text.js';
import type { Variable } from '../../detect/fix/repair.js';
import type { Finding } from '../../model/finding.js';
import { GuardError } from '../../model/guard-error.js';
import type { SourceText } from '../../model/source-text.js';
import type { GitContext } from '../../sources/git-process.js';
import { type IndexEntry, indexEntry, isIgnored, readBlob } from '../../sources/index-writer.js';
import type { Repository } from '../../sources/repository.js';
import type { SourceItem } from '../../sources/source-item.js';
import { isWritable, Names, withLines, withPlaceholders, withVariables } from './env-file.js';

/** A file that changes: in the index, on the disk, or both. Content of a side that does not change is absent; `before` is null where there is no such file yet. */
export interface FileChange {
  readonly path: string;
  readonly index?: { readonly mode: string; readonly blob: string | null; readonly before: Buffer | null; readonly after: Buffer };
  readonly worktree?: { readonly before: Buffer | null; readonly after: Buffer };
}

/** All that a fix would do. It holds the secrets that it moves: nothing of it is printed or stored but by `applyPlan`, into the user's own .env. */
export interface FixPlan {
  readonly files: readonly FileChange[];
  /** Folder of the .env, relative to the root, and what is put into it. */
  readonly env: readonly { readonly path: string; readonly variables: readonly Variable[]; readonly before: string | null; readonly after: string }[];
  readonly fixed: readonly Finding[];
  readonly left: readonly Finding[];
  readonly errors: readonly GuardError[];
}

interface Request {
  readonly items: AsyncIterable<SourceItem>;
  /** Whether the texts are the index's; else they are files on the disk. */
  readonly staged: boolean;
  readonly repository: Repository | undefined;
  readonly root: string;
  readonly context: GitContext;
  readonly detector: Detector;
  readonly wanted: (finding: Finding) => boolean;
}

/** Works out all changes; changes nothing. */
export async function planFix(request: Request): Promise<FixPlan> {
  const { repository, root } = request;
  const atRoot = { ...request.context, cwd: root };
  const envs = new EnvFiles(root);
  const files: FileChange[] = [];
  const fixed: Finding[] = [];
  const left: Finding[] = [];
  const errors: GuardError[] = [];
  for await (const item of request.items) {
    if (item.kind === 'failed') errors.push(item.error);
    if (item.kind !== 'text') continue;
    const { text } = item;
    const env = envs.near(text.path);
    const naming = (wish: string, value: string): string => (isWritable(value) ? env.names.nameFor(wish, value) : wish);
    const result = fixText(text, request.detector, naming, request.wanted);
    const change = result.fixed.length === 0 ? undefined : await changeOf(text, result.bytes, new Set(result.fixed.map(({ fingerprint }) => fingerprint)), naming, request, atRoot);
    if (change === undefined || result.variables.some(({ value }) => !isWritable(value))) {
      left.push(...result.left, ...result.fixed);
      continue;
    }
    files.push(change);
    env.variables.push(...result.variables);
    fixed.push(...result.fixed);
    left.push(...result.left);
  }
  const env = envs.changed();
  if (repository !== undefined) files.push(...(await companions(env, request.staged, root, atRoot)));
  return { files, env, fixed, left, errors };
}

/** Only what keeping some values takes: the .env at the root and what goes with it. */
export async function planEnv(variables: readonly Variable[], root: string, inRepository: boolean, context: GitContext): Promise<FixPlan> {
  const envs = new EnvFiles(root);
  envs.near('.').variables.push(...variables);
  const env = envs.changed();
  const files = inRepository ? await companions(env, false, root, { ...context, cwd: root }) : [];
  return { files, env, fixed: [], left: [], errors: [] };
}

/** The change of one file, in the index and, where the same lines lie there, on the disk; undefined when its content cannot be written back as it was. */
async function changeOf(
  text: SourceText,
  after: Buffer,
  fingerprints: ReadonlySet<string>,
  naming: (wish: string, value: string) => string,
  { staged, detector, root }: Request,
  context: GitContext,
): Promise<FileChange | undefined> {
  const onDisk = plainFile(join(root, text.path));
  if (!staged) {
    const put = onDisk === undefined ? undefined : rewritten(onDisk, text.bytes, after);
    return onDisk === undefined || put === undefined ? undefined : { path: text.path, worktree: { before: onDisk, after: put } };
  }
  const entry: IndexEntry | undefined = await indexEntry(text.path, context);
  if (entry === undefined || !entry.mode.startsWith('100')) return undefined;
  const before = await readBlob(entry.blob, context);
  const put = rewritten(before, text.bytes, after);
  if (put === undefined) return undefined;
  const index = { mode: entry.mode, blob: entry.blob, before, after: put };
  if (onDisk === undefined) return { path: text.path, index };
  if (onDisk.equals(before)) return { path: text.path, index, worktree: { before: onDisk, after: put } };
  // Other changes lie on the disk: the same findings are repaired among them, and nothing else.
  const body = withoutMark(onDisk);
  const there = fixText({ ...text, bytes: body, added: { kind: 'all' } }, detector, naming, ({ fingerprint }) => fingerprints.has(fingerprint));
  const disk = there.fixed.length === 0 ? undefined : rewritten(onDisk, body, there.bytes);
  return disk === undefined ? { path: text.path, index } : { path: text.path, index, worktree: { before: onDisk, after: disk } };
}

/** The new content in the form of the old one, or undefined when the text was not the content itself (UTF-16, for one). */
function rewritten(raw: Buffer, scanned: Buffer, after: Buffer): Buffer | undefined {
  if (raw.equals(scanned)) return after;
  return withoutMark(raw).equals(scanned) ? Buffer.concat([raw.subarray(0, 3), after]) : undefined;
}

function withoutMark(raw: Buffer): Buffer {
  return raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? raw.subarray(3) : raw;
}

/** What git is to know of .env files: that they are not for git, and which names they hold. */
async function companions(
  envs: readonly { readonly path: string; readonly variables: readonly Variable[] }[],
  staged: boolean,
  root: string,
  context: GitContext,
): Promise<FileChange[]> {
  const ignored: string[] = [];
  for (const { path } of envs) {
    if ((await indexEntry(path, context)) !== undefined) {
      throw new GuardError('usage', `${path} is in the index: what is moved there would be committed.`, { hint: `First: git rm --cached ${path}` });
    }
    if (!(await isIgnored(path, context))) ignored.push(path.includes('/') ? `/${path}` : path);
  }
  const changes = ignored.length === 0 ? [] : await appended('.gitignore', (text) => withLines(text, ignored), staged, root, context);
  for (const { path, variables } of envs) changes.push(...(await appended(`${path}.example`, (text) => withPlaceholders(text, variables), staged, root, context)));
  return changes;
}

/** The same lines put to the end of a file on the disk and, where git knows it or nobody has it yet, in the index: each side keeps what it has. */
async function appended(path: string, change: (text: string) => string, staged: boolean, root: string, context: GitContext): Promise<FileChange[]> {
  const onDisk = plainFile(join(root, path));
  if (onDisk === undefined && lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined) return [];
  const entry = staged ? await indexEntry(path, context) : undefined;
  const inIndex = entry === undefined ? null : await readBlob(entry.blob, context);
  const worktree = { before: onDisk ?? null, after: Buffer.from(change((onDisk ?? Buffer.alloc(0)).toString('latin1')), 'latin1') };
  const tracked = staged && (entry !== undefined || (onDisk === undefined && !(await isIgnored(path, context))));
  const index = {
    mode: entry?.mode ?? '100644',
    blob: entry?.blob ?? null,
    before: inIndex,
    after: Buffer.from(change((inIndex ?? Buffer.alloc(0)).toString('latin1')), 'latin1'),
  };
  const differs = (side: { before: Buffer | null; after: Buffer }): boolean => side.before === null || !side.before.equals(side.after);
  const sides = { ...(tracked && differs(index) ? { index } : {}), ...(differs(worktree) ? { worktree } : {}) };
  return Object.keys(sides).length === 0 ? [] : [{ path, ...sides }];
}

/** The content of a regular file; undefined for anything else. */
function plainFile(path: string): Buffer | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : undefined;
}

interface EnvFile {
  readonly path: string;
  readonly before: string | null;
  readonly names: Names;
  readonly variables: Variable[];
}

/** The .env files that values go to: the one in the nearest folder that has one, else one at the root. */
class EnvFiles {
  readonly #root: string;
  readonly #files = new Map<string, EnvFile>();

  constructor(root: string) {
    this.#root = root;
  }

  near(path: string): EnvFile {
    let folder = dirname(path);
    // Docker Compose reads the one beside its file, others are found by whoever starts the program.
    while (!isCompose(path) && folder !== '.' && folder !== '/' && !this.#has(folder)) folder = dirname(folder);
    const env = folder === '.' || folder === '/' ? '.env' : `${folder}/.env`;
    const known = this.#files.get(env);
    if (known !== undefined) return known;
    const file = join(this.#root, env);
    if (plainFile(file) === undefined && lstatSync(file, { throwIfNoEntry: false }) !== undefined)
      throw new GuardError('usage', `${env} is not a regular file.`, { hint: 'A link is not followed: secrets are written to a file of the project only.' });
    const before = plainFile(file)?.toString('latin1') ?? null;
    const made = { path: env, before, names: new Names(before ?? ''), variables: [] };
    this.#files.set(env, made);
    return made;
  }

  /** Is there an .env in a folder, or will there be? */
  #has(folder: string): boolean {
    return this.#files.has(`${folder}/.env`) || plainFile(join(this.#root, folder, '.env')) !== undefined;
  }

  changed(): { path: string; variables: readonly Variable[]; before: string | null; after: string }[] {
    return [...this.#files.values()]
      .filter(({ variables }) => variables.length > 0)
      .map(({ path, before, variables }) => ({ path, before, variables, after: withVariables(before ?? '', variables) }));
  }
}
