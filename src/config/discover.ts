import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import { parseConfigText } from './parse-config-text.js';
import type { Config } from './schema.js';

/** Where a configuration is looked for in every folder from the working directory up to the repository root, never above it. Nothing here is executed. */
const PLACES = [
  'package.json',
  '.precommit-guardrc',
  '.precommit-guardrc.json',
  '.precommit-guardrc.yaml',
  '.precommit-guardrc.yml',
  'precommit-guard.config.json',
  'precommit-guard.config.yaml',
  'precommit-guard.config.yml',
];

export interface FoundConfig {
  readonly config: Config;
  /** The file it came from, relative to the root; undefined when there is none. */
  readonly file: string | undefined;
}

/**
 * Reads the configuration of a repository.
 *
 * @param file a file the user named; then nothing is searched.
 */
export async function discoverConfig(cwd: string, root: string, file?: string): Promise<FoundConfig> {
  const { lilconfig } = await import('lilconfig');
  let text = '';
  const load = (path: string, content: string): Promise<unknown> => {
    text = content;
    return parseConfigText(content, relative(root, path));
  };
  const searcher = lilconfig('precommit-guard', {
    searchPlaces: PLACES,
    stopDir: root,
    loaders: { '.json': load, '.yaml': load, '.yml': load, noExt: load },
  });
  if (file === undefined) refuseUnreadable(cwd, root);
  const found = await (file === undefined ? searcher.search(cwd) : searcher.load(resolve(cwd, file)).catch((cause) => unreadable(file, cause)));
  if (found === null || found.isEmpty) return { config: {}, file: undefined };
  const name = relative(root, found.filepath) || found.filepath;
  const { validConfig } = await import('./valid-config.js');
  return { config: await validConfig(found.config, { name, text, prefix: name.endsWith('package.json') ? ['precommit-guard'] : [] }), file: name };
}

/** lilconfig passes over what it may not open, and what a configuration forbids would then be allowed. */
function refuseUnreadable(cwd: string, root: string): void {
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const path of PLACES.map((place) => join(folder, place))) {
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) continue;
      try {
        accessSync(path, constants.R_OK);
      } catch (cause) {
        unreadable(relative(root, path), cause);
      }
      if (!statSync(path).isFile()) unreadable(relative(root, path), undefined);
    }
    if (folder === root || dirname(folder) === folder) return;
  }
}

function unreadable(file: string, cause: unknown): never {
  if (cause instanceof GuardError) throw cause;
  throw new GuardError('config', `The configuration ${file} cannot be read.`, { hint: 'It must be a JSON or YAML file; check its name.', cause });
}
