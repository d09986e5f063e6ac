import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from './make-folder.js';
import { commonDir, findRepository, OWN_FOLDER } from './repository.js';
import type { GitContext } from './started-git.js';

/** How much of the index's end is taken. Git ends it with the hash of all that is before: https://git-scm.com/docs/index-format */
const HASH_BYTES = 20;

/** What a commit that is being made consists of, and where that is noted. */
export interface Stamp {
  /** HEAD and the hash of the index, which covers every path, mode and object id: the same lines mean the same content against the same commit. */
  readonly lines: string;
  readonly folder: string;
}

/**
 * Taken before git is asked what is staged: should the index change meanwhile, the stamp is of what it was before. Undefined where a look at files does not tell: then no stamp is left, and the
 * backstop looks for receipts. A plain look, since asking git costs a process.
 */
export function takeStamp(context: GitContext): Stamp | undefined {
  const index = context.env['GIT_INDEX_FILE'];
  if (index === undefined || index === '') return undefined; // Not run by git.
  const repository = findRepository(context);
  if (repository === undefined) return undefined;
  try {
    const hash = readFileSync(resolve(context.cwd, index)).subarray(-HASH_BYTES).toString('hex');
    const head = headOf(repository.gitDir, commonDir(repository));
    // Git may have been told not to hash the index (index.skipHash).
    return head === undefined || /^0*$/.test(hash) ? undefined : { lines: `${head}\n${hash}\n`, folder: join(repository.gitDir, OWN_FOLDER) };
  } catch {
    return undefined;
  }
}

/** Leaves the stamp for the hooks that run later in the same commit; the script of the hooks compares it. Where it cannot be written they look for receipts. */
export function leaveStamp({ lines, folder }: Stamp): void {
  const text = `clean 1\n${lines}`;
  const file = join(folder, 'stamp');
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch {
    try {
      makeFolder(folder, 0o700);
      writeFileSync(file, text, { mode: 0o600 });
    } catch {
      // A full disk, or a git directory that cannot be written to.
    }
  }
}

/** The commit that HEAD names, or undefined: an unborn branch, a reftable. */
function headOf(gitDir: string, common: string): string | undefined {
  const head = readFileSync(join(gitDir, 'HEAD'), 'latin1').trim();
  if (!head.startsWith('ref: ')) return idOf(head);
  const name = head.slice(5);
  try {
    return idOf(readFileSync(join(common, name), 'latin1').trim());
  } catch {
    const packed = readFileSync(join(common, 'packed-refs'), 'latin1');
    const at = packed.indexOf(` ${name}\n`);
    return at < 0 ? undefined : idOf(packed.slice(packed.lastIndexOf('\n', at) + 1, at));
  }
}

function idOf(text: string): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}
