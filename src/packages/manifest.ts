import type { TextView } from '../detect/text-view.js';
import { dependenciesIn, type Ecosystem } from './dependencies.js';
import { type Evidence, foldersOf, inFolder } from './evidence.js';
import { blockedRemark, type Remark } from './finding.js';
import { agrees } from './lock-agreement.js';
import { answerRemark, type LookUp } from './look-up.js';
import type { Dependency } from './mention.js';
import type { NameLists } from './name-lists.js';
import { NPM_LOCKS, type NpmProject } from './npm.js';
import { PYPI_LOCKS, type PythonProject } from './pypi.js';
import { normalised } from './python.js';

/** Versions that need no registry: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#local-paths, https://pnpm.io/workspaces, https://yarnpkg.com/protocols */
const LOCAL = /^(?:workspace:|file:|link:|portal:|patch:|\.{0,2}\/|@[ \t]*file:)/;
/** Lockfiles that say which range of a manifest they answer. */
const AGREEING: Readonly<Partial<Record<Ecosystem, RegExp>>> = { npm: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/, go: /(?:^|\/)go\.sum$/ };
const FROM_GIT = /^(?:git[+:@]|github:|gitlab:|bitbucket:|gist:|@[ \t]*git\+|[\w.-]+\/[\w.-]+(?:#|$)|ssh:)|\.git(?:#|@|$)/;
const FROM_URL = /^@?[ \t]*https?:/;
const COMMIT = /[#@=][0-9a-f]{40}\b|#sha256=/;
const ANYTHING = /^(?:\*|x|latest|next|>=?[ \t]*[\d.]*)?$/i;

/** Lockfiles of the other languages. */
const LOCKS: Readonly<Record<Exclude<Ecosystem, 'npm' | 'pypi' | 'maven'>, RegExp>> = {
  go: /(?:^|\/)go\.sum$/,
  cargo: /(?:^|\/)Cargo\.lock$/,
  gem: /(?:^|\/)Gemfile\.lock$/,
  composer: /(?:^|\/)composer\.lock$/,
};

/**
 * Scripts that package managers run when a package is installed: https://docs.npmjs.com/cli/v11/using-npm/scripts#life-cycle-operation-order,
 * https://getcomposer.org/doc/articles/scripts.md#event-names
 */
const INSTALL_SCRIPT = /"(preinstall|install|postinstall|(?:pre|post)-(?:install|update|autoload-dump)(?:-cmd)?)"\s*:\s*\[?\s*"((?:[^"\\\n]|\\.)*)"/g;
/** What a script has to do with the network, with text that is run, or with what is hidden. */
const RISKY = /\b(?:curl|wget|Invoke-WebRequest|iwr|nc|base64|eval|https?:\/\/)|\bnode[ \t]+-e\b|\bpython3?[ \t]+-c\b|\|[ \t]*(?:ba)?sh\b/;

/** Judges dependencies that a change adds to a manifest. */
export class ManifestCheck {
  readonly #evidence: Evidence;
  readonly #lookUp: LookUp | undefined;
  readonly #lists: NameLists;
  readonly #projects: { readonly npm: NpmProject; readonly python: PythonProject };

  constructor(evidence: Evidence, lists: NameLists, projects: { readonly npm: NpmProject; readonly python: PythonProject }, lookUp?: LookUp) {
    this.#lookUp = lookUp;
    this.#evidence = evidence;
    this.#lists = lists;
    this.#projects = projects;
  }

  async remarks(view: TextView): Promise<Remark[]> {
    const read = dependenciesIn(view.path, view.text);
    if (read === undefined) return [];
    const remarks: Remark[] = [];
    const added = read.dependencies.filter(({ start, end }) => view.isAdded(start, end));
    const hasLock = added.length > 0 && (await this.#hasLock(read.ecosystem, view.path));
    for (const dependency of added) {
      if (this.#lists.allowed(dependency.name)) continue;
      if (this.#lists.blocked(dependency.name)) remarks.push(blockedRemark(dependency));
      else {
        const said = await this.#ofDependency(dependency, read.ecosystem, view.path, hasLock);
        remarks.push(...said);
        if (hasLock && !dependency.peer && !said.some(({ rule }) => rule === 'unresolved-package')) remarks.push(...(await this.#outdatedLock(dependency, read.ecosystem, view)));
      }
    }
    if (read.ecosystem === 'npm' || read.ecosystem === 'composer') remarks.push(...installScripts(view));
    return remarks;
  }

  async #ofDependency(dependency: Dependency, ecosystem: Ecosystem, path: string, hasLock: boolean): Promise<Remark[]> {
    const { name, start, end, version, peer } = dependency;
    const at = { start, end, subject: name };
    if (LOCAL.test(version) || (ecosystem === 'npm' && (await this.#projects.npm.ownName(name)))) return [];
    if (FROM_GIT.test(version) || FROM_URL.test(version)) {
      const pinned = COMMIT.test(version);
      const from = FROM_GIT.test(version) ? 'git' : 'a URL';
      return [{ rule: 'dependency-source', ...at, message: `"${name}" comes from ${from}${pinned ? ', pinned' : ''}`, ...(pinned ? { level: 'note' as const } : {}) }];
    }
    if (this.#lookUp !== undefined && (ecosystem === 'npm' || ecosystem === 'pypi')) {
      const told = answerRemark(at, name, await this.#lookUp(ecosystem, name));
      if (told !== undefined) return [told];
    }
    const popular = this.#lists[ecosystem];
    const asked = ecosystem === 'pypi' ? normalised(name) : ecosystem === 'cargo' ? name.replaceAll('_', '-') : ecosystem === 'go' ? name.replace(/\/v\d+$/, '') : name;
    const known = popular.has(asked);
    const remarks: Remark[] = [];
    const resolved = known || (await this.#resolved(name, ecosystem, path));
    const near = known ? undefined : popular.takenFor(asked);
    if (near !== undefined) {
      // A slip beside a name that hardly anybody means is chance; a lockfile says at least that the package exists.
      const certain = near.how !== 'one letter' || near.rank < 1500;
      const level =
        near.how === 'same look' || (certain && !resolved) ? 'error' : resolved && near.how === 'same words' ? 'note' : certain || near.rank < 3000 ? 'warning' : 'note';
      remarks.push({ rule: 'lookalike-package', ...at, level, message: `"${name}" is close to the popular "${near.meant}" (${near.how})` });
    } else if (!resolved && this.#lookUp === undefined) remarks.push(...this.#unresolved(dependency, ecosystem, hasLock));
    if (ANYTHING.test(version) && !peer && !hasLock && ecosystem !== 'gem' && ecosystem !== 'maven') {
      const level = ecosystem === 'pypi' || version.startsWith('>') ? 'note' : 'warning';
      remarks.push({ rule: 'unpinned-dependency', ...at, level, message: `"${name}" is taken in any version` });
    }
    return remarks;
  }

  /** The lockfile has another range than the manifest: the next install resolves it anew. Where there are several lockfiles, one that agrees is enough. */
  async #outdatedLock(dependency: Dependency, ecosystem: Ecosystem, { path, bytes }: TextView): Promise<Remark[]> {
    const kind = AGREEING[ecosystem];
    if (kind === undefined) return [];
    const locks = await this.#evidence.paths(kind);
    const manifest = { path, text: bytes.toString('utf8') };
    let differs = false;
    for (const folder of foldersOf(path)) {
      for (const lock of locks.filter((one) => one === inFolder(folder, one.slice(one.lastIndexOf('/') + 1)))) {
        const text = await this.#evidence.files.text(lock);
        const agreed = text === undefined ? undefined : agrees({ path: lock, text }, manifest, dependency);
        if (agreed === true) return [];
        differs ||= agreed === false;
      }
    }
    const { name, start, end } = dependency;
    return differs ? [{ rule: 'lockfile-mismatch', start, end, subject: name, message: `"${name}" is changed in the manifest, and the lockfile has another version` }] : [];
  }

  #unresolved({ name, start, end, peer }: Dependency, ecosystem: Ecosystem, hasLock: boolean): Remark[] {
    if (peer || ecosystem === 'maven') return [];
    const at = { rule: 'unresolved-package', start, end, subject: name };
    if (this.#lists.reported(name)) return [{ ...at, confidence: 'high', message: `"${name}" is a name that assistants are known to make up` }];
    if (hasLock) return [{ ...at, message: `"${name}" is added to the manifest, and the lockfile has never heard of it` }];
    if (ecosystem === 'pypi' && this.#projects.python.hasEnvironment)
      return [{ ...at, level: 'warning', message: `"${name}" is added, and the environment of the project does not have it` }];
    return [{ ...at, level: 'note', confidence: 'low', message: `"${name}" is added, and nothing here shows that it exists` }];
  }

  /** Has a lockfile an entry, or an installation the package? */
  async #resolved(name: string, ecosystem: Ecosystem, path: string): Promise<boolean> {
    const evidence = this.#evidence;
    switch (ecosystem) {
      case 'npm':
        return foldersOf(path).some((folder) => evidence.onDisk(folder, 'node_modules', name)) || (await this.#inNpmLock(name));
      case 'pypi':
        return this.#projects.python.installed(name) || (await this.#projects.python.locked(name));
      case 'maven':
        return false;
      default:
        for (const text of await evidence.texts(LOCKS[ecosystem])) if (text.toLowerCase().includes(name.toLowerCase())) return true;
        return false;
    }
  }

  /** An entry of its own, not the mere copy of the manifest in the lockfile. */
  async #inNpmLock(name: string): Promise<boolean> {
    for (const text of await this.#evidence.texts(NPM_LOCKS)) {
      if (text.includes(`node_modules/${name}"`) || text.includes(`"name": "${name}"`) || text.includes(`"${name}": [`)) return true;
      if (!text.startsWith('{') && (text.includes(`${name}@`) || text.includes(`/${name}/`))) return true;
      if (text.includes('"lockfileVersion": 1') && text.includes(`"${name}": {`)) return true;
    }
    return false;
  }

  /** Is there a lockfile that answers for this manifest: in its folder, or above it? */
  async #hasLock(ecosystem: Ecosystem, path: string): Promise<boolean> {
    if (ecosystem === 'maven' || /requirements/.test(path)) return false;
    const pattern = ecosystem === 'npm' ? NPM_LOCKS : ecosystem === 'pypi' ? PYPI_LOCKS : LOCKS[ecosystem];
    const locks = await this.#evidence.paths(pattern);
    return foldersOf(path).some((folder) => locks.some((lock) => lock === inFolder(folder, lock.slice(lock.lastIndexOf('/') + 1))));
  }
}

function installScripts(view: TextView): Remark[] {
  return [...view.text.matchAll(INSTALL_SCRIPT)].flatMap(({ 0: whole, 1: event = '', 2: script = '', index }) => {
    const end = index + whole.length;
    if (!view.isAdded(index, end)) return [];
    const risky = RISKY.test(script);
    return [
      {
        rule: 'install-script',
        start: index,
        end,
        subject: event,
        level: risky ? ('warning' as const) : ('note' as const),
        message: `The script "${event}" runs whenever this package is installed${risky ? ', and loads or hides what it runs' : ''}`,
      },
    ];
  });
}
