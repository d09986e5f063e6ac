import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '../../sources/repository.js';
import type { Changed } from './step.js';

/** What `init` changed in this clone, so that `--undo` can put it back byte for byte. Kept in the git directory. */
export class SetupRecord {
  readonly #file: string;

  constructor(common: string) {
    this.#file = join(common, OWN_FOLDER, 'init.json');
  }

  /** In the order of the changes. Empty where nothing is known; then only what is recognised as ours can be taken out. */
  read(): readonly Changed[] {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return Array.isArray(parsed) ? (parsed as Changed[]).filter(({ file }) => typeof file === 'string') : [];
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
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(this.#file, `${JSON.stringify([...all.values()], null, 1)}\n`, { mode: 0o600 });
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }
}
