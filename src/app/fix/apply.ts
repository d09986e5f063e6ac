import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError } from '../../model/guard-error.js';
import type { GitContext } from '../../sources/git-process.js';
import { type IndexEntry, indexEntry, readBlob, storeBlob, writeIndex } from '../../sources/index-writer.js';
import { makeFolder } from '../../sources/make-folder.js';
import { OWN_FOLDER, type Repository } from '../../sources/repository.js';
import { variablesIn, withoutVariables } from './env-file.js';
import type { FixPlan } from './plan.js';

/** One side of a file in the undo file: ids of blobs in the repository's own objects, null for no file. No content. */
interface Side {
  readonly before: string | null;
  readonly after: string;
}

/** What `fix --undo` needs. Names and object ids alone: nothing in it is secret. */
interface UndoFile {
  readonly version: 1;
  readonly files: readonly { readonly path: string; readonly mode?: string; readonly index?: Side; readonly worktree?: Side }[];
  readonly env: readonly { readonly path: string; readonly created: boolean; readonly names: readonly string[] }[];
}

function undoPath({ gitDir }: Repository): string {
  return join(gitDir, OWN_FOLDER, 'fix-undo.json');
}

/** Does what is planned. The undo file comes first, the index last: whatever stops it in between can be taken back. */
export async function applyPlan(plan: FixPlan, repository: Repository, context: GitContext): Promise<void> {
  const { root } = repository;
  const atRoot = { ...context, cwd: root };
  const store = async (content: Buffer): Promise<string> => await storeBlob(content, atRoot);
  const files: UndoFile['files'][number][] = [];
  for (const { path, index, worktree } of plan.files) {
    files.push({
      path,
      ...(index === undefined ? {} : { mode: index.mode, index: { before: index.blob, after: await store(index.after) } }),
      ...(worktree === undefined ? {} : { worktree: { before: worktree.before === null ? null : await store(worktree.before), after: await store(worktree.after) } }),
    });
  }
  const env = plan.env.map(({ path, before, variables }) => {
    const known = variablesIn(before ?? '');
    return { path, created: before === null, names: [...new Set(variables.map(({ name }) => name))].filter((name) => !known.has(name)) };
  });
  writeUndo(undoPath(repository), { version: 1, files, env });
  for (const { path, before, after } of plan.env) {
    if (before !== after) put(join(root, path), Buffer.from(after, 'latin1'), before === null ? 0o600 : undefined);
  }
  for (const { path, worktree } of plan.files) if (worktree !== undefined) put(join(root, path), worktree.after);
  await writeIndex(
    files.flatMap(({ path, mode = '', index }) => (index === undefined ? [] : [{ path, entry: { mode, blob: index.after } }])),
    atRoot,
  );
}

/** Nothing else is changed before this file is there. */
function writeUndo(file: string, undo: UndoFile): void {
  try {
    makeFolder(dirname(file), 0o700);
    writeFileSync(file, `${JSON.stringify(undo)}\n`, { mode: 0o600 });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `What is needed to take the fix back cannot be written to ${dirname(file)} (${code}); nothing was changed.`, {
      hint: 'Make room, or mend its permissions.',
      cause,
    });
  }
}

/** Writes files where there is no repository to keep what is needed for an undo. */
export function applyToFiles(plan: FixPlan, root: string): void {
  for (const { path, before, after } of plan.env) if (before !== after) put(join(root, path), Buffer.from(after, 'latin1'), before === null ? 0o600 : undefined);
  for (const { path, worktree } of plan.files) if (worktree !== undefined) put(join(root, path), worktree.after);
}

function put(file: string, content: Buffer, mode?: number): void {
  try {
    writeFileSync(file, content, mode === undefined ? {} : { mode, flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `${file} cannot be written (${code}).`, {
      hint: 'Check who owns it; then npx precommit-guard fix --undo takes back what was done so far.',
      cause,
    });
  }
}

/** What became of each file. */
export interface Undone {
  readonly path: string;
  readonly state: 'restored' | 'changed since, left alone';
}

/** Takes the last fix back. What was changed since is left alone; a value leaves .env only when it is back in a file. */
export async function undoFix(repository: Repository, context: GitContext): Promise<Undone[]> {
  const undo = readUndo(repository);
  const atRoot = { ...context, cwd: repository.root };
  const told: Undone[] = [];
  const entries: { path: string; entry: IndexEntry | undefined }[] = [];
  let back = '';
  for (const { path, mode = '100644', index, worktree } of undo.files) {
    const file = join(repository.root, path);
    const inIndex = index === undefined ? undefined : { now: await indexEntry(path, atRoot), before: index.before === null ? undefined : { mode, blob: index.before } };
    const onDisk = worktree === undefined ? undefined : { now: contentOf(file), before: worktree.before === null ? undefined : await readBlob(worktree.before, atRoot) };
    const indexIs = index === undefined || inIndex?.now?.blob === index.after;
    const diskIs = worktree === undefined || onDisk?.now?.equals(await readBlob(worktree.after, atRoot)) === true;
    // Both sides or none: of a file of which one side was changed since, the other belongs to it.
    if (!indexIs || !diskIs) {
      told.push({ path, state: 'changed since, left alone' });
      continue;
    }
    if (inIndex !== undefined) entries.push({ path, entry: inIndex.before });
    if (inIndex?.before !== undefined) back += (await readBlob(inIndex.before.blob, atRoot)).toString('latin1');
    if (onDisk?.before !== undefined) back += onDisk.before.toString('latin1');
    if (onDisk !== undefined && onDisk.before === undefined) rmSync(file);
    else if (onDisk?.before !== undefined) put(file, onDisk.before);
    told.push({ path, state: 'restored' });
  }
  await writeIndex(entries, atRoot);
  // What was left alone reads its values from there.
  const whole = told.every(({ state }) => state === 'restored');
  for (const one of undo.env) told.push({ path: one.path, state: whole && emptied(join(repository.root, one.path), one, back) ? 'restored' : 'changed since, left alone' });
  if (told.every(({ state }) => state === 'restored')) rmSync(undoPath(repository));
  return told;
}

/** Takes variables out of an .env whose values stand in the restored files again. */
function emptied(file: string, { names, created }: UndoFile['env'][number], restored: string): boolean {
  const text = contentOf(file)?.toString('latin1');
  if (text === undefined) return true;
  const values = variablesIn(text);
  const gone = names.filter((name) => restored.includes(values.get(name) ?? '\0'));
  const rest = withoutVariables(text, new Set(gone));
  if (created && rest === '') rmSync(file);
  else put(file, Buffer.from(rest, 'latin1'));
  return gone.length === names.filter((name) => values.has(name)).length;
}

function readUndo(repository: Repository): UndoFile {
  try {
    const undo = JSON.parse(readFileSync(undoPath(repository), 'utf8')) as UndoFile; // Written by applyPlan.
    if (undo.version === 1) return undo;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw new GuardError('unreadable', 'What fix left for its undo cannot be read.', { cause });
  }
  throw new GuardError('usage', 'There is no fix to take back.', { hint: 'Only the last fix of this worktree can be taken back, once.' });
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
