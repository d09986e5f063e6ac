import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { GuardError } from '../../model/guard-error.js';
import type { GitContext } from '../../sources/git-process.js';
import { makeFolder } from '../../sources/make-folder.js';

/** One thing that setting up does. */
export type Step =
  /** A file gets another content (one character a byte). */
  | { readonly kind: 'write'; readonly file: string; readonly text: string; readonly executable: boolean; readonly what: string }
  /** A program of the project is run by Node, which may change files, and those of folders. */
  | { readonly kind: 'run'; readonly words: readonly string[]; readonly folders: readonly string[]; readonly files: readonly string[]; readonly what: string }
  /** Something for the person to know, or to do. */
  | { readonly kind: 'say'; readonly what: string };

/** What a file was, before anything was changed, and what was made of it. */
export interface Changed {
  readonly file: string;
  /** Base64, and permissions; undefined where there was no file. */
  readonly before?: string;
  readonly mode?: number;
  /** Base64; undefined where the file is gone. */
  readonly after?: string;
}

/** Carries out steps in order, and tells what became of every file. */
export function carryOut(steps: readonly Step[], context: GitContext, root: string): Changed[] {
  const changed = new Map<string, Changed>();
  const note = (file: string, before: Snapshot): void => {
    const known = changed.get(file);
    const after = snapshot(file)?.content;
    changed.set(file, { ...(known ?? { file, ...(before === undefined ? {} : { before: before.content, mode: before.mode }) }), ...(after === undefined ? {} : { after }) });
  };
  for (const step of steps) {
    if (step.kind === 'write') {
      const before = snapshot(step.file);
      write(step);
      note(step.file, before);
    } else if (step.kind === 'run') {
      const look = (): Map<string, Snapshot> => new Map([...step.folders.flatMap(snapshots), ...step.files.map((file) => [file, snapshot(file)] as const)]);
      const before = look();
      run(step.words, context, root);
      const after = look();
      for (const file of new Set([...before.keys(), ...after.keys()])) if (before.get(file)?.content !== after.get(file)?.content) note(file, before.get(file));
    }
  }
  return [...changed.values()];
}

function write({ file, text, executable }: Extract<Step, { kind: 'write' }>): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, Buffer.from(text, 'latin1'));
    if (executable) chmodSync(file, 0o755);
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

function run(words: readonly string[], { env }: GitContext, root: string): void {
  const { status, stderr, error } = spawnSync(process.execPath, [...words], { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return;
  throw new GuardError('usage', `node ${words.join(' ')} ended with ${status ?? String(error)}.\n${stderr ?? ''}`, {
    hint: 'Run it by hand to see what is wrong, then init again.',
  });
}

/** Puts files back as they were. What was changed since is left alone, and handed back. */
export function putBack(changed: readonly Changed[]): { readonly back: string[]; readonly left: string[] } {
  const back: string[] = [];
  const left: string[] = [];
  for (const { file, before, mode, after } of changed) {
    if (snapshot(file)?.content !== after) left.push(file);
    else {
      try {
        if (before === undefined) {
          rmSync(file, { force: true });
          removeEmpty(dirname(file));
        } else {
          writeFileSync(file, Buffer.from(before, 'base64'));
          chmodSync(file, mode ?? 0o644);
        }
      } catch (cause) {
        throw notWritten(file, cause);
      }
      back.push(file);
    }
  }
  return { back, left };
}

/** A folder that holds nothing any more was made for what was in it; git knows no empty ones. */
function removeEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function notWritten(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  return new GuardError('output', `${basename(file)} in ${dirname(file)} cannot be written (${String(cause.code)}).`, { hint: 'Check who owns the folder.', cause });
}

type Snapshot = { readonly content: string; readonly mode: number } | undefined;

function snapshot(file: string): Snapshot {
  try {
    return { content: readFileSync(file).toString('base64'), mode: statSync(file).mode & 0o777 };
  } catch {
    return undefined;
  }
}

function snapshots(folder: string): [string, Snapshot][] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => [join(folder, name), snapshot(join(folder, name))]);
}

/** A file as a person names it. */
export function shownFile(file: string, root: string): string {
  return relative(root, file).replaceAll('\\', '/');
}
