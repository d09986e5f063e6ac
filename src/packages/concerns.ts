import type { SourceText } from '../model/source-text.js';
import { countLines } from '../text/line-index.js';

// All of this that a hook loads for every commit: whether a text names packages at all is asked of its bytes, and most texts do not.

/** Modules of Node's own, for `require('fs')` as for `node:fs`. https://nodejs.org/api/module.html#modulebuiltinmodules */
export const BUILT_IN: ReadonlySet<string> = new Set(
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

const MANIFEST =
  /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|[^/]*requirements[^/]*\.(?:txt|in)|pyproject\.toml|Pipfile|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?)$|(?:^|\/)requirements\/[^/]*\.(?:txt|in)$/;

/** Words without which nothing is imported in a language. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  javascript: ['from', 'require', 'import'],
  typescript: ['from', 'require', 'import'],
  vue: ['from', 'import'],
  svelte: ['from', 'import'],
  python: ['import '],
  go: ['import'],
  rust: ['use ', 'extern crate '],
  ruby: ['require'],
  php: ['use '],
};

/** Is this a file that declares or locks dependencies? */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

/**
 * May a line that is new name a package of which something is to be found out? Cheap, and never no where there is one.
 *
 * @param inUse knows packages of JavaScript of which nothing is.
 */
export function concernsPackages({ path, bytes, language, added }: SourceText, inUse: (name: string, path: string) => boolean): boolean {
  const words = WORDS[language];
  if (words === undefined || path.endsWith('.gemspec')) return isManifest(path);
  const script = words[0] === 'from';
  for (const word of words) {
    for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) {
      if (script && !asksForPackage(bytes, at + word.length, (name) => inUse(name, path))) continue;
      if (added.kind === 'all') return true;
      const line = countLines(bytes.subarray(0, at + 1));
      // A name may stand some lines below its import.
      const far = script ? line + 3 : language === 'go' || language === 'rust' || language === 'php' ? Number.POSITIVE_INFINITY : line;
      if (added.ranges.some(({ first, last }) => first <= far && last >= line)) return true;
    }
  }
  return isManifest(path);
}

/** Does a quoted name follow that is no path, no module of Node's and no package in use? */
function asksForPackage(bytes: Buffer, from: number, inUse: (name: string) => boolean): boolean {
  let at = from;
  if (bytes.toString('latin1', at, at + 8) === '.resolve') at += 8;
  const end = Math.min(bytes.length, at + 260);
  // White space, a bracket, or a bundler's comment before the quote.
  while (at < end && (bytes[at] ?? 0) <= 0x20) at++;
  if (bytes[at] === 0x28) at++;
  while (at < end && (bytes[at] ?? 0) <= 0x20) at++;
  if (bytes[at] === 0x2f && bytes[at + 1] === 0x2a) return true;
  const quote = bytes[at];
  if (quote !== 0x22 && quote !== 0x27) return false;
  // No package's name begins otherwise; one in foreign letters may be taken for another.
  const first = bytes.toString('latin1', at + 1, at + 2);
  if (!/[@\w\x80-\xff]/.test(first)) return false;
  const close = bytes.indexOf(quote, at + 1);
  if (close < 0 || close - at > 220) return false;
  const name = bytes.toString('latin1', at + 1, close);
  return !name.startsWith('node:') && !BUILT_IN.has(name) && !inUse(/^(?:@[^/]*\/)?[^/]*/.exec(name)?.[0] ?? name);
}
