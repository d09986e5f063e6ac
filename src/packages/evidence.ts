import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFiles } from './project-files.js';

/** Files of one kind that are read at most, and their characters: a repository of ten thousand manifests must not keep a commit waiting. */
const MOST_FILES = 600;
const MOST_TEXT = 64 << 20;

/** Half of a lockfile, and no name is in it. */
const HASH = /(?<=\bsha(?:256|384|512)-)[A-Za-z0-9+/]{40,}={0,2}/g;

/** What a project says of a name, in whatever file. Everything is read once. */
export class Evidence {
  readonly files: ProjectFiles;
  /** By their kind as it is written: an expression written where it is asked for is another one each time. */
  readonly #texts = new Map<string, Promise<readonly string[]>>();
  #names: Promise<ReadonlySet<string>> | undefined;

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  async paths(kind: RegExp): Promise<readonly string[]> {
    return (await this.files.list()).filter((path) => kind.test(path));
  }

  /** The texts of all files whose path matches, the shallowest first; of many pages few are worth keeping: those that hold `word`, where one is given. */
  texts(kind: RegExp, word = ''): Promise<readonly string[]> {
    const key = `${kind} ${word}`;
    let texts = this.#texts.get(key);
    if (texts === undefined) {
      texts = this.#read(kind, word);
      this.#texts.set(key, texts);
    }
    return texts;
  }

  async #read(kind: RegExp, word: string): Promise<readonly string[]> {
    const depth = (path: string): number => path.split('/').length;
    const paths = [...(await this.paths(kind))].sort((a, b) => depth(a) - depth(b)).slice(0, MOST_FILES);
    const found: string[] = [];
    let size = 0;
    for (const path of paths) {
      const text = await this.files.text(path);
      if (text === undefined) continue;
      size += text.length;
      if (size > MOST_TEXT) break;
      if (text.includes(word)) found.push(text.replace(HASH, ''));
    }
    return found;
  }

  /** Does a file of that kind hold `word`, and there match `pattern`? */
  async says(kind: RegExp, word: string, pattern: RegExp): Promise<boolean> {
    for (const text of await this.texts(kind)) if (text.includes(word) && pattern.test(text)) return true;
    return false;
  }

  /** Does a folder of the project bear this name, or a file without its ending? Then it may be what is meant, by whatever setting. */
  async holds(name: string): Promise<boolean> {
    this.#names ??= this.files.list().then((paths) => {
      const names = new Set<string>();
      for (const path of paths) for (const part of path.split('/')) names.add(part).add(part.replace(/\..*$/, ''));
      return names;
    });
    return (await this.#names).has(name);
  }

  /** Is there such a file or folder on the disk? For what is installed, which no index knows. */
  onDisk(...parts: readonly string[]): boolean {
    return existsSync(join(this.files.root, ...parts));
  }
}

/** The folder of a path and all above it, the nearest first; the root is the empty string. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join('/')), ''];
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A text as a regular expression that matches it. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** What is known of a name that is asked for. `given`: nothing to say. `exists`: a package that many use, yet declared nowhere. `unknown`: nobody has declared, locked or installed it. */
export type Standing = 'given' | 'unsure' | 'exists' | 'unknown';
