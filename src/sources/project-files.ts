import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BlobReader } from './blob-reader.js';
import { type GitContext, gitOutput } from './git-process.js';
import { type IndexFile, indexFile } from './index-file.js';
import { blobId } from './object-id.js';
import { pathText } from './path-text.js';
import type { Repository } from './repository.js';
import { treeBlobs } from './tree-blobs.js';

/** A manifest, even a lockfile, is smaller. */
const LARGEST = 32 << 20;
/** Entries of a folder outside a repository that are looked at. */
const MOST = 20_000;

/** The files of a project in one state, by paths relative to the root. */
export interface OpenFiles {
  readonly root: string;
  /** Undefined where there is none, or it is no text of sensible size. */
  text(path: string): Promise<string | undefined>;
  list(): Promise<readonly string[]>;
  /** Ends the git that was started, if one was. */
  close(): void;
}

/** The files as the next commit has them. Read from the disk only where the disk has the very content of the index. */
export function stagedFiles(repository: Repository, context: GitContext): OpenFiles {
  const index = indexFile(repository, context);
  return new ObjectFiles(repository.root, context, index, async () => index?.entries() ?? (await listedIndex(repository, context)));
}

/** The files of a commit. */
export function commitFiles(commit: string, root: string, context: GitContext): OpenFiles {
  return new ObjectFiles(root, context, undefined, async () => new Map((await treeBlobs(commit, context)).map(({ path, blob }) => [path, blob])));
}

/** The files as they lie on the disk, but for what git ignores. */
export function diskFiles(root: string, repository: Repository | undefined, context: GitContext): OpenFiles {
  let listed: Promise<readonly string[]> | undefined;
  const list = async (): Promise<readonly string[]> => {
    if (repository === undefined) return walked(root);
    const output = await gitOutput(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { ...context, cwd: root });
    return [...new Set(pathText(output).split('\0').slice(0, -1))];
  };
  return {
    root,
    text: async (path) => textOf(onDisk(root, path)),
    list: () => {
      listed ??= list();
      return listed;
    },
    close: () => {},
  };
}

class ObjectFiles implements OpenFiles {
  readonly root: string;
  readonly #index: IndexFile | undefined;
  readonly #blobs: BlobReader;
  readonly #entries: () => Promise<ReadonlyMap<string, string>>;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  #known: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(root: string, context: GitContext, index: IndexFile | undefined, entries: () => Promise<ReadonlyMap<string, string>>) {
    this.root = root;
    this.#index = index;
    this.#blobs = new BlobReader(context);
    this.#entries = entries;
  }

  text(path: string): Promise<string | undefined> {
    let text = this.#texts.get(path);
    if (text === undefined) {
      text = this.#read(path);
      this.#texts.set(path, text);
    }
    return text;
  }

  async #read(path: string): Promise<string | undefined> {
    const id = this.#index === undefined ? (await this.#all()).get(path) : this.#index.idOf(path);
    if (id === undefined) return undefined;
    const there = onDisk(this.root, path);
    if (there !== undefined && blobId(there, id.length) === id) return textOf(there);
    // What a partial clone lacks is not fetched in a hook; the disk is the next best.
    return textOf(await this.#blobs.read(id).catch(() => there));
  }

  async list(): Promise<readonly string[]> {
    return [...(await this.#all()).keys()];
  }

  #all(): Promise<ReadonlyMap<string, string>> {
    this.#known ??= this.#entries();
    return this.#known;
  }

  close(): void {
    this.#blobs.close();
  }
}

async function listedIndex({ root }: Repository, context: GitContext): Promise<ReadonlyMap<string, string>> {
  const output = await gitOutput(['ls-files', '-s', '-z', '--full-name'], { ...context, cwd: root });
  const entries = pathText(output).split('\0').slice(0, -1);
  return new Map(
    entries.map((entry) => {
      const tab = entry.indexOf('\t');
      return [entry.slice(tab + 1), entry.split(' ')[1] ?? ''];
    }),
  );
}

function onDisk(root: string, path: string): Buffer | undefined {
  try {
    return readFileSync(join(root, path));
  } catch {
    return undefined;
  }
}

function textOf(bytes: Buffer | undefined): string | undefined {
  return bytes === undefined || bytes.length > LARGEST ? undefined : bytes.toString('utf8').replace(/^\ufeff/, '');
}

function walked(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    let names: string[];
    try {
      names = readdirSync(join(root, folder));
    } catch {
      return;
    }
    for (const name of names) {
      if (name === '.git' || name === 'node_modules' || found.length > MOST) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true) walk(path);
      else found.push(path);
    }
  };
  walk('');
  return found;
}
