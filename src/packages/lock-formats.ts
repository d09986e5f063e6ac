/** What a lockfile says of one package: where it comes from, and what vouches for it. Offsets are bytes of the text, the end exclusive. */
export interface LockEntry {
  readonly name: string;
  /** Where it comes from; undefined where that goes without saying. */
  readonly url: string | undefined;
  /** Of the URL, or of what stands for the entry. */
  readonly start: number;
  readonly end: number;
  /** Of all that is said of the package. */
  readonly whole: readonly [start: number, end: number];
  /** `unsaid`: of such an entry no lockfile of the kind says more. */
  readonly hash: 'strong' | 'weak' | 'none' | 'unsaid';
}

/** A kind of lockfile. */
export interface LockFormat {
  readonly file: RegExp;
  /** Hosts that the package manager asks by default. */
  readonly hosts: readonly string[];
  /** Files in which a project names others. */
  readonly settings: RegExp;
  entries(text: string): LockEntry[];
}

const NPM_HOSTS = ['registry.npmjs.org', 'registry.yarnpkg.com', 'npm.pkg.github.com', 'codeload.github.com', 'github.com', 'npm.jsr.io'];
const NPM_SETTINGS = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|bunfig\.toml)$/;
const PYPI_HOSTS = ['pypi.org', 'pypi.python.org', 'files.pythonhosted.org', 'github.com'];
const PYPI_SETTINGS = /(?:^|\/)(?:pyproject\.toml|Pipfile|pip\.conf|uv\.toml|poetry\.toml)$/;

const weakOr = (text: string, weak: RegExp, strong: RegExp): LockEntry['hash'] => (strong.test(text) ? 'strong' : weak.test(text) ? 'weak' : 'none');
const WEAK_SRI = /\b(?:sha1|md5)-/;
const STRONG_SRI = /\bsha(?:256|384|512)-/;

/** The entry for `url`, which stands somewhere in `part`. */
function entryAt(name: string, part: string, from: number, url: string, hash: LockEntry['hash'], whole: LockEntry['whole'] = [from, from + part.length]): LockEntry {
  const start = from + part.indexOf(url);
  return { name, url, start, end: start + url.length, hash, whole };
}

/** An entry that says no source. */
function plain(name: string, from: number, part: string, hash: LockEntry['hash']): LockEntry {
  return { name, url: undefined, start: from, end: from + Math.max(1, part.trimEnd().length), hash, whole: [from, from + part.length] };
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
function npm(text: string): LockEntry[] {
  return [...text.matchAll(/"resolved"\s*:\s*"([^"\n]+)"/g)].map(({ 0: whole, 1: url = '', index }) => {
    const open = text.lastIndexOf('{', index);
    const rest = /[{}]/.exec(text.slice(index, index + 2000));
    const fields = text.slice(open, index + (rest?.index ?? 2000));
    // git and tarballs from elsewhere have no hash in some versions of npm.
    const hash = weakOr(fields, /"integrity"\s*:\s*"(?:sha1|md5)-/, /"integrity"\s*:\s*"[^"]*\bsha(?:256|384|512)-/);
    return entryAt(nameBefore(text, open), whole, index, url, hash === 'none' && !/^https?:\/\/registry\./.test(url) ? 'unsaid' : hash, [open, open + fields.length]);
  });
}

/** The package whose entry opens at `brace`. */
export function nameBefore(text: string, brace: number): string {
  return /"(?:[^"]*node_modules\/)?([^"]*)"\s*:\s*$/.exec(text.slice(Math.max(0, brace - 300), brace))?.[1] ?? '';
}

/** https://classic.yarnpkg.com/lang/en/docs/yarn-lock/; later versions name a source of their own behind `__archiveUrl=` alone. */
function yarn(text: string): LockEntry[] {
  return [...text.matchAll(/^(?=[^\s#])"?((?:@[^/\n]+\/)?[^@\n]+)@[^\n]*:\r?\n((?:[ ]{2}[^\n]*\n)+)/gm)].flatMap(({ 0: whole, 1: name = '', 2: body = '', index }) => {
    const from = index + whole.length - body.length;
    const [, resolved] = /^[ ]{2}resolved[ ]"([^"\n]+)"/m.exec(body) ?? [];
    if (resolved !== undefined) return [entryAt(name, body, from, resolved, /^[ ]{2}integrity[ ]/m.test(body) ? weakOr(body, WEAK_SRI, STRONG_SRI) : 'none')];
    const [, archive] = /::__archiveUrl=([^"&\n]+)/.exec(body) ?? [];
    return archive === undefined ? [plain(name, from, body, 'unsaid')] : [{ ...entryAt(name, body, from, archive, 'unsaid'), url: decoded(archive) }];
  });
}

function decoded(text: string): string {
  return text.replace(/%([0-9A-F]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** https://pnpm.io/git#lockfiles */
function pnpm(text: string): LockEntry[] {
  return [...text.matchAll(/^[ ]{2}(['"]?)\/?(\S[^\n]*?)\1:\r?\n[ ]{4}resolution:[ ]\{([^}\n]*)\}/gm)].map(({ 0: whole, 2: key = '', 3: body = '', index }) => {
    const from = index + whole.length - 1 - body.length;
    const name = /^((?:@[^/]+\/)?[^@/(]+)/.exec(key)?.[1] ?? key;
    const hash = weakOr(body, WEAK_SRI, STRONG_SRI);
    const [, tarball] = /\btarball:[ ]?['"]?([^\s,'"]+)/.exec(body) ?? [];
    if (tarball !== undefined) return entryAt(name, body, from, tarball, hash === 'none' && !/^https?:\/\/registry\./.test(tarball) ? 'unsaid' : hash);
    return plain(name, from, body, hash === 'none' && /\b(?:directory|repo|type):/.test(body) ? 'unsaid' : hash);
  });
}

/** https://bun.com/docs/pm/lockfile: name, registry where it is another one, details, hash. */
function bun(text: string): LockEntry[] {
  return [...text.matchAll(/^[ ]{4}"([^"\n]+)":[ ]\["[^"\n]+@[^"\n]*",[ ]"([^"\n]*)",([^\n]*)\],?$/gm)].map(({ 0: whole, 1: name = '', 2: url = '', 3: rest = '', index }) => {
    const hash = weakOr(rest, WEAK_SRI, STRONG_SRI);
    return /^https?:/.test(url) ? entryAt(name, whole, index, url, hash) : plain(name, index, whole, hash);
  });
}

/** Tables `[[package]]` of uv, PDM, Poetry and Cargo. */
function blocks(text: string, read: (name: string, body: string, from: number) => LockEntry[]): LockEntry[] {
  return [...text.matchAll(/^\[\[package\]\]\r?\n((?:(?!\[\[package\]\])[^\n]*\n?)*)/gm)].flatMap(({ 0: whole, 1: body = '', index }) =>
    body === '' ? [] : read(/^name = "([^"\n]+)"/m.exec(body)?.[1] ?? '', body, index + whole.length - body.length),
  );
}

/** https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile, https://pdm-project.org/latest/usage/lockfile/, https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock */
const python = (text: string): LockEntry[] =>
  blocks(text, (name, body, from) => {
    const hash = /hash = "/.test(body) ? weakOr(body, /hash = "(?:md5|sha1):/, /hash = "sha(?:256|384|512):/) : 'unsaid';
    const urls = [...body.matchAll(/\b(?:registry|url) = "(https?:[^"\n]+)"/g)];
    if (urls.length === 0) return [plain(name, from, body, hash)];
    return urls.map(({ 0: whole, 1: url = '', index }) => entryAt(name, whole, from + index, url, hash));
  });

/** https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html */
const cargo = (text: string): LockEntry[] =>
  blocks(text, (name, body, from) => {
    const [, kind, url] = /^source = "(registry|sparse|git)\+([^"\n]+)"/m.exec(body) ?? [];
    if (url === undefined || kind === 'git') return [];
    return [entryAt(name, body, from, url, /^checksum = "/m.test(body) ? 'strong' : 'none')];
  });

/** https://github.com/rubygems/bundler-features: gems of a registry stand below its address. */
const gem = (text: string): LockEntry[] =>
  [...text.matchAll(/^GEM\r?\n(?:[ ]{2}remote: [^\n]*\n)+/gm)].flatMap(({ 0: block, index }) =>
    [...block.matchAll(/remote: (\S+)/g)].map(({ 0: whole, 1: url = '', index: at }) => entryAt('', whole, index + at, url, 'unsaid')),
  );

/** https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control */
const composer = (text: string): LockEntry[] =>
  [...text.matchAll(/"(?:dist|source)"\s*:\s*\{[^{}]*?"url"\s*:\s*"([^"\n]+)"/g)].map(({ 0: whole, 1: url = '', index }) => {
    const name = [...text.slice(Math.max(0, index - 1500), index).matchAll(/"name"\s*:\s*"([\w.-]+\/[\w.-]+)"/g)].at(-1)?.[1] ?? '';
    return { ...entryAt(name, whole, index, url, 'unsaid'), url: url.replaceAll('\\/', '/') };
  });

const pipfile = (text: string): LockEntry[] =>
  [...text.matchAll(/"url"\s*:\s*"(https?:[^"\n]+)"/g)].map(({ 0: whole, 1: url = '', index }) => entryAt('', whole, index, url, 'unsaid'));

const FORMATS: readonly LockFormat[] = [
  { file: /^(?:package-lock|npm-shrinkwrap)\.json$/, hosts: NPM_HOSTS, settings: NPM_SETTINGS, entries: npm },
  { file: /^yarn\.lock$/, hosts: NPM_HOSTS, settings: NPM_SETTINGS, entries: yarn },
  { file: /^pnpm-lock\.yaml$/, hosts: NPM_HOSTS, settings: NPM_SETTINGS, entries: pnpm },
  { file: /^bun\.lock$/, hosts: NPM_HOSTS, settings: NPM_SETTINGS, entries: bun },
  { file: /^(?:poetry|uv|pdm)\.lock$/, hosts: PYPI_HOSTS, settings: PYPI_SETTINGS, entries: python },
  { file: /^Pipfile\.lock$/, hosts: PYPI_HOSTS, settings: PYPI_SETTINGS, entries: pipfile },
  { file: /^Cargo\.lock$/, hosts: ['github.com/rust-lang/crates.io-index', 'index.crates.io'], settings: /(?:^|\/)(?:\.cargo\/config(?:\.toml)?|Cargo\.toml)$/, entries: cargo },
  { file: /^(?:Gemfile\.lock|gems\.locked)$/, hosts: ['rubygems.org'], settings: /(?:^|\/)(?:Gemfile|gems\.rb)$/, entries: gem },
  {
    file: /^composer\.lock$/,
    hosts: ['api.github.com', 'github.com', 'codeload.github.com', 'gitlab.com', 'bitbucket.org', 'api.bitbucket.org', 'packagist.org', 'repo.packagist.org'],
    settings: /(?:^|\/)composer\.json$/,
    entries: composer,
  },
];

export function lockFormatOf(path: string): LockFormat | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return FORMATS.find(({ file }) => file.test(name));
}

/** Whom a URL asks: its host, and on a host of everybody's code the repository of the index, too. */
export function sourceOf(url: string): { readonly host: string; readonly secure: boolean } | undefined {
  const [, scheme = '', host, path = ''] = /^(?:git\+)?([a-z]+):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?(\/[^?#]*)?/.exec(url) ?? [];
  if (host === undefined) return undefined;
  const [, index] = /^(.*-index)(?:\.git)?\/?$/.exec(path) ?? [];
  return { host: index === undefined ? host : `${host}${index}`, secure: scheme !== 'http' };
}
