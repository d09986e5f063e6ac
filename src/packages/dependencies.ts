import { type Dependency, utf8 } from './mention.js';

export type Ecosystem = 'npm' | 'pypi' | 'go' | 'cargo' | 'gem' | 'composer' | 'maven';

export interface ManifestDependencies {
  readonly ecosystem: Ecosystem;
  readonly dependencies: readonly Dependency[];
}

type Reader = (text: string) => Dependency[];

/** Reads the dependencies of a manifest, with their places; undefined for other files. `text` holds one character a byte. */
export function dependenciesIn(path: string, text: string): ManifestDependencies | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const [pattern, ecosystem, read] of READERS) if (pattern.test(name) || pattern.test(path)) return { ecosystem, dependencies: read(text) };
  return undefined;
}

function dependency(name: string, start: number, version: string, peer = false): Dependency {
  return { name: utf8(name), written: utf8(name), start, end: start + name.length, optional: false, version: utf8(version.trim()), peer };
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies */
const npm: Reader = (text) => {
  const found: Dependency[] = [];
  for (const section of text.matchAll(/"((?:dev|peer|optional)?[dD]ependencies)"\s*:\s*\{([^{}]*)\}/g)) {
    const [whole, kind = '', body = ''] = section;
    const begin = section.index + whole.length - 1 - body.length;
    for (const { 0: entry, 1: key = '', 2: written = '', index } of body.matchAll(/"([^"\\\n]{1,214})"\s*:\s*"([^"\\\n]*)"/g)) {
      // What is installed is the package behind an alias: https://docs.npmjs.com/cli/v11/using-npm/package-spec#aliases
      const [, name = key, version = written] = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@(.*))?$/.exec(written) ?? [];
      found.push(
        dependency(
          name,
          begin + index + (name === key ? entry.indexOf(name) : entry.lastIndexOf(name)),
          version.startsWith('catalog:') ? '?' : version,
          kind === 'peerDependencies',
        ),
      );
    }
  }
  return found;
};

/** Requirements one a line: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const requirements: Reader = (text) => [...fromVersionControl(text), ...named(text)];

/** A line that is a URL, or has one behind `-e`: https://pip.pypa.io/en/stable/topics/vcs-support/ */
function fromVersionControl(text: string): Dependency[] {
  return [...text.matchAll(/^[ \t]*(?:(?:-e|--editable)[ \t=]+)?((?:(?:git|hg|svn|bzr)\+[a-z+]+|https?):\/\/[^\s#;]+[^\s;]*)/gm)].map(({ 0: whole, 1: url = '', index }) => {
    const name = /#(?:[^\s]*&)?egg=([\w.-]+)/.exec(url)?.[1] ?? /\/([\w.-]+?)(?:\.git|-\d[^/]*)?(?:@[^/]*)?(?:#.*)?$/.exec(url)?.[1] ?? url;
    const start = index + whole.length - url.length + Math.max(0, url.lastIndexOf(name));
    return dependency(name, start, url);
  });
}

const named: Reader = (text) =>
  [...text.matchAll(/^([ \t]*)([A-Za-z0-9\x80-\xff][\w.\x80-\xff-]*)(?:[ \t]*\[[^\]\n]*\])?[ \t]*([^#;\n\r]*)/gm)].flatMap(
    ({ 1: indent = '', 2: name = '', 3: rest = '', index }) =>
      /^(?:$|[=<>!~@ ])/.test(rest) && !rest.startsWith('://')
        ? [dependency(name, index + indent.length, hashed(text, index) ? `${rest}#sha256=` : rest.replace(/[ \t]+--?\w.*$|\\$/, ''))]
        : [],
  );

/** Is a requirement followed by the hash of what it must be? https://pip.pypa.io/en/stable/topics/secure-installs/ */
function hashed(text: string, from: number): boolean {
  return /^(?:[^\n]*\\\r?\n)?[^\n]*--hash=sha256:/.test(text.slice(from, from + 600));
}

/** Requirements in strings, and Poetry's tables: https://packaging.python.org/en/latest/specifications/pyproject-toml/ */
const pyproject: Reader = (text) => {
  const found: Dependency[] = [];
  for (const { 0: whole, 2: body = '', index } of text.matchAll(/^[ \t]*(?:"[^"\n]*"|[\w-]+)[ \t]*(=)[ \t]*\[((?:[^\]"'#]|"[^"\n]*"|'[^'\n]*'|#[^\n]*\n)*)\]/gm)) {
    if (!inTable(text, index, whole)) continue;
    const begin = index + whole.length - 1 - body.length;
    for (const { 0: quoted, 1: requirement = '', index: at } of body.matchAll(/#[^\n]*|["']([^"'\n]+)["']/g)) {
      found.push(...requirementAt(requirement, begin + at + quoted.indexOf(requirement)));
    }
  }
  found.push(...tables(/^tool\.poetry\.(?:[\w-]+\.)*(?:dev-)?dependencies$|^(?:dev-)?packages$|^tool\.pdm\.[\w.-]*dependencies$/)(text).filter(({ name }) => name !== 'python'));
  return found;
};

/** Is a list of strings one of requirements? */
function inTable(text: string, at: number, whole: string): boolean {
  const table = [...text.slice(0, at).matchAll(/^\[([^[\]\n]+)\][ \t]*(?:#.*)?$/gm)].at(-1)?.[1]?.trim() ?? '';
  const key = /^[ \t]*"?([\w-]+)/.exec(whole)?.[1] ?? '';
  return (
    (table === 'project' && key === 'dependencies') ||
    table === 'project.optional-dependencies' ||
    table === 'dependency-groups' ||
    (table === 'build-system' && key === 'requires') ||
    (table === 'tool.uv' && key === 'dev-dependencies') ||
    table === 'tool.pdm.dev-dependencies'
  );
}

/** `name = "version"` or `name = { … }` in the tables whose name matches. */
function tables(wanted: RegExp): Reader {
  return (text) => {
    const found: Dependency[] = [];
    let inside = false;
    let at = 0;
    for (const line of text.split('\n')) {
      const table = /^[ \t]*\[{1,2}([^[\]]+)\]/.exec(line)?.[1]?.trim().replaceAll('"', '').replaceAll("'", '');
      if (table !== undefined) {
        inside = wanted.test(table);
        const own = /^(.*\.)?(?:dev-|build-)?dependencies\.([\w-]+)$/.exec(table);
        if (own?.[2] !== undefined && wanted.test(table.slice(0, -own[2].length - 1))) found.push(dependency(own[2], at + line.lastIndexOf(own[2]), '?'));
      } else if (inside) {
        const [, indent = '', quote = '', name, value = ''] = /^([ \t]*)(["']?)([\w.\x80-\xff-]+)["']?[ \t]*=[ \t]*(.*)$/.exec(line) ?? [];
        if (name !== undefined)
          found.push(dependency(name.replace(/\.workspace$/, ''), at + indent.length + quote.length, name.endsWith('.workspace') ? 'workspace:' : tableVersion(value)));
      }
      at += line.length + 1;
    }
    return found;
  };
}

function tableVersion(value: string): string {
  const [, plain] = /^["']([^"']*)["']/.exec(value) ?? [];
  if (plain !== undefined) return plain;
  if (/\b(?:path|workspace)\s*=/.test(value)) return 'workspace:';
  const [, url] = /\b(?:git|url)\s*=\s*["']([^"']*)["']/.exec(value) ?? [];
  if (url !== undefined) return `git+${url}${/\brev\s*=\s*["']([0-9a-f]{40})/.test(value) ? '#0000000000000000000000000000000000000000' : ''}`;
  return /\bversion\s*=\s*["']([^"']*)["']/.exec(value)?.[1] ?? '?';
}

/** Strings of the lists that `setup()` takes: https://setuptools.pypa.io/en/latest/userguide/dependency_management.html */
const setupPy: Reader = (text) =>
  [
    ...text.matchAll(/\b(?:install_requires|setup_requires|tests_require|extras_require)[ \t]*=[ \t]*([[{](?:[^\])}"'#]|"[^"\n]*"|'[^'\n]*'|#[^\n]*\n|\](?=[ \t]*,?\s*["']))*)/g),
  ].flatMap(({ 0: whole, 1: body = '', index }) =>
    [...body.matchAll(/#[^\n]*|["']([^"'\n]+)["'](?![ \t]*:)/g)].flatMap(({ 0: quoted, 1: requirement = '', index: at }) =>
      requirementAt(requirement, index + whole.length - body.length + at + quoted.indexOf(requirement)),
    ),
  );

/** Lines below `install_requires =` and in `[options.extras_require]`. */
const setupCfg: Reader = (text) => {
  const found: Dependency[] = [];
  let inside = false;
  let extras = false;
  let at = 0;
  for (const line of text.split('\n')) {
    if (/^\[/.test(line)) extras = /^\[options\.extras_require\]/.test(line);
    const [, key] = /^([\w.-]+)[ \t]*[=:]/.exec(line) ?? [];
    if (key !== undefined || /^\[/.test(line)) inside = key !== undefined && (extras || /^(?:install|setup|tests)_requires?$/.test(key));
    const value = key === undefined ? line : line.slice(line.search(/[=:]/) + 1);
    const requirement = value.trim();
    if (inside && requirement !== '' && !requirement.startsWith('#')) found.push(...requirementAt(requirement, at + line.lastIndexOf(requirement)));
    at += line.length + 1;
  }
  return found;
};

/** One requirement as https://packaging.python.org/en/latest/specifications/dependency-specifiers/ writes it. */
function requirementAt(requirement: string, start: number): Dependency[] {
  const [, name, rest = ''] = /^([A-Za-z0-9\x80-\xff][\w.\x80-\xff-]*)(?:[ \t]*\[[^\]]*\])?[ \t]*([^;]*)/.exec(requirement) ?? [];
  return name === undefined || !/^(?:$|[=<>!~@(])/.test(rest) ? [] : [dependency(name, start, rest)];
}

/** What is replaced, mostly by a folder of the repository, is not fetched by that name: https://go.dev/ref/mod#go-mod-file-replace */
const goModule: Reader = (text) => {
  const replaced = new Set([...text.matchAll(/^[ \t]*(?:replace[ \t]+)?([^\s]+)(?:[ \t]+v[^\s]+)?[ \t]*=>/gm)].map(([, name]) => name));
  // One that is replaced by another module is fetched by that one's name.
  const others = [...text.matchAll(/^[ \t]*(?:replace[ \t]+)?[^\s]+(?:[ \t]+v[^\s]+)?[ \t]*=>[ \t]*([\w-]+(?:\.[\w-]+)+\/[^\s]+)[ \t]+(v[^\s]+)/gm)].map(
    ({ 0: whole, 1: name = '', 2: version = '', index }) => dependency(name, index + whole.lastIndexOf(name), version),
  );
  const required = [...text.matchAll(/^[ \t]*(?:require[ \t]+)?([\w-]+(?:\.[\w-]+)+\/[^\s]+)[ \t]+(v[^\s]+)(?![^\n]*=>)/gm)].flatMap(
    ({ 0: whole, 1: name = '', 2: version = '', index }) => (replaced.has(name) ? [] : [dependency(name, index + whole.indexOf(name), version)]),
  );
  return [...required, ...others];
};

const gemfile: Reader = (text) =>
  [...text.matchAll(/^[ \t]*gem[ \t(]+["']([\w.-]+)["']([^\n#]*)/gm)].map(({ 0: whole, 1: name = '', 2: rest = '', index }) => {
    const url = /\b(?:git|github)(?::|["']?[ \t]*=>)[ \t]*["']([^"']+)["']/.exec(rest)?.[1];
    const path = /\bpath(?::|["']?[ \t]*=>)/.test(rest);
    return dependency(name, index + whole.indexOf(name), path ? 'workspace:' : url === undefined ? (/["']([^"']+)["']/.exec(rest)?.[1] ?? '') : `git+${url}`);
  });

/** Platform packages have no vendor: https://getcomposer.org/doc/01-basic-usage.md#platform-packages */
const composer: Reader = (text) =>
  [...text.matchAll(/"require(?:-dev)?"\s*:\s*\{([^{}]*)\}/g)].flatMap((section) => {
    const begin = section.index + section[0].length - 1 - (section[1] ?? '').length;
    return [...(section[1] ?? '').matchAll(/"([\w.-]+\/[\w.-]+)"\s*:\s*"([^"\n]*)"/g)].map(({ 1: name = '', 2: version = '', index }) =>
      dependency(name, begin + index + 1, version),
    );
  });

const pom: Reader = (text) =>
  [
    ...text.matchAll(
      /<dependency>\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)?<groupId>\s*([\w.${}-]+)\s*<\/groupId>\s*<artifactId>\s*([\w.${}-]+)\s*<\/artifactId>(?:\s*<version>\s*([^<]*?)\s*<\/version>)?/g,
    ),
  ].flatMap(({ 0: whole, 1: group = '', 2: artifact = '', 3: version = '', index }) =>
    `${group}${artifact}`.includes('$')
      ? []
      : [{ ...dependency(artifact, index + whole.lastIndexOf(artifact), version), name: `${group}:${artifact}`, written: `${group}:${artifact}` }],
  );

const gradle: Reader = (text) =>
  [
    ...text.matchAll(
      /\b(?:\w*[iI]mplementation|api|compileOnly|runtimeOnly|annotationProcessor|kapt|classpath|testCompile|compile)[ \t(]+["']([\w.-]+):([\w.-]+)(?::([^"':]+))?["']/g,
    ),
  ].map(({ 0: whole, 1: group = '', 2: artifact = '', 3: version = '', index }) => {
    const written = `${group}:${artifact}`;
    return { ...dependency(written, index + whole.indexOf(written), version), name: written };
  });

/** https://docs.gradle.org/current/userguide/version_catalogs.html: `module = "group:name"`, or `"group:name:version"`. */
const catalog: Reader = (text) =>
  [...text.matchAll(/^[ \t]*[\w.-]+[ \t]*=[ \t]*(?:\{[^}\n]*?\bmodule[ \t]*=[ \t]*)?["']([\w.-]+:[\w.-]+)(?::([^"'\n]*))?["']/gm)].map(
    ({ 0: whole, 1: name = '', 2: version = '', index }) => dependency(name, index + whole.indexOf(name), version),
  );

const READERS: readonly (readonly [RegExp, Ecosystem, Reader])[] = [
  [/^package\.json$/, 'npm', npm],
  [/^[^/]*requirements[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]*\.(?:txt|in)$/, 'pypi', requirements],
  [/^pyproject\.toml$/, 'pypi', pyproject],
  [/^setup\.py$/, 'pypi', setupPy],
  [/^setup\.cfg$/, 'pypi', setupCfg],
  [/^Pipfile$/, 'pypi', tables(/^(?:dev-)?packages$/)],
  [/^go\.mod$/, 'go', goModule],
  [/^Cargo\.toml$/, 'cargo', tables(/^(?:(?:target\..+|workspace)\.)?(?:dev-|build-)?dependencies$/)],
  [/^Gemfile$/, 'gem', gemfile],
  [/^composer\.json$/, 'composer', composer],
  [/^pom\.xml$/, 'maven', pom],
  [/^build\.gradle(?:\.kts)?$/, 'maven', gradle],
  [/\.versions\.toml$/, 'maven', catalog],
];
