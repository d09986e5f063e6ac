import type { Language } from '../model/language.js';
import type { SourceText } from '../model/source-text.js';
import type { Ruleset } from '../rules/ruleset.js';

// All of this that a hook loads for every commit: whether a text names packages at all is asked of its bytes, and most texts do not.

/** Modules of Node's own, for `require('fs')` as for `node:fs`. https://nodejs.org/api/module.html#modulebuiltinmodules */
export const BUILT_IN: ReadonlySet<string> = new Set(
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

/** Names of files that declare or lock dependencies. Names, not an expression: every staged path is asked, and to compile one takes a hook half a millisecond. */
const MANIFESTS: ReadonlySet<string> = new Set(
  'package.json package-lock.json npm-shrinkwrap.json yarn.lock bun.lock pnpm-lock.yaml pyproject.toml poetry.lock uv.lock pdm.lock setup.py setup.cfg Pipfile Pipfile.lock go.mod Cargo.toml Cargo.lock Gemfile Gemfile.lock gems.locked composer.json composer.lock pom.xml build.gradle build.gradle.kts'.split(
    ' ',
  ),
);

/** Words without which nothing is imported in a language. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  python: ['import '],
  go: ['import'],
  rust: ['use ', 'extern crate '],
  ruby: ['require'],
  php: ['use '],
};

/** Is this a file that declares or locks dependencies? */
export function isManifest(path: string): boolean {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (MANIFESTS.has(name) || name.endsWith('.versions.toml')) return true;
  // requirements-dev.txt, requirements/dev.in
  return (name.endsWith('.txt') || name.endsWith('.in')) && (name.includes('requirements') || (path.endsWith('requirements', slash) && (slash === 12 || path[slash - 13] === '/')));
}

/** An import of JavaScript's up to the end of its name, or to the comment of a bundler before it; no name of a package begins otherwise, but one in foreign letters may be taken for another. */
const SCRIPT_IMPORT = /(?:from|require(?:\.resolve)?|import)\s{0,80}(?:\(\s{0,80})?(?:\/\*|(["'])((?:@[^/"']{1,100}\/)?[@\w\x80-\xff][^/"'\n]{0,213})(?:\/[^"'\n]{0,213})?\1)/g;
/** The same from where its name is quoted. */
const QUOTED_NAME = /(["'])((?:@[^/"']{1,100}\/)?[@\w\x80-\xff][^/"'\n]{0,213})(?:\/[^"'\n]{0,213})?\1/y;
/** More than that takes. */
const LONGEST_NAME = 600;
const COMMENT = 0x2f;
const SCRIPTS: ReadonlySet<Language> = new Set(['javascript', 'typescript', 'vue', 'svelte']);

/**
 * May a line that is new name a package of which something is to be found out? Cheap, and never no where there is one.
 *
 * @param inUse knows packages of JavaScript of which nothing is.
 * @param someImport is the ruleset's: the engine finds imports, but in very long texts.
 */
export function concernsPackages(source: SourceText, inUse: (name: string, path: string) => boolean, someImport: Ruleset['someImport']): boolean {
  const { path, bytes, language } = source;
  if (isManifest(path)) return true;
  if (SCRIPTS.has(language)) {
    const isNew = newLines(source);
    const isOpen = (name: string | undefined): boolean => name === undefined || !(BUILT_IN.has(name) || name.startsWith('node:') || inUse(name, path));
    const named = someImport(bytes, (word, at) => {
      QUOTED_NAME.lastIndex = 0;
      const name = bytes[at] === COMMENT ? undefined : QUOTED_NAME.exec(bytes.toString('latin1', at, at + LONGEST_NAME));
      // A name may stand some lines below its import.
      return name !== null && isOpen(name?.[2]) && isNew(word, 3);
    });
    if (named !== undefined) return named;
    for (const { 2: name, index } of bytes.toString('latin1').matchAll(SCRIPT_IMPORT)) if (isOpen(name) && isNew(index, 3)) return true;
    return false;
  }
  for (const word of path.endsWith('.gemspec') ? [] : (WORDS[language] ?? [])) {
    const more = language === 'go' || language === 'rust' || language === 'php' ? Number.POSITIVE_INFINITY : 0;
    const isNew = newLines(source);
    for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) if (isNew(at, more)) return true;
  }
  return false;
}

/** Is the line at an offset new, or one of so many below it? Asked from the front to the back, so that lines are counted once however many imports a file has. */
function newLines({ bytes, added }: SourceText): (at: number, below: number) => boolean {
  if (added.kind === 'all') return () => true;
  let line = 1;
  let counted = 0;
  let passed = 0;
  return (at, below) => {
    for (let lf = bytes.indexOf(0x0a, counted); lf >= 0 && lf < at; lf = bytes.indexOf(0x0a, counted)) {
      counted = lf + 1;
      line++;
    }
    // Ranges are in order, and so are the places that are asked about.
    while ((added.ranges[passed]?.last ?? Number.POSITIVE_INFINITY) < line) passed++;
    return (added.ranges[passed]?.first ?? Number.POSITIVE_INFINITY) <= line + below;
  };
}
