import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detached } from '../text/detached.js';

/**
 * Packages that the project on the disk both declares and has installed: there is nothing to find out about them, and most imports are of such. One that is declared but not installed, or the
 * reverse, is looked into with the files of the commit.
 */
export class PackagesInUse {
  readonly #root: string;
  readonly #manifests = new Map<string, string>();
  readonly #known = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  /** @param path of the file that asks for `name`, relative to the root. */
  has(name: string, path: string): boolean {
    const key = `${dirname(path)} ${name}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#looksIn(dirname(path), name);
      this.#known.set(detached(key), known);
    }
    return known;
  }

  #looksIn(folder: string, name: string): boolean {
    const declared = this.#manifest(folder).includes(`"${name}"`);
    if (declared && existsSync(join(this.#root, folder, 'node_modules', name))) return true;
    return folder !== '.' && folder !== '/' && this.#looksIn(dirname(folder), name);
  }

  #manifest(folder: string): string {
    let text = this.#manifests.get(folder);
    if (text === undefined) {
      try {
        text = readFileSync(join(this.#root, folder, 'package.json'), 'utf8');
      } catch {
        text = '';
      }
      this.#manifests.set(folder, text);
    }
    return text;
  }
}
