import { lstatSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import type { HistoryFinding } from '../model/history.js';
import type { GitContext } from '../sources/git-process.js';
import { allGitLines } from '../sources/history-lines.js';
import { requireRepository } from '../sources/repository.js';

/** How secrets get out of a history: by amending the last commit, by changing a few that nobody else has, or by rewriting all of it. */
export type WayOut = { readonly kind: 'amend' } | { readonly kind: 'rebase'; readonly commits: number } | { readonly kind: 'rewrite' };

/** Commits that a person rewrites by hand. */
const FEW = 3;

/** @param findings those that are to go. */
export async function wayOutOf(findings: readonly HistoryFinding[], context: GitContext): Promise<WayOut | undefined> {
  if (findings.length === 0) return undefined;
  const recent = await allGitLines(['rev-list', '--first-parent', `--max-count=${FEW}`, 'HEAD', '--'], context).catch((): string[] => []);
  const depths = findings.map(({ introduced, reachable }) => (reachable.includes('remote') || introduced === undefined ? -1 : recent.indexOf(introduced.id)));
  if (depths.includes(-1)) return { kind: 'rewrite' };
  const deepest = Math.max(...depths);
  return deepest === 0 ? { kind: 'amend' } : { kind: 'rebase', commits: deepest + 1 };
}

const REPLACEMENT = '***REMOVED***';
/** A shorter literal would be replaced where it is no secret. */
const SHORTEST = 8;

/** Where the file for `git filter-repo` may lie. Asked before the scan too, which can take an hour: a GuardError says what is wrong with the place. */
export function replacementsPlace(file: string, context: GitContext): string {
  const target = resolve(context.cwd, file);
  const { root, gitDir } = requireRepository(context);
  let place: string;
  try {
    place = join(realpathSync(dirname(target)), basename(target));
  } catch (cause) {
    throw new GuardError('output', 'The folder of the file for --replace-text does not exist.', { hint: 'Name a file in a folder that exists, outside the repository.', cause });
  }
  for (const inside of [root, gitDir]) {
    const way = relative(realpathSync(inside), place);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(way)) {
      throw new GuardError('usage', 'The file for --replace-text must lie outside the repository: it holds secrets.', { hint: 'For example: --replace-text ~/replacements.txt' });
    }
  }
  if (lstatSync(place, { throwIfNoEntry: false }) !== undefined)
    throw new GuardError('output', 'The file for --replace-text cannot be written (EEXIST).', { hint: 'Name a file that does not exist yet.' });
  return place;
}

/**
 * Writes the file that `git filter-repo --replace-text` takes, readable by its owner alone, outside the repository: the only place where secrets are written, since the user asked for it.
 * Returns how many were too short to be replaced everywhere.
 *
 * @param secrets one character a byte. Format: https://htmlpreview.github.io/?https://github.com/newren/git-filter-repo/blob/docs/html/git-filter-repo.html (`--replace-text`)
 */
export function writeReplacements(file: string, secrets: readonly string[], context: GitContext): number {
  const place = replacementsPlace(file, context);
  const pieces = [...new Set(secrets.flatMap((secret) => secret.split(/[\r\n]+/)))].map((piece) => piece.trim()).filter((piece) => !/^-----(?:BEGIN|END)|^$/.test(piece));
  const lines = pieces.filter((piece) => piece.length >= SHORTEST).map(lineOf);
  try {
    writeFileSync(place, Buffer.from(lines.join(''), 'latin1'), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new GuardError('output', `The file for --replace-text cannot be written (${code}).`, { hint: 'Name a file that does not exist yet.', cause });
  }
  return pieces.length - lines.length;
}

function lineOf(secret: string): string {
  if (!secret.includes('==>')) return `literal:${secret}==>${REPLACEMENT}\n`;
  return `regex:${secret.replace(/[^\w]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}==>${REPLACEMENT}\n`;
}
