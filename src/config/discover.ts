import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { GuardError } from '../model/guard-error.js';
import { parseConfigText } from './parse-config-text.js';
import { PLACES } from './places.js';
import type { Config } from './schema.js';

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
  if (file === undefined && !mayExist(cwd, root)) return { config: {}, file: undefined };
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
  const found = await (file === undefined ? searcher.search(cwd) : searcher.load(resolve(cwd, file)).catch((cause) => unreadable(file, cause)));
  if (found === null || found.isEmpty) return { config: {}, file: undefined };
  const name = relative(root, found.filepath) || found.filepath;
  const { validConfig } = await import('./valid-config.js');
  return { config: await validConfig(found.config, { name, text, prefix: name.endsWith('package.json') ? ['precommit-guard'] : [] }), file: name };
}

/**
 * Is there anything for lilconfig to find? Most repositories have none, and its loading costs a hook more than this look. What may not be opened, and a second configuration beside the first,
 * are errors here: lilconfig passes over them, and what a configuration forbids would then be allowed.
 */
function mayExist(cwd: string, root: string): boolean {
  let found = false;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const names = new Set(namesIn(folder));
    const here = PLACES.filter((place) => names.has(place) && isConfig(join(folder, place), root));
    if (here.length > 1)
      throw new GuardError('config', `There are several configurations in one folder: ${here.join(', ')}.`, { hint: 'Put all into one of them, and remove the others.' });
    found ||= here.length > 0;
    if (folder === root || dirname(folder) === folder) return found;
  }
}

function isConfig(path: string, root: string): boolean {
  const shown = relative(root, path);
  if (basename(path) === 'package.json') return mentions(path, shown);
  refuseUnreadable(path, shown);
  return true;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return PLACES.filter((place) => existsSync(join(folder, place))); // It may be entered, perhaps, though not listed.
  }
}

function refuseUnreadable(path: string, shown: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    unreadable(shown, cause);
  }
  if (!statSync(path).isFile()) unreadable(shown, undefined);
}

/** Has a package.json a configuration, or is it too broken to tell? */
function mentions(path: string, shown: string): boolean {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    unreadable(shown, cause);
  }
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null && 'precommit-guard' in manifest;
  } catch {
    return true;
  }
}

function unreadable(file: string, cause: unknown): never {
  if (cause instanceof GuardError) throw cause;
  throw new GuardError('config', `The configuration ${file} cannot be read.`, { hint: 'It must be a JSON or YAML file; check its name.', cause });
}
