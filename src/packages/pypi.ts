import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { detached } from '../text/detached.js';
import { type Evidence, foldersOf, inFolder, type Standing } from './evidence.js';
import type { Mention } from './mention.js';
import type { PopularNames } from './popular.js';
import { distributionsOf, isKnownModule, isStandard, normalised } from './python.js';

/** Everything in which a Python project may say what it needs, in whatever form. */
const MANIFESTS =
  /(?:^|\/)(?:[^/]*(?:requirements|constraints|reqs)[^/]*\.(?:txt|in|ya?ml)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment[^/]*\.ya?ml|conda[^/]*\.ya?ml|meta\.ya?ml|tox\.ini|noxfile\.py|pixi\.toml|hatch\.toml|WORKSPACE|BUILD(?:\.bazel)?|Dockerfile[^/]*|[^/]*\.nix|\.pre-commit-config\.yaml|dev-requirements[^/]*|fabfile\.py|tasks\.py)$|(?:^|\/)(?:requirements|reqs|deps|dependencies)\/.*\.(?:txt|in)$|(?:^|\/)\.github\/workflows\/[^/]*\.ya?ml$/;
const DECLARING = /(?:^|\/)(?:[^/]*requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment[^/]*\.ya?ml)$|(?:^|\/)requirements\/[^/]*\.(?:txt|in)$/;
export const PYPI_LOCKS = /(?:^|\/)(?:poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|pylock[^/]*\.toml|conda-lock\.yml|requirements[^/]*\.lock|pixi\.lock)$/;

/** What a Python project knows of a module. */
export class PythonProject {
  readonly #evidence: Evidence;
  readonly #popular: PopularNames;
  readonly #standings = new Map<string, Promise<Standing>>();
  readonly #environment: NodeJS.ProcessEnv;
  #installed: ReadonlySet<string> | undefined;
  #said: Promise<string> | undefined;

  constructor(evidence: Evidence, popular: PopularNames, environment: NodeJS.ProcessEnv) {
    this.#evidence = evidence;
    this.#popular = popular;
    this.#environment = environment;
  }

  /** @param path of the file that imports it. */
  standing({ name }: Mention, path: string): Promise<Standing> {
    if (isStandard(name)) return Promise.resolve('given');
    const key = detached(`${foldersOf(path)[0]}\n${name}`);
    let standing = this.#standings.get(key);
    if (standing === undefined) {
      standing = this.#search(name, path);
      this.#standings.set(key, standing);
    }
    return standing;
  }

  async #search(name: string, path: string): Promise<Standing> {
    const evidence = this.#evidence;
    for (const folder of foldersOf(path)) {
      for (const place of [`${name}.py`, `${name}/__init__.py`]) if ((await evidence.files.text(inFolder(folder, place))) !== undefined) return 'given';
    }
    // A module of the project, also of a folder that some setting puts on the path, and what a build makes of sources in other languages.
    if (await evidence.holds(name)) return 'given';
    if (await this.#declared(name)) return 'given';
    if (this.installed(name)) return 'given';
    if ((await evidence.paths(DECLARING)).length === 0) return 'unsure';
    if (isKnownModule(name) || distributionsOf(name).some((one) => this.#popular.has(one))) return 'exists';
    return (await this.#hasObscure(name)) ? 'unsure' : 'unknown';
  }

  /** Does a manifest or a lockfile name it, or a distribution that may provide it? */
  async #declared(name: string): Promise<boolean> {
    this.#said ??= Promise.all([this.#evidence.texts(MANIFESTS), this.#evidence.texts(PYPI_LOCKS)]).then(
      (texts) =>
        `\n${texts
          .flat()
          .join('\n')
          .toLowerCase()
          .replace(/[-_.]+/g, '-')}\n`,
    );
    const said = await this.#said;
    const own = normalised(name);
    if (distributionsOf(name).some((one) => hasWord(said, one))) return true;
    // "pythonjsonlogger" of "python-json-logger", "grpc" of "grpcio".
    const plain = own.replaceAll('-', '');
    return plain.length >= 4 && new RegExp(`(?<![a-z0-9])(?:[a-z0-9]+-)*${[...plain].join('-?')}[a-z0-9]{0,3}(?![a-z0-9])`).test(said);
  }

  async locked(name: string): Promise<boolean> {
    const own = normalised(name);
    for (const text of await this.#evidence.texts(PYPI_LOCKS)) if (hasWord(text.toLowerCase().replace(/[-_.]+/g, '-'), own)) return true;
    return false;
  }

  /** Is it in the project's own environment, or the one that is active? */
  installed(name: string): boolean {
    this.#installed ??= installedNames(this.#evidence.files.root, this.#environment);
    return this.#installed.has(name) || distributionsOf(name).some((one) => this.#installed?.has(one));
  }

  get hasEnvironment(): boolean {
    this.#installed ??= installedNames(this.#evidence.files.root, this.#environment);
    return this.#installed.size > 0;
  }

  /**
   * Is something declared that hardly anybody uses, and that shares a word with the name? It may provide modules of any name. A private one, of whose name the module's is no part, cannot be
   * told from one that is made up.
   */
  async #hasObscure(name: string): Promise<boolean> {
    // What many packages are called after ("flask", "pytest") ties no two of them together.
    const words = normalised(name)
      .split('-')
      .filter((word) => word.length > 3 && !this.#popular.has(word));
    for (const text of await this.#evidence.texts(DECLARING)) {
      for (const [, declared = ''] of text.matchAll(/^[ \t]*["']?([A-Za-z][\w.-]{2,60})(?:\[[\w,. -]*\])?[ \t]*(?:[=<>~!@^]|["',]|$)/gm)) {
        const other = normalised(declared);
        if (!this.#popular.has(other) && words.some((word) => other.includes(word))) return true;
      }
    }
    return false;
  }
}

/** A word of its own, or the beginning of a longer name: "google" in "google-cloud-storage". */
function hasWord(said: string, word: string): boolean {
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1)) {
    if (!/[a-z0-9]/.test(said[at - 1] ?? '') && !/[a-z0-9]/.test(said[at + word.length] ?? '')) return true;
  }
  return false;
}

/** Names of modules and distributions in `site-packages`. https://docs.python.org/3/library/venv.html */
function installedNames(root: string, env: NodeJS.ProcessEnv): ReadonlySet<string> {
  const found = new Set<string>();
  const bases = [env['VIRTUAL_ENV'], env['CONDA_PREFIX'], ...['.venv', 'venv', 'env', '.env'].map((name) => join(root, name))];
  for (const base of bases) {
    if (base === undefined || base === '') continue;
    for (const folder of sitePackages(base)) {
      for (const entry of namesIn(folder)) {
        found.add(entry.replace(/\.(?:py|pyi|so|pyd|abi3\.so|cpython-[^/]*)$/, ''));
        const distribution = /^(.+?)-[^-]+\.(?:dist|egg)-info$/.exec(entry)?.[1];
        if (distribution !== undefined) found.add(normalised(distribution));
      }
    }
  }
  return found;
}

function sitePackages(base: string): string[] {
  const libraries = namesIn(join(base, 'lib')).filter((name) => /^python\d/.test(name));
  return [...libraries.map((name) => join(base, 'lib', name, 'site-packages')), join(base, 'Lib/site-packages')];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
