import { detached } from '../text/detached.js';
import { type Evidence, foldersOf, inFolder, literal, type Standing } from './evidence.js';
import { isGiven } from './javascript.js';
import type { Mention } from './mention.js';
import type { PopularNames } from './popular.js';

const MANIFESTS = /(?:^|\/)package\.json$/;
export const NPM_LOCKS = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.lock)$/;
/** Files that may give a name another meaning: aliases, path mappings, module types, import maps, what a bundler leaves out. */
const SETTINGS =
  /(?:^|\/)(?:[^/]*(?:config|configs|conf|rc|setup|options|alias(?:es)?)[^/]*\.(?:[cm]?[jt]sx?|json[5c]?|ya?ml|toml)|\.[\w-]*rc|tsconfig[^/]*\.json|(?:webpack|vite|rollup|esbuild|build|jest|vitest|karma|gulpfile|Gruntfile|babel|metro|next|nuxt|craco|rspack|rsbuild|tsup|snowpack)[^/]*\.(?:[cm]?[jt]s|json)|deno\.jsonc?|import[-_]?map[^/]*\.json|(?:angular|project|nx|lerna|component|bower|jspm)\.json|pnpm-workspace\.yaml|[^/]*\.d\.[cm]?ts|BUILD(?:\.bazel)?|WORKSPACE)$|(?:^|\/)\.(?:storybook|vitepress|config)\/.*\.[cm]?[jt]s$|(?:^|\/)(?:config|build|scripts)\/[^/]*\.[cm]?[jt]s$/;
const PAGES = /\.html?$/;

/** Fields of a manifest whose keys are names that its code may import. */
const FIELDS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'peerDependenciesMeta',
  'overrides',
  'resolutions',
  'browser',
  'alias',
  '_moduleAliases',
  'imports',
];

interface Manifest {
  readonly name: string | undefined;
  readonly names: ReadonlySet<string>;
}

/** What a project of npm's kind knows of a package. */
export class NpmProject {
  readonly #evidence: Evidence;
  readonly #popular: PopularNames;
  readonly #manifests = new Map<string, Promise<Manifest | undefined>>();
  readonly #standings = new Map<string, Promise<Standing>>();
  #elsewhere: Promise<ReadonlySet<string>> | undefined;
  #ownNames: Promise<ReadonlySet<string>> | undefined;

  constructor(evidence: Evidence, popular: PopularNames) {
    this.#evidence = evidence;
    this.#popular = popular;
  }

  /** @param path of the file that imports it. */
  async standing({ name, written }: Mention, path: string): Promise<Standing> {
    if (isGiven(name)) return 'given';
    const folders = foldersOf(path);
    let owned = false;
    for (const folder of folders) {
      const manifest = await this.#manifest(inFolder(folder, 'package.json'));
      if (manifest === undefined) continue;
      owned = true;
      if (declares(manifest, name)) return 'given';
    }
    // No package: a script in a page, a Deno program, a sketch.
    if (!owned) return 'unsure';
    const key = detached(`${folders[0]}\n${written}`);
    let standing = this.#standings.get(key);
    if (standing === undefined) {
      standing = this.#search(name, written, folders);
      this.#standings.set(key, standing);
    }
    return standing;
  }

  async #search(name: string, written: string, folders: readonly string[]): Promise<Standing> {
    const evidence = this.#evidence;
    if (folders.some((folder) => evidence.onDisk(folder, 'node_modules', name))) return 'given';
    this.#elsewhere ??= this.#allNames();
    if ((await this.#elsewhere).has(name)) return 'given';
    if (await this.locked(name)) return 'given';
    // What no registry takes any more for a new package: capital letters, the ending of a style sheet.
    if (/[A-Z]|\.(?:css|s[ac]ss|less|json|html|svg|vue|wasm)$/.test(name) && !this.#popular.has(name)) return 'unsure';
    const [first = name] = written.replace(/^@/, '').split('/');
    if (first.length > 1 && (await evidence.holds(first))) return 'unsure';
    if (await evidence.says(SETTINGS, name, new RegExp(`(?<![\\w-])${literal(name)}(?![\\w-])`))) return 'unsure';
    const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
    if (scope !== undefined) {
      const alias = new RegExp(`${literal(scope)}(?:\\\\?/(?![\\w-])|["'\`])`);
      if ((await evidence.says(SETTINGS, scope, alias)) || (await evidence.says(MANIFESTS, scope, alias))) return 'unsure';
    }
    for (const page of await evidence.texts(PAGES, 'importmap')) if (page.includes(name)) return 'unsure';
    return this.#popular.has(name) ? 'exists' : 'unknown';
  }

  /** Has a lockfile of the project an entry for it? */
  locked(name: string): Promise<boolean> {
    const before = name.startsWith('@') ? '(?<![\\w.-])' : '(?<![\\w.-]|@[\\w.-]{1,100}\\/)';
    return this.#evidence.says(NPM_LOCKS, name, new RegExp(`${before}${literal(name)}(?=@|"\\s*:|'|:|/\\d)`));
  }

  /** The names of all packages of the repository, and all that any of them declares. */
  async #allNames(): Promise<ReadonlySet<string>> {
    const all = new Set<string>();
    for (const text of await this.#evidence.texts(MANIFESTS)) {
      const manifest = parsed(text);
      if (manifest?.name !== undefined) all.add(manifest.name);
      for (const name of manifest?.names ?? []) all.add(name);
    }
    for (const name of [...all]) if (name.startsWith('@types/')) all.add(typedName(name));
    return all;
  }

  /** Does the package whose manifest this is, or the repository, name it? */
  async ownName(name: string): Promise<boolean> {
    this.#ownNames ??= this.#evidence.texts(MANIFESTS).then((texts) => new Set(texts.flatMap((text) => parsed(text)?.name ?? [])));
    return (await this.#ownNames).has(name);
  }

  #manifest(path: string): Promise<Manifest | undefined> {
    let manifest = this.#manifests.get(path);
    if (manifest === undefined) {
      manifest = this.#evidence.files.text(path).then((text) => (text === undefined ? undefined : parsed(text)));
      this.#manifests.set(path, manifest);
    }
    return manifest;
  }
}

function declares({ name: own, names }: Manifest, name: string): boolean {
  return own === name || names.has(name) || names.has(`@types/${name.replace(/^@/, '').replace('/', '__')}`);
}

/** The package that a package of types describes. https://github.com/DefinitelyTyped/DefinitelyTyped#what-about-scoped-packages */
function typedName(name: string): string {
  const bare = name.slice('@types/'.length);
  return bare.includes('__') ? `@${bare.replace('__', '/')}` : bare;
}

/** A manifest; an empty one, which owns its folder and declares nothing, where it is no JSON. */
function parsed(text: string): Manifest | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const fields = json as Record<string, unknown>;
  const names = new Set<string>();
  for (const field of FIELDS) {
    const value = fields[field];
    if (typeof value === 'object' && value !== null) for (const name of Object.keys(value)) names.add(name.replace(/\/\*?$/, ''));
  }
  for (const field of ['bundleDependencies', 'bundledDependencies']) {
    const value = fields[field];
    if (Array.isArray(value)) for (const name of value) names.add(String(name));
  }
  return { name: typeof fields['name'] === 'string' ? fields['name'] : undefined, names };
}
