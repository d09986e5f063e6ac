import { accessSync, constants, type Dirent, lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import type { Origin } from '../model/source-text.js';
import { binaryKind } from '../text/binary-magic.js';
import { decode } from '../text/decode.js';
import { languageOf } from '../text/language-of.js';
import { countLines } from '../text/line-index.js';
import { type GitContext, gitOutputWarned } from './git-process.js';
import { isIgnored } from './index-writer.js';
import { pathText } from './path-text.js';
import { findRepository } from './repository.js';
import type { PathFilter, SourceItem } from './source-item.js';

/** What a folder outside a repository is walked without. */
const NOT_ENTERED = new Set(['.git', 'node_modules']);

/** https://github.com/git/git/blob/v2.39.0/dir.c (open_cached_dir); names are as seen from the top of the worktree. */
const NOT_OPENED = /^warning: could not open directory '(.*)': (.*)$/gm;

/** Files named on the command line, and all files of folders: inside a repository what git tracks or would add, elsewhere everything but `node_modules`. */
export async function* fileTexts(paths: readonly string[], context: GitContext, filter: PathFilter): AsyncGenerator<SourceItem> {
  const root = findRepository(context)?.root ?? context.cwd;
  const seen = new Set<string>();
  for (const given of paths) {
    const path = resolve(context.cwd, given);
    const stats = lookedUp(path);
    if (typeof stats === 'string') {
      yield failed(
        shown(root, bytePath(path)),
        stats === 'ENOENT' ? `${given} does not exist.` : `${given} cannot be read (${stats}).`,
        /^[a-z-]+$/.test(given)
          ? 'Check the name: it is no command either, npx precommit-guard --help lists them. After a rename or deletion stage it first.'
          : 'Check the name; after a rename or deletion stage it first.',
      );
      continue;
    }
    if (stats.isDirectory() && !mayEnter(path)) {
      yield unreadableFolder(shown(root, bytePath(path)), 'EACCES');
      continue;
    }
    for (const file of stats.isDirectory() ? await folderFiles(path, root, context) : [bytePath(path)]) {
      if (typeof file !== 'string') yield file;
      else if (paths.length === 1) yield* fileText(file, shown(root, file), filter);
      else if (!seen.has(file)) {
        seen.add(file);
        yield* fileText(file, shown(root, file), filter);
      }
    }
  }
}

/** The file as it lies there, links not followed, or the code of why it cannot be looked up: a link to itself on the way, a name too long. */
function lookedUp(path: string | Buffer): Stats | string {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? 'ENOENT';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** A text from standard input, under the name of the file it belongs to. */
export async function* inputText(content: Buffer, name: string): AsyncGenerator<SourceItem> {
  yield* contentItems(content, name.split(sep).join('/'), { door: 'stdin' });
}

function* fileText(file: BytePath, path: string, filter: PathFilter): Generator<SourceItem> {
  if (!filter(path)) {
    yield { kind: 'skipped', skipped: { path, why: 'path filter' } };
    return;
  }
  let content: Buffer;
  try {
    const name = Buffer.from(file, 'latin1');
    const stats = lstatSync(name);
    if (stats.isSymbolicLink()) content = readlinkSync(name, { encoding: 'buffer' });
    else if (stats.isFile()) content = readFileSync(name);
    else {
      yield stats.isDirectory()
        ? { kind: 'skipped', skipped: { path, why: 'submodule: scan it in its own repository' } }
        : { kind: 'skipped', skipped: { path, why: 'not a regular file' } };
      return;
    }
  } catch (error) {
    yield failed(path, `${path} cannot be read (${codeOf(error)}).`, 'Mend its permissions or exclude it by configuration.');
    return;
  }
  yield* contentItems(content, path, { door: 'file' });
}

function* contentItems(content: Buffer, path: string, origin: Origin): Generator<SourceItem> {
  const binary = binaryKind(content);
  if (binary !== undefined) {
    yield { kind: 'skipped', skipped: { path, why: binary } };
    return;
  }
  const { bytes } = decode(content);
  yield { kind: 'text', text: { path, bytes, language: languageOf(path), added: { kind: 'all' }, origin }, rawBytes: content.length, addedLines: countLines(bytes) };
}

/** An absolute path with one character a byte: names need not be UTF-8, and a name that is lost is a file that is not scanned. */
type BytePath = string;

function bytePath(path: string): BytePath {
  return Buffer.from(path).toString('latin1');
}

/** git is started in the folder, and could not say what is wrong with it. */
function mayEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The files of a folder, one by one, since a tree may have a million, and what is to be told besides: what could not be looked into, or was left out. */
async function folderFiles(folder: string, root: string, context: GitContext): Promise<Iterable<BytePath | SourceItem>> {
  const inside = { ...context, cwd: folder };
  if (findRepository(inside) === undefined) return walk(bytePath(folder), root);
  const { output, words } = await gitOutputWarned(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.'], inside);
  // git goes on where it cannot enter a folder, and ends well.
  const beside = [...words.matchAll(NOT_OPENED)].map(([, name = '', why = '']) => unreadableFolder(name.replace(/\/$/, ''), why));
  if (output.length === 0 && beside.length === 0 && (await isIgnored(folder, inside)))
    beside.push({ kind: 'skipped', skipped: { path: shown(root, bytePath(folder)), why: 'folder that git ignores: name its files to scan them' } });
  return listed(output, bytePath(folder), beside);
}

/** The files that git lists, each once: one with conflicts has several entries, which follow each other. */
function* listed(output: Buffer, folder: BytePath, beside: readonly SourceItem[]): Generator<BytePath | SourceItem> {
  yield* beside;
  let before: string | undefined;
  for (let start = 0, end = output.indexOf(0); end >= 0; start = end + 1, end = output.indexOf(0, start)) {
    const name = output.toString('latin1', start, end);
    if (name === before) continue;
    before = name;
    const file = join(folder, name);
    // What is deleted but still in the index has nothing on the disk to scan.
    if (lookedUp(Buffer.from(file, 'latin1')) !== 'ENOENT') yield file;
  }
}

/** All files below a folder, in the order of their paths. */
function* walk(folder: BytePath, root: string): Generator<BytePath | SourceItem> {
  const entries = entriesOf(folder);
  if (typeof entries === 'string') {
    yield unreadableFolder(shown(root, folder), entries);
    return;
  }
  const names = entries.map((entry) => `${entry.name.toString('latin1')}${entry.isDirectory() ? '/' : ''}`);
  for (const name of names.sort()) {
    if (!name.endsWith('/')) yield join(folder, name);
    else if (!NOT_ENTERED.has(name.slice(0, -1))) yield* walk(join(folder, name.slice(0, -1)), root);
  }
}

/** What a folder has, or the code of why it cannot be read. */
function entriesOf(folder: BytePath): Dirent<Buffer>[] | string {
  try {
    return readdirSync(Buffer.from(folder, 'latin1'), { withFileTypes: true, encoding: 'buffer' });
  } catch (cause) {
    return codeOf(cause);
  }
}

function unreadableFolder(path: string, why: string): SourceItem {
  return failed(path, `The folder ${path} cannot be read (${why}): nothing in it was scanned.`, 'Mend its permissions, or name the folders beside it.');
}

function shown(root: string, file: BytePath): string {
  const inside = relative(bytePath(root), file);
  return pathText(Buffer.from((inside.startsWith('..') ? file : inside).split(sep).join('/'), 'latin1'));
}

function failed(path: string, message: string, hint: string): SourceItem {
  return { kind: 'failed', path, error: new GuardError('unreadable', message, { hint }) };
}
