import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { GuardError } from '../../model/guard-error.js';
import { makeFolder } from '../../sources/make-folder.js';
import { OWN_FOLDER } from '../../sources/repository.js';
import type { Changed } from './step.js';

/** A change as it lies in the file: by its name below the folder of the git directory, else by its whole name and the git directory that it belongs to. */
type Written = Changed & { readonly of?: string };

/**
 * What `init` changed in this clone, so that `--undo` can put it back byte for byte. Kept in the git directory, with names from there on: a repository that was copied or moved has its own
 * files to put back, and must not reach for those of the one that it was made from.
 */
export class SetupRecord {
  readonly #common: string;
  readonly #file: string;

  constructor(common: string) {
    this.#common = common;
    this.#file = join(common, OWN_FOLDER, 'init.json');
  }

  /** In the order of the changes. Empty where nothing is known; then only what is recognised as ours can be taken out. */
  read(): readonly Changed[] {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return Array.isArray(parsed) ? (parsed as Written[]).filter(({ file }) => typeof file === 'string').flatMap((one) => this.#here(one)) : [];
    } catch {
      return [];
    }
  }

  /** Adds what was changed now: the first state of a file and the last one count. */
  add(changed: readonly Changed[]): void {
    const all = new Map(this.read().map((one) => [one.file, one]));
    for (const one of changed) {
      const { after: _, ...first } = all.get(one.file) ?? one;
      all.set(one.file, { ...first, ...(one.after === undefined ? {} : { after: one.after }) });
    }
    const text = `${JSON.stringify(
      [...all.values()].map((one) => this.#written(one)),
      null,
      1,
    )}\n`;
    try {
      makeFolder(dirname(this.#file), 0o700);
      writeFileSync(this.#file, text, { mode: 0o600 });
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
      throw new GuardError('output', `The hooks are in place, but what was there before cannot be noted in ${dirname(this.#file)} (${code}).`, {
        hint: 'Make room, or mend its permissions. init --undo still takes out what it recognises as ours.',
        cause,
      });
    }
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }

  #written(one: Changed): Written {
    const inside = relative(dirname(this.#common), one.file);
    return inside.startsWith('..') || isAbsolute(inside) ? { ...one, of: this.#common } : { ...one, file: inside };
  }

  #here({ of, ...one }: Written): Changed[] {
    if (!isAbsolute(one.file)) return [{ ...one, file: join(dirname(this.#common), one.file) }];
    return of === this.#common ? [one] : [];
  }
}
